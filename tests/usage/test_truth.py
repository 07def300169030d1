"""Usage drawn from known numbers gives these numbers back, within what sampling blurs."""

from functools import cache
from pathlib import Path
from zoneinfo import ZoneInfo

import numpy as np
import pytest
from scipy import stats

from simtco.usage.calibrate import Calibration, calibrate
from simtco.usage.calibrated import family_of
from simtco.usage.counts import counts_of
from simtco.usage.curves import curves
from simtco.usage.fit import fit
from simtco.usage.mean import mean_of, ratio_of
from simtco.usage.measured import Measured
from simtco.usage.quantile_line import quantile_line
from simtco.usage.read import read
from simtco.usage.reader import Wishes
from simtco.words.families.empirical import Empirical
from simtco.words.family import Family
from tests.usage.synthetic import PRICE_IN, PRICE_OUT, SHAPE, WEEK, Known, usage

KNOWN = Known(per_day=400.0, days=84, growth=0.5)


@pytest.fixture(scope="module")
def found(tmp_path_factory: pytest.TempPathFactory) -> Calibration:
    path = tmp_path_factory.mktemp("usage") / "usage.csv"
    usage(KNOWN, seed=1).to_csv(path, index=False)
    return calibrate(read([path], Wishes()), Wishes(), {})


def entry(found: Calibration, name: str) -> Measured:
    return next(each for each in found.measured if each.name == name)


def family(found: Calibration, name: str) -> Family:
    belief = family_of(entry(found, name))
    assert belief is not None
    return belief.family


def holds(family: Family, truth: float) -> bool:
    """Whether the truth lies where 998 in 1,000 true beliefs would put it."""
    return bool(family.percentile(0.001) < truth < family.percentile(0.999))


def test_the_level_is_that_of_the_last_day_and_growth_that_of_a_year(found: Calibration) -> None:
    last = KNOWN.per_day * (1 - KNOWN.failed) * (1 + KNOWN.growth) ** (KNOWN.days / 365.25)
    assert holds(family(found, "requests_per_day"), last)
    assert holds(family(found, "growth"), KNOWN.growth)
    level = family(found, "requests_per_day")
    assert level.sd < 0.03 * level.mean  # 84 days of Poisson: about 1.1%


def test_the_shapes_of_day_and_week(found: Calibration) -> None:
    shape = np.array(entry(found, "day_shape").table["values"])
    each_hour = KNOWN.per_day * KNOWN.days / 24.0  # requests an hour of the day: Poisson
    assert np.abs(shape / (SHAPE / SHAPE.mean()) - 1.0).max() < 4.0 / np.sqrt(0.3 * each_hour)
    for name, expected in zip(("monday", "saturday"), (WEEK[0], WEEK[5]), strict=True):
        got = family(found, f"week.{name}").mean
        assert got == pytest.approx(expected / WEEK.mean(), rel=0.04)
    peak = family(found, "peak_to_mean")
    assert peak.mean > (SHAPE / SHAPE.mean()).max() * WEEK.max() / WEEK.mean()


def test_tokens_shares_price_and_failures(found: Calibration) -> None:
    assert holds(family(found, "input_tokens.mean"), KNOWN.input_mean)
    assert holds(family(found, "output_tokens.mean"), KNOWN.output_mean)
    assert holds(family(found, "cached_share"), KNOWN.cached)
    assert holds(family(found, "failure_rate"), KNOWN.failed)
    spent = KNOWN.input_mean * PRICE_IN + KNOWN.output_mean * PRICE_OUT
    price = spent / (KNOWN.input_mean + KNOWN.output_mean)
    assert holds(family(found, "blended_price"), price)


def test_the_curve_that_was_drawn_from_is_chosen_with_its_parameters(found: Calibration) -> None:
    table = entry(found, "input_tokens.fitted").table
    n = entry(found, "input_tokens.fitted").size
    assert table["kind"] == "lognormal"
    off = KNOWN.input_sigma / np.sqrt(n)
    assert abs(np.log(table["p50"] / KNOWN.input_p50)) < 4.0 * off
    assert abs(table["sigma"] - KNOWN.input_sigma) < 4.0 * off / np.sqrt(2.0)


def test_a_bill_gives_the_price_where_one_stands_beside(found: Calibration, tmp_path: Path) -> None:
    path, bill = tmp_path / "usage.csv", tmp_path / "bill.csv"
    frame = usage(Known(days=20), seed=2)
    frame.drop(columns="cost_usd").to_csv(path, index=False)
    tokens = frame[["input_tokens", "output_tokens"]].sum(axis=1)
    daily = (3.0e-6 * tokens).groupby(frame["timestamp"].str[:10]).sum()
    lines = [f"{cost},USD,{day},Usage" for day, cost in daily.items()]
    head = "BilledCost,BillingCurrency,ChargePeriodStart,ChargeCategory"
    bill.write_text("\n".join([head, *lines]), encoding="utf-8")
    both = calibrate(read([path, bill], Wishes()), Wishes(), {})
    assert family(both, "blended_price").mean == pytest.approx(3.0)


