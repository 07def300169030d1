"""simtco sweep, as a shell sees it."""

from collections.abc import Callable
from pathlib import Path

import pytest

from tests.cli.conftest import Said

Simtco = Callable[..., Said]
RENT, HOST = "strategies.rent.costs.bill.monthly", "strategies.host.costs.gpus.monthly"
FEW = ("--points", "3", "--trials", "4096")


def swept(simtco: Simtco, tiny: Path, key: str, first: object, last: object, *more: str) -> Said:
    return simtco("sweep", tiny, key, "--from", str(first), "--to", str(last), *FEW, *more)


def test_the_crossover_comes_before_the_table(simtco: Simtco, tiny: Path) -> None:
    said = swept(simtco, tiny, HOST, 1_000, 9_000)
    assert (said.code, said.err) == (0, "")
    assert said.out.index("They cross at P10 ") < said.out.index("strategy")
    assert "cheaper  cheapest" in said.out


def test_json_has_a_point_for_each_number(simtco: Simtco, tiny: Path) -> None:
    data = swept(simtco, tiny, HOST, 1_000, 9_000, "--json").data
    assert (data["schema"], data["keys"], data["reference"]) == (1, [HOST], "rent")
    assert [point["values"] for point in data["points"]] == [[1_000.0], [5_000.0], [9_000.0]]
    host = [point["strategies"]["host"] for point in data["points"]]
    assert [each["mean"] for each in host] == pytest.approx([3_000, 15_000, 27_000])
    assert host[0]["p_cheaper"] == 1.0
    (crossed,) = data["crossovers"]
    assert crossed["p_becomes_dearer"] == 1.0
    assert 3_000 < crossed["p10"] < crossed["p50"] < crossed["p90"] < 5_000
    assert crossed["within"]["p10"] == [1_000.0, 5_000.0]
    assert set(crossed["standard_error"]) >= {"p10", "p50", "p90", "p_no_crossover"}


def test_two_keys_give_a_map(simtco: Simtco, tiny: Path) -> None:
    ends = ("--from", "1", "--to", "9_000", "--from", "2", "--to", "9_001")
    data = simtco("sweep", tiny, HOST, RENT, *ends, *FEW, "--json").data
    assert (len(data["points"]), data["crossovers"]) == (9, [])
    said = simtco("sweep", tiny, HOST, RENT, *ends, *FEW)
    rows = [line.split() for line in said.out.splitlines() if line.strip().endswith("%")]
    assert [row[1::2] for row in rows] == [
        ["host"] * 3,
        ["rent", "host", "host"],
        ["rent", "rent", "host"],
    ]


def test_whole_numbers_stay_whole(simtco: Simtco, tiny: Path) -> None:
    data = swept(simtco, tiny, "horizon_months", 1, 2, "--json").data
    assert [point["values"] for point in data["points"]] == [[1], [2]]


def test_a_belief_keeps_its_path_and_leaves_its_correlations(simtco: Simtco, tiny: Path) -> None:
    text = tiny.read_text(encoding="utf-8").replace(
        'monthly = "2_000 to 7_000"',
        'monthly = { kind = "uniform", low = 1, high = 2, '
        'path = { kind = "steps", months = [3], factors = [2] } }',
    )
    pair = f'[[correlations]]\ninputs = ["{RENT}", "{HOST}"]\nrank = 0.5\n'
    tiny.write_text(text + pair, encoding="utf-8")
    said = swept(simtco, tiny, HOST, 1_000, 3_000, "--json")
    assert said.code == 0, said.err
    means = [point["strategies"]["host"]["mean"] for point in said.data["points"]]
    assert means[1] == pytest.approx(2 * means[0])
    assert means[0] > 3 * 1_000


@pytest.mark.parametrize(
    ("key", "first", "last", "message"),
    [
        ("horizon_month", 1, 2, "no such key; did you mean horizon_months?"),
        ("monthly", 1, 2, f"no such key; did you mean {RENT} or {HOST}?"),
        ("title", 1, 2, 'it is "Rent or host?", not a number'),
        ("strategies.rent.costs.bill", 1, 2, f"it holds {RENT[:-2]}, {RENT}"),
        ("simulation.seed", 1, 2, "it says how futures are drawn, not what they cost"),
        (HOST, 2, 1, "--from 2 must be below --to 1"),
        ("horizon_months", -1, 1, "point 1 of 3, horizon_months = -1: horizon_months = -1 must be"),
        ("discount_rate", 0, 2, "point 2 of 3, discount_rate = 1: discount_rate = 1 must be below"),
    ],
)
def test_a_mistake_says_what_would_be_right(
    simtco: Simtco, tiny: Path, key: str, first: float, last: float, message: str
) -> None:
    said = swept(simtco, tiny, key, first, last)
    assert (said.code, said.out) == (2, "")
    assert message in said.err
    (error,) = swept(simtco, tiny, key, first, last, "--json").data["errors"]
    assert error["key"].rpartition(".")[2] == key.rpartition(".")[2]


def test_a_logarithm_begins_above_nothing(simtco: Simtco, tiny: Path) -> None:
    said = swept(simtco, tiny, HOST, 0, 1, "--log")
    assert "--log needs --from above 0, not 0" in said.err


def test_each_key_has_its_range(simtco: Simtco, tiny: Path) -> None:
    said = simtco("sweep", tiny, HOST, RENT, "--from", "1", "--to", "2")
    assert said.code == 2
    assert "one or two keys, each with its --from and --to; not 2 with 1 and 1" in said.err
