"""What the findings say about the choice between strategies."""

from simtco.metrics.metric import Findings


def least_expected_cost(findings: Findings) -> str:
    """The strategy of least mean TCO, which is also the one of least expected regret."""
    return min(findings, key=lambda strategy: findings[strategy]["mean"].number)


def most_often_cheapest(findings: Findings) -> str:
    """The strategy that is the cheapest in more futures than any other."""
    return max(findings, key=lambda strategy: findings[strategy]["p_cheapest"].number)


def evpi(findings: Findings) -> float:
    """Expected value of perfect information, in money: the least expected regret.

    Raiffa and Schlaifer, Applied Statistical Decision Theory, 1961, section 4.5: choosing after the
    future is known saves, on average, what the best choice made before it regrets.
    """
    return min(found["expected_regret"].number for found in findings.values())
