"""Beliefs that follow from other beliefs, and from counts and shares that a document prints."""

from collections.abc import Iterator

import numpy as np

from derive.catalogue import Derived, belief, entry, grid, percentiles, product, rounded
from simtco.words.arrays import Floats
from simtco.words.belief import Belief

_MONTH = "people.ml_engineer_month"
# Two independent factors, and the scale that their units ask for: a week, an hour as months.
PRODUCTS = {
    _MONTH: ("people.ml_engineer_pay", "people.load_factor", 1 / 12),
    "people.devops_month": ("people.developer_pay", "people.load_factor", 1 / 12),
    "people.replacement_cost": ("people.ml_engineer_pay", "people.replacement_share", 1.0),
    "lifecycles.migration.cost": ("lifecycles.migration.weeks", _MONTH, 12 / 52),
    "incidents.bad_output.cost": ("incidents.bad_output.hours", _MONTH, 12 / 2_080),
}
# The same in another unit.
SCALED = {
    "people.ml_engineer_week": (_MONTH, 12 / 52),
    "people.ml_engineer_pay_month": ("people.ml_engineer_pay", 1 / 12),
}
# What holds for 24 months, from what holds for 12.
YEARLY_OF_TWO = {
    "workloads.volume_growth.annual_over_24_months": "workloads.volume_growth.annual",
    "gpus.h100.annual_change_over_24_months": "gpus.h100.annual_change",
}
# Events seen, and how long was watched. Llama 3, arXiv 2407.21783, table 5: GPU years. ICPE 2025,
# arXiv 2501.12469: incidents a month as printed, over 12 months.
COUNTS = {
    "incidents.gpu_interruptions": (419, 16_384 * 54 / 365.25),
    "incidents.openai_api.incidents_per_month": (9.0 * 12, 12),
    "incidents.openai_api.major_incidents_per_month": (3.5 * 12, 12),
    "incidents.anthropic_api.incidents_per_month": (6.1 * 12, 12),
    "incidents.anthropic_api.major_incidents_per_month": (2.4 * 12, 12),
}
HOURS_A_YEAR = 24 * 365.25
# Share of the time that was lost, weighted by severity: ICPE 2025, arXiv 2501.12469.
LOST = {"openai": 0.0018, "anthropic": 0.0008}
COMPANY_C = 120_000  # USD a month, Build vs. Buy Decision Framework, section 33.6, part 5
# Flyvbjerg and Budzier 2011: all projects, and the one in six beyond; Flyvbjerg and Gardner 2023:
# the mean of those that overrun by more than half.
ALL_2011, WORST_2011, WORST_SHARE_2011 = 1.27, 3.00, 1 / 6
TAIL_FROM, TAIL_MEAN_2023 = 1.5, 5.47


def computed() -> Iterator[Derived]:
    for name, (one, other, scale) in PRODUCTS.items():
        yield Derived(name, percentiles(scale * product(belief(one), belief(other))))
    for name, (same, scale) in SCALED.items():
        family = belief(same).family
        stated = {f"p{p}": rounded(scale * family.percentile(p / 100)) for p in (10, 50, 90)}
        yield Derived(name, stated)
    for name, yearly in YEARLY_OF_TWO.items():
        yield Derived(name, percentiles(yearly_of_two(belief(yearly))))
    for name, (events, watched) in COUNTS.items():
        yield Derived(name, {"mean": rounded(events / watched), "cv": rounded(events**-0.5)})
    for vendor, lost in LOST.items():
        yield from major_incidents(f"incidents.{vendor}_api", lost)
    labels, share = entry("lifecycles.retraining.labels"), entry("people.evaluation_share")
    count = entry("data.labels_per_refresh")["value"]
    yield Derived("data.label_price", {end: labels[end] / count for end in ("low", "high")})
    yield Derived("people.evaluation_fte", {end: share[end] for end in ("low", "high")})
    ratio = belief("gpus.h100.price_ratio_12m").family
    change = {f"p{p}": rounded(ratio.percentile(p / 100) - 1.0) for p in (10, 50, 90)}
    yield Derived("gpus.h100.annual_change", change)
    yield from training()
    yield build_overrun()


def training() -> Iterator[Derived]:
    """What a team that trains a small model of its own spends, from one printed bill."""
    staff = grid(belief("training.staff_share"))
    yield Derived("training.non_compute_multiplier", percentiles(1.0 / (1.0 - staff)))
    people = np.divide.outer(staff * COMPANY_C, grid(belief(_MONTH)))
    yield Derived("training.team_fte", percentiles(people))
    lost = np.multiply.outer((1.0 - staff) * COMPANY_C, grid(belief("training.lost_share")))
    yield Derived("training.lost_month", percentiles(lost))


def major_incidents(api: str, lost: float) -> Iterator[Derived]:
    """Major incidents by the year, and the hours of full outage that each amounts to."""
    month = entry(f"{api}.major_incidents_per_month")
    year = {"mean": rounded(12 * month["mean"]), "cv": month["cv"]}
    yield Derived(f"{api}.major_incidents_per_year", year)
    sigma = entry(f"{api}.incident_minutes")["sigma"]
    hours = {
        "mean": rounded(lost * HOURS_A_YEAR / year["mean"]),
        "cv": rounded(float(np.sqrt(np.expm1(sigma**2)))),
    }
    yield Derived(f"{api}.lost_hours", hours)


def yearly_of_two(change: Belief) -> Floats:
    """Change a year over two independent years, each changing by a draw of its own."""
    year = 1.0 + grid(change)
    return np.asarray(np.sqrt(np.multiply.outer(year, year)) - 1.0)


def build_overrun() -> Derived:
    """Body and tail of actual over estimated cost; a Pareto tail has the mean a min / (a - 1)."""
    body = (ALL_2011 - WORST_SHARE_2011 * WORST_2011) / (1.0 - WORST_SHARE_2011)
    alpha = TAIL_MEAN_2023 / (TAIL_MEAN_2023 - TAIL_FROM)
    return Derived(
        "overruns.build",
        {
            "components": [
                {"kind": "lognormal", "mean": round(body, 2), "cv": 0.2},
                {"kind": "pareto", "min": TAIL_FROM, "alpha": round(alpha, 2), "max": 15},
            ]
        },
    )
