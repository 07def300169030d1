"""simtco backtest, as a shell sees it."""

import json
from pathlib import Path

import numpy as np
import pytest

from simtco.files.load import load
from simtco.usage.bills import bills
from simtco.usage.forecast import forecast
from simtco.usage.read import read
from simtco.usage.reader import Wishes
from simtco.usage.times import UTC
from tests.cli.conftest import Said, simtco
from tests.usage.synthetic import write

# months that hardly hang together: half of a distance is made good in a tenth of a month
EXPERIMENT = """
title = "What will the API cost?"
horizon_months = 12

[strategies.api.costs.tokens]
kind     = "line"
category = "compute"
monthly  = { kind = "constant", value = 1000, path = { kind = "reverting", half_life_months = 0.1, volatility = 1 } }
[strategies.api.costs.staff]
kind     = "line"
category = "engineering"
monthly  = 500
once     = 77

[strategies.other.costs.tokens]
kind     = "line"
category = "compute"
monthly  = "900 to 1_100"

[simulation]
trials = 4096
"""  # noqa: E501  (a line of the file)
WILD = (1000, 300, 4000, 200, 3000, 250, 5000, 3500, 4200, 3000, 180, 4000)
CALM = (1000, 1010, 960, 1200, 800, 1000, 1150, 900, 1040, 700, 1300, 980)


@pytest.fixture(scope="module")
def experiment(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write(tmp_path_factory.mktemp("backtest"), "bot.toml", EXPERIMENT)


def monthly(folder: Path, costs: tuple[int, ...], year: int = 2026) -> Path:
    lines = "".join(f"{year}-{month:02},{cost}\n" for month, cost in enumerate(costs, start=1))
    return write(folder, "bills.csv", f"month,cost\n{lines}")


def backtested(experiment: Path, path: Path, *options: str) -> Said:
    return simtco("backtest", experiment, path, *options)


def test_it_is_said_plainly_that_beliefs_are_too_narrow(experiment: Path, tmp_path: Path) -> None:
    said = backtested(experiment, monthly(tmp_path, WILD))
    assert said.code == 0
    assert "Your P80 held in 5 of 12 months: beliefs are too narrow." in said.out
    assert "note: what the experiment pays before month 1 is in no monthly bill" not in said.err


def test_json_holds_percentiles_coverage_and_the_next_months(
    experiment: Path, tmp_path: Path
) -> None:
    data = backtested(experiment, monthly(tmp_path, CALM[:9]), "--json").data
    assert (data["schema"], data["strategy"], data["categories"]) == (1, "api", ["compute"])
    assert [month["month"] for month in data["months"]][-1] == "2026-09"
    first = data["months"][1]
    sd = np.log(1.01) / np.log(first["p90"] / 1000) * 1.2816  # the score of 1,010 by the band
    assert 0.5 < first["percentile"] < 0.6
    assert sd < 0.2
    assert data["calibration"]["verdict"] == "sound"
    assert data["calibration"]["of"] == 9
    assert [month["month"] for month in data["next"]] == ["2026-10", "2026-11", "2026-12"]
    assert data["next"][0]["now"]["p50"] == pytest.approx(data["next"][0]["before"]["p50"], rel=0.1)


def test_a_level_that_is_learned_narrows_what_is_left(experiment: Path, tmp_path: Path) -> None:
    """One draw for all months: the first bill tells the rest."""
    path = monthly(tmp_path, (1_050,))
    data = backtested(experiment, path, "--strategy", "other", "--json").data
    after = data["next"][0]["now"]
    assert after["p50"] == pytest.approx(1_050, rel=1e-3)
    assert after["p90"] - after["p10"] < 1.0


def test_categories_and_money_before_the_first_month(experiment: Path, tmp_path: Path) -> None:
    path = monthly(tmp_path, CALM)
    said = backtested(experiment, path, "--category", "all", "--json")
    compute = backtested(experiment, path, "--json").data
    assert said.data["months"][0]["p50"] == pytest.approx(compute["months"][0]["p50"] + 500)
    assert "what the experiment pays before month 1 is in no monthly bill" in said.data["notes"]
    engineering = backtested(experiment, path, "--category", "engineering", "--json").data
    assert engineering["months"][0]["p50"] == 500
    assert any("nothing in it is uncertain" in note for note in engineering["notes"])


def test_the_forecast_is_the_sum_of_the_months_that_the_run_adds_up(experiment: Path) -> None:
    loaded = load(experiment)
    found = forecast(loaded.experiment, "api", ())
    import simtco as package  # noqa: PLC0415

    total = package.run(loaded.experiment).total("api")
    assert found.monthly.sum(axis=0) + found.before == pytest.approx(total)


def test_daily_exports_become_months_and_partial_ones_are_left_out(tmp_path: Path) -> None:
    def day(at: int, cost: float) -> dict[str, object]:
        amount = {"value": cost, "currency": "usd"}
        return {"start_time": at, "results": [{"amount": amount}]}

    jan_30 = 1_769_731_200  # 2026-01-30T00:00:00Z
    page = {"data": [day(jan_30 + 86_400 * n, 2.0) for n in range(2 + 28 + 31 + 3)]}
    usage = read([write(tmp_path, "costs.json", json.dumps(page))], Wishes())
    found = bills(usage, UTC)
    assert [str(month) for month in found.months] == ["2026-02", "2026-03"]
    assert list(found.costs) == [56.0, 62.0]
    assert [str(month) for month in found.partial] == ["2026-01", "2026-04"]


@pytest.mark.parametrize(
    ("text", "options", "expected"),
    [
        ("month,cost\n2026-01,1\n", ("--strategy", "ape"), 'did you mean "api"?'),
        ("month,cost\n2026-01,1\n", ("--category", "compote"), 'did you mean "compute"?'),
        ("month,cost\n2026-01,1\n", ("--start", "Jan"), "write a month, such as 2026-01"),
        ("month,cost\n2026-01,1\n", ("--start", "2027-01"), "lie outside the 12 months"),
        ("month,cost,currency\n2026-01,1,EUR\n", (), "its costs are in EUR"),
        ("month,cost\n2026-01,1\n01/2026,1\n", (), "bills.csv:3:1: month must be a date"),
        ("month,cost\n2026-01,\n", (), "cost is empty"),
        ("TIMESTAMP,ContextTokens,GeneratedTokens\n2026-01-01,1,1\n", (), "no cost is stated"),
        (
            "timestamp,input_tokens,output_tokens,requests,cost_usd\n2026-01-05,1,1,1,1\n",
            (),
            "holds no whole month",
        ),
    ],
)
def test_what_is_wrong_is_said(
    text: str, options: tuple[str, ...], expected: str, experiment: Path, tmp_path: Path
) -> None:
    said = backtested(experiment, write(tmp_path, "bills.csv", text), *options)
    assert said.code == 2
    assert expected in said.err


def test_months_outside_the_horizon_are_left_out_and_said(experiment: Path, tmp_path: Path) -> None:
    said = backtested(experiment, monthly(tmp_path, CALM), "--start", "2026-04")
    assert said.code == 0
    assert "note: 3 months lie outside the horizon and were left out" in said.err
