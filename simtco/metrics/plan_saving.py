"""How much cheaper a strategy must look in the plan before it is cheaper in most futures."""

from collections.abc import Mapping

import numpy as np

from simtco.engine.block import Result
from simtco.metrics import estimate
from simtco.metrics.estimate import Estimate
from simtco.metrics.finding import Finding
from simtco.metrics.metric import Metric
from simtco.metrics.sample import Sample, differences
from simtco.words.arrays import Floats
from simtco.words.wording import figure, out_of

RULE = (0.10, 0.20)
"""The savings in a plan that the book's section 33.6 says are not enough."""
_MOST = 1e6  # stands for a future that no saving changes: one that costs nothing, or less
_WAYS = {
    "in_proportion": "if futures stray from plans by the same factors",
    "as_it_is": "if all that its futures add to its plan stays as it is",
}
_UNANSWERED = Finding(None, None, "Costs at or under 0 cannot be compared in percent.")


class PlanSaving(Metric):
    """Saving in the plan, 1 - base / base of the reference, and the saving that would be needed.

    In proportion: all that the strategy costs is scaled with its plan, so that futures stray from
    it by the same factors. As it is: the plan alone gets cheaper, and what futures add to it,
    hidden costs and shocks above all, stays.
    """

    rank = 85
    scope = "pair"

    def find(self, result: Result, strategy: str) -> Mapping[str, Finding]:
        base, beside = (result.plans[name].base for name in (strategy, result.reference))
        own, other = result.total(strategy), result.total(result.reference)
        keys = [f"p_cheaper_if_{100 * saving:.0f}_percent" for saving in RULE]
        if min(base, beside) <= 0:
            names = ("plan_saving", *(f"needed_saving.{way}" for way in _WAYS), *keys)
            return dict.fromkeys(names, _UNANSWERED)
        plans = base / beside
        strays = Sample(result.trials, lambda span: _strays(own[span], other[span], plans))
        share = result.experiment.confidence
        ((ratio, error),) = estimate.quantiles(strays, [1.0 - share])
        dearer = estimate.at_or_under(strays, [1.0 - saving for saving in RULE])
        ((more, off),) = estimate.quantiles(differences(result)[strategy], [share])
        needed = (
            (1.0 - ratio, error),
            (1.0 - (base - more) / beside, None if off is None else off / beside),
        )
        return {
            "plan_saving": _planned(strategy, 1.0 - base / beside),
            **{
                f"needed_saving.{way}": _needed(result, strategy, way, *found)
                for way, found in zip(_WAYS, needed, strict=True)
            },
            **{
                key: _chance(strategy, result.reference, share, saving)
                for key, share, saving in zip(keys, dearer, RULE, strict=True)
            },
        }


def _strays(own: Floats, other: Floats, plans: float) -> Floats:
    """What the strategy may cost beside its plan (T,) and still be as cheap as the reference."""
    with np.errstate(divide="ignore", invalid="ignore"):
        strays = other / own
    strays *= plans
    free = own <= 0
    if free.any():
        strays[free] = np.where(other[free] > own[free], _MOST, -_MOST)
    return np.clip(strays, -_MOST, _MOST, out=strays)


def _planned(strategy: str, saving: float) -> Finding:
    side = "cheaper" if saving >= 0 else "dearer"
    return Finding(saving, None, f"In the plan {strategy} is {figure(100 * abs(saving))}% {side}.")


def _needed(result: Result, strategy: str, way: str, saving: float, error: float | None) -> Finding:
    often = f"the cheaper in {out_of(result.experiment.confidence)} futures, {_WAYS[way]}"
    plan, percent = f"The plan of {strategy}", figure(100 * abs(saving))
    if saving >= 1.0:
        said = f"Not even a plan that says nothing would make {strategy} {often}."
    elif saving >= 0.0:
        said = f"{plan} must look {percent}% cheaper than {result.reference}'s to be {often}."
    else:
        said = f"{plan} may look {percent}% dearer than {result.reference}'s and it is {often}."
    return Finding(saving, error, said)


def _chance(strategy: str, reference: str, dearer: Estimate, saving: float) -> Finding:
    share, error = 1.0 - dearer[0], dearer[1]
    said = (
        f"Were the plan of {strategy} {figure(100 * saving)}% cheaper than that of {reference}, it "
        f"would be the cheaper in {out_of(share)} futures."
    )
    return Finding(share, error, said)
