"""What each shock costs, and what its mitigation is worth."""

from collections.abc import Iterator, Mapping

import numpy as np

from simtco.engine.block import ItemKey, Result
from simtco.engine.simulate import discount_factors
from simtco.metrics import estimate
from simtco.metrics.finding import Finding
from simtco.metrics.metric import Metric
from simtco.words.arrays import Floats
from simtco.words.drawn_shock import DrawnShock
from simtco.words.shock import Shock
from simtco.words.shocks.event import RiskEvent
from simtco.words.wording import figure, out_of

_SHARE = 0.95


class Shocks(Metric):
    """Each shock: its mean, its P95, how often it costs something, and its worst event's P95."""

    rank = 120
    brief = True

    def find(self, result: Result, strategy: str) -> Mapping[str, Finding]:
        found: dict[str, Finding] = {}
        for key, money in zip(result.shock_keys, result.shocks, strict=True):
            if key.strategy == strategy:
                said = [*_of(result, key, money), *_mitigation(result, key)]
                found |= {f"shocks.{key.item.name}.{name}": finding for name, finding in said}
        return found


def shock_name(key: ItemKey) -> str:
    """Where a shock stands in the file, which is what its draws are called.

    The item `api.outage` of another strategy is the outage of the strategy api.
    """
    *owners, own = key.item.name.split(".")
    return f"strategies.{owners[-1] if owners else key.strategy}.shocks.{own}"


def shock_word(result: Result, key: ItemKey) -> Shock | None:
    """What the file says of a shock; None where it is another strategy's, or in no list."""
    return None if "." in key.item.name else result.experiment.shocks.get(shock_name(key))


def _of(result: Result, key: ItemKey, money: Floats) -> Iterator[tuple[str, Finding]]:
    name, currency = key.item.name, result.experiment.currency
    by_block = result.items[:, result.item_keys.index(key)]
    mean = float(by_block.mean())
    does = "saves" if mean < 0 else "costs"
    said = f"{name} {does} {figure(abs(mean))} {currency} on average."
    yield "mean", Finding(mean, estimate.standard_error(by_block), said)
    ((level, error),) = estimate.quantiles(money, [_SHARE])
    said = f"{name} costs no more than {figure(level)} {currency} in {out_of(_SHARE)} futures."
    yield "p95", Finding(level, error, said)
    harm = _harm(result, key, money)
    for does, share in (
        ("costs", estimate.share_of(harm > 0)),
        ("saves", estimate.share_of(harm < 0)),
    ):
        said = f"{name} {does} something in {out_of(share[0])} futures."
        yield f"p_{does}_something", Finding(*share, said)
    yield "worst_p95", _worst(result, key)


def _harm(result: Result, key: ItemKey, money: Floats) -> Floats:
    """What of a shock's money (T',) is due to what happens: a mitigation is paid for anyway."""
    word = shock_word(result, key)
    if isinstance(word, DrawnShock) and not word.size_unit:
        return np.asarray(result.inputs[result.input_names.index(word.name)])
    return money


def _worst(result: Result, key: ItemKey) -> Finding:
    word = shock_word(result, key)
    if not isinstance(word, DrawnShock):
        return Finding(None, None, f"Single events of {key.item.name} are not drawn apart.")
    months, unit = result.experiment.horizon_months, word.size_unit or result.experiment.currency
    worst = float(word.worst(np.array([_SHARE]), months)[0])
    said = f"is no more than {figure(worst)} {unit} in {out_of(_SHARE)} futures."
    return Finding(worst, None, f"The single worst event of {key.item.name} {said}")


def _mitigation(result: Result, key: ItemKey) -> Iterator[tuple[str, Finding]]:
    """Expected discounted money before and after, exactly, whether adopted or not."""
    word = shock_word(result, key)
    if not isinstance(word, RiskEvent) or word.mitigation is None:
        return
    discount = discount_factors(result.experiment)
    due = float(word.falls(len(discount)) @ discount)
    before, after = (due * word.expected(mitigated=mitigated) for mitigated in (False, True))
    cost = word.mitigation.cost.family.mean
    for name, value, meaning in (
        ("before", before, "expected without the mitigation"),
        ("after", after, "expected with it, its own cost left out"),
        ("cost", cost, "what the mitigation costs on average"),
        ("net_benefit", before - after - cost, "what the mitigation is worth on average"),
    ):
        sentence = f"{figure(value)} {result.experiment.currency}: {meaning}."
        yield f"mitigation.{name}", Finding(value, None, sentence)
