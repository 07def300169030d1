"""How likely a strategy stays within the budget."""

from collections.abc import Mapping

from simtco.engine.block import Result
from simtco.metrics import estimate
from simtco.metrics.finding import Finding
from simtco.metrics.metric import Metric
from simtco.metrics.sample import totals
from simtco.words.wording import figure, out_of


class WithinBudget(Metric):
    """P(within budget), where the experiment states a budget."""

    rank = 60

    def find(self, result: Result, strategy: str) -> Mapping[str, Finding]:
        budget = result.experiment.budget
        if budget is None:
            return {"p_within_budget": Finding(None, None, "The experiment states no budget.")}
        ((share, error),) = estimate.at_or_under(totals(result)[strategy], [budget])
        sentence = (
            f"The budget of {figure(budget)} {result.experiment.currency} is enough in "
            f"{out_of(share)} futures."
        )
        return {"p_within_budget": Finding(share, error, sentence)}