def test_days_follow_the_zone_and_gaps_are_not_zero(tmp_path: Path) -> None:
    frame = usage(Known(days=21), seed=3)
    day = frame["timestamp"].str[:10]
    path = tmp_path / "usage.csv"
    frame[(day < "2026-01-14") | (day > "2026-01-16")].to_csv(path, index=False)
    wishes = Wishes(zone=ZoneInfo("America/New_York"))
    local = calibrate(read([path], wishes), wishes, {})
    plain = calibrate(read([path], Wishes()), Wishes(), {})
    assert plain.period.gaps == 3
    assert len(plain.period.days) == 18
    shape = np.array(entry(plain, "day_shape").table["values"])
    moved = np.array(entry(local, "day_shape").table["values"])
    assert np.corrcoef(np.roll(shape, -5), moved)[0, 1] > 0.98
    # the mean over measured days, not over 21
    assert family(plain, "requests_per_day").mean == pytest.approx(
        plain.period.days["answered"].mean()
    )


def test_a_weekday_that_is_always_empty_is_closed_and_counts_as_zero(tmp_path: Path) -> None:
    frame = usage(Known(days=28), seed=4)
    weekday = np.array(
        [np.datetime64(t[:10]).astype("datetime64[D]").astype(int) for t in frame["timestamp"]]
    )
    sunday = (weekday + 3) % 7 == 6  # 1970-01-01 was a Thursday
    path = tmp_path / "usage.csv"
    frame[~sunday].to_csv(path, index=False)
    found = calibrate(read([path], Wishes()), Wishes(), {})
    assert found.period.gaps == 0
    assert (found.period.days["answered"] == 0).sum() == 3  # the last Sunday is after the end


@pytest.mark.parametrize(
    ("kind", "drawn"),
    [
        ("exponential", stats.expon(scale=400)),
        ("gamma", stats.gamma(0.6, scale=900)),
        ("weibull", stats.weibull_min(2.5, scale=300)),
        ("lognormal", stats.lognorm(1.2, scale=500)),
        ("generalised_pareto", stats.genpareto(0.4, scale=300)),
    ],
)
def test_each_family_is_found_again_with_its_likelihood_at_the_top(
    kind: str, drawn: "stats.rv_continuous"
) -> None:
    values = np.rint(drawn.rvs(20_000, random_state=5))
    chosen = fit(counts_of(values))
    assert chosen is not None
    assert chosen.table["kind"] == kind
    assert chosen.distance < 2.0 * chosen.band


def test_maximum_likelihood_agrees_with_scipy() -> None:
    values = np.sort(stats.gamma(1.7, scale=300).rvs(4_000, random_state=6))
    by_kind = {c.table["kind"]: c.table for c in curves(values, np.ones(values.size))}
    shape, _, scale = stats.gamma.fit(values, floc=0)
    assert by_kind["gamma"]["shape"] == pytest.approx(shape, rel=1e-3)
    assert by_kind["gamma"]["scale"] == pytest.approx(scale, rel=1e-3)
    shape, _, scale = stats.weibull_min.fit(values, floc=0)
    assert by_kind["weibull"]["shape"] == pytest.approx(shape, rel=1e-3)
    assert by_kind["weibull"]["scale"] == pytest.approx(scale, rel=1e-3)


def test_two_lognormals_are_told_apart() -> None:
    rng = np.random.default_rng(7)
    second = rng.random(30_000) < 0.3
    values = np.where(
        second, 2_000 * rng.lognormal(0, 0.3, 30_000), 60 * rng.lognormal(0, 0.5, 30_000)
    )
    chosen = fit(counts_of(np.rint(values)))
    assert chosen is not None
    assert chosen.table["kind"] == "mixture"
    assert sorted(chosen.table["weights"]) == pytest.approx([0.3, 0.7], abs=0.012)


@pytest.mark.parametrize("shape", [0.4, 0.9])
def test_the_table_of_quantiles_keeps_mean_ends_and_tail(shape: float) -> None:
    values = np.ceil(stats.genpareto(shape, scale=300).rvs(50_000, random_state=8))
    line = Empirical.model_validate(quantile_line(counts_of(values)))
    assert line.mean == pytest.approx(values.mean(), rel=1e-9)
    assert (line.percentile(0.0), line.percentile(1.0)) == (values.min(), values.max())
    for p in (0.05, 0.25, 0.5, 0.75, 0.9, 0.99, 0.999):
        low, high = np.quantile(values, p + np.array([-2, 2]) * np.sqrt(p * (1 - p) / values.size))
        assert low <= line.percentile(p) <= high


@cache
def covered(persistence: float, n: int) -> float:
    rng = np.random.default_rng(9)
    hits = 0
    for _ in range(400):
        noise = rng.standard_normal(n + 50)
        for at in range(1, noise.size):
            noise[at] += persistence * noise[at - 1]
        found = mean_of(noise[50:])
        hits += abs(found.value) < found.error * stats.t.ppf(0.95, found.freedom)
    return hits / 400


@pytest.mark.parametrize(("persistence", "n"), [(0.0, 30), (0.6, 60), (0.9, 200)])
def test_nine_in_ten_intervals_hold_the_mean_though_neighbours_are_alike(
    persistence: float, n: int
) -> None:
    """400 tries of a 90% interval: 0.90 with a standard error of 0.015, and a little for bias."""
    assert 0.84 <= covered(persistence, n) <= 0.97


def test_a_ratio_of_sums_has_the_error_of_its_line() -> None:
    """Independent pairs: the linear approximation's closed form; Cochran 1977, equation 6.9."""
    rng = np.random.default_rng(10)
    wholes = rng.poisson(1_000, 4_000).astype(np.float64)
    parts = 0.2 * wholes + rng.normal(0, 10, 4_000)
    found = ratio_of(parts, wholes)
    assert found.error == pytest.approx(10 / 1_000 / np.sqrt(4_000), rel=0.1)
    assert found.value == pytest.approx(0.2, abs=4 * found.error)
