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
        ("zzz", 1, 2, "no such key; the nearest are "),
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


def test_a_map_has_two_keys(simtco: Simtco, tiny: Path) -> None:
    ends = ("--from", "1", "--to", "2")
    said = simtco("sweep", tiny, HOST, HOST, *ends, *ends)
    assert said.code == 2
    assert f"a map needs a second key, not {HOST} twice" in " ".join(said.err.split())


def test_figures_are_written_beside_each_other(simtco: Simtco, tiny: Path) -> None:
    said = swept(simtco, tiny, HOST, 1_000, 9_000, "--out", "out")
    folder = Path("out") / "tiny_sweep"
    assert said.out.endswith(f"Figures: {folder}\n")
    assert sorted(path.name for path in folder.iterdir()) == [
        "crossover.svg",
        "expected_loss.svg",
        "points.csv",
        "sweep.json",
    ]
    assert (folder / "points.csv").read_text(encoding="utf-8").startswith(f"{HOST},strategy,mean")
    drawing = (folder / "crossover.svg").read_text(encoding="utf-8")
    assert drawing.startswith("<?xml")
    assert "var(" not in drawing
    first = {path.name: path.read_bytes() for path in folder.iterdir()}
    swept(simtco, tiny, HOST, 1_000, 9_000, "--out", "out", "--workers", "1")
    assert {path.name: path.read_bytes() for path in folder.iterdir()} == first


def test_a_map_takes_the_place_of_curves(simtco: Simtco, tiny: Path) -> None:
    swept(simtco, tiny, HOST, 1_000, 9_000, "--out", "out")
    ends = ("--from", "1", "--to", "9_000", "--from", "2", "--to", "9_001")
    simtco("sweep", tiny, HOST, RENT, *ends, *FEW, "--out", "out")
    names = sorted(path.name for path in (Path("out") / "tiny_sweep").iterdir())
    assert names == ["map.svg", "points.csv", "sweep.json"]


def test_a_folder_that_cannot_be_written_is_said(simtco: Simtco, tiny: Path) -> None:
    Path("out").write_text("in the way", encoding="utf-8")
    said = swept(simtco, tiny, HOST, 1_000, 9_000, "--out", "out")
    assert (said.code, said.out) == (1, "")
    assert "cannot write out" in said.err


def test_a_run_reports_the_sweeps_that_its_file_asks_for(simtco: Simtco, tiny: Path) -> None:
    along = f'[[sweeps]]\nkey = "{HOST}"\nfrom = 1_000\nto = 9_000\npoints = 3\n'
    across = f'across = {{ key = "{RENT}", from = 1_000, to = 9_000, points = 2 }}\n'
    text = tiny.read_text(encoding="utf-8") + along + along + across
    tiny.write_text(text, encoding="utf-8")
    data = simtco("run", tiny, "--trials", "4096", "--json").data
    one, both = data["sweeps"]
    alone = swept(simtco, tiny, HOST, 1_000, 9_000, "--json").data
    assert one == {key: alone[key] for key in one}
    assert (both["keys"], len(both["points"]), both["crossovers"]) == ([HOST, RENT], 6, [])
    page = Path("reports/tiny/report.md").read_text(encoding="utf-8")
    assert "## Where the strategies cross" in page
    assert f"Expected loss along {HOST}" in page
    assert f"The cheapest by {HOST} and {RENT}" in page


def test_each_key_has_its_range(simtco: Simtco, tiny: Path) -> None:
    said = simtco("sweep", tiny, HOST, RENT, "--from", "1", "--to", "2")
    assert said.code == 2
    assert "one or two keys, each with its --from and --to; not 2 with 1 and 1" in said.err


def test_a_map_has_fewer_points_a_key(simtco: Simtco, tiny: Path) -> None:
    ends = [word for end in ("--from", "--to") for low in (1, 2) for word in (end, str(low))]
    said = simtco("sweep", tiny, HOST, RENT, *ends, "--points", "32")
    assert (said.code, said.out) == (2, "")
    assert "--points 32: write a number from 2 to 31" in said.err


@pytest.mark.parametrize(
    ("option", "value", "said"),
    [
        ("--from", "few", "'--from': write a number, not few"),
        ("--to", "nan", "'--to': write a number, not nan"),
        ("--points", "1.5", "'--points': write a whole number above 0, not 1.5"),
        ("--points", "1", "--points 1: write a number from 2 to 1,000"),
        ("--points", "1001", "--points 1001: write a number from 2 to 1,000"),
    ],
)
def test_a_number_that_is_none_is_refused(
    simtco: Simtco, tiny: Path, option: str, value: str, said: str
) -> None:
    words = {"--from": "1", "--to": "2"} | {option: value}
    found = simtco("sweep", tiny, HOST, *(word for pair in words.items() for word in pair))
    assert (found.code, found.out) == (2, "")
    assert said in found.err
