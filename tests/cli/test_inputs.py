"""simtco inputs, and its rows edited in a spreadsheet and run again."""

import csv
import io
import json
from pathlib import Path

import pytest

from simtco.files.experiment import Experiment
from simtco.files.input_rows import PERCENTILES
from simtco.files.load import load
from simtco.words.families.lognormal import Lognormal
from tests.cli.edited import TEXT, Simtco, edited, rows


def read(file: Path, path: Path | None = None, **overrides: str) -> Experiment:
    """The experiment that is simulated: equal ones give equal results."""
    settings = {key.replace("__", "."): value for key, value in overrides.items()}
    return load(file, settings, inputs=path).experiment


def test_every_stated_number_has_a_row_with_its_percentiles_and_source(
    simtco: Simtco, file: Path
) -> None:
    said = rows(simtco("inputs", file, "--csv"))
    pay = said["inputs.pay"]
    assert [pay[key] for key in ("base", "p10", "p50", "p90")] == [
        "12000",
        "10000",
        "12000",
        "15000",
    ]
    assert (pay["unit"], pay["source"], pay["kind"]) == ("USD/month", "payroll", "metalog")
    known = said["inputs.known"]
    assert known["base"] == "7"
    assert {known[key] for key in PERCENTILES} == {""}, "a number that is certain has none"
    gpus = said["strategies.host.costs.gpus.monthly"]
    assert gpus["base"] == "3000", "the mode of a PERT"
    assert "people.devops_month" in said
    assert "strategies.rent.costs.bill.monthly.path.annual" in said


def test_a_number_that_is_worked_out_stands_where_the_closed_form_says(
    simtco: Simtco, file: Path
) -> None:
    """p50 of a lognormal is the geometric mean of its p5 and p95."""
    bill = rows(simtco("inputs", file, "--csv"))["strategies.rent.costs.bill.monthly"]
    assert float(bill["p50"]) == pytest.approx((3_000 * 6_000) ** 0.5, rel=1e-5)
    assert (bill["p5"], bill["p95"], bill["min"]) == ("3000", "6000", "0")


@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
def test_rows_that_nobody_edited_change_no_byte(simtco: Simtco, file: Path, delimiter: str) -> None:
    path = edited(simtco, file)
    table = list(csv.reader(io.StringIO(path.read_text(encoding="utf-8"))))
    with path.open("w", encoding="utf-8", newline="") as out:
        csv.writer(out, delimiter=delimiter).writerows(table)
    said = simtco("run", file, "--inputs", path, "--out", "again")
    assert said.code == 0
    assert said.err == "note: edited.csv says what the experiment says already\n"
    assert simtco("run", file, "--quiet").code == 0
    for name in ("report.html", "report.md", "summary.json"):
        assert Path("again/e", name).read_bytes() == Path("reports/e", name).read_bytes(), name


def test_a_number_is_the_same_however_a_spreadsheet_writes_it(simtco: Simtco, file: Path) -> None:
    path = edited(simtco, file, inputs__pay={"p50": "1.2E+04", "p90": " 15000.00 "})
    assert "says what the experiment says already" in simtco("check", file, "--inputs", path).err


def test_an_edited_row_is_said_recorded_and_moves_its_own_number_alone(
    simtco: Simtco, file: Path
) -> None:
    path = edited(simtco, file, inputs__pay={"p90": "20000"})
    said = simtco("run", file, "--inputs", path)
    line = list(rows(simtco("inputs", file, "--csv"))).index("inputs.pay") + 2
    told = f"note: edited.csv:{line} inputs.pay: p90 15000 -> 20000, base stays 12000\n"
    assert said.err == told
    record = json.loads(Path("reports/e/run.json").read_bytes())["inputs"]
    assert record["file"] == "edited.csv"
    assert record["changed"] == {"inputs.pay": {"p90": ["15000", "20000"]}}
    assert "edited.csv, 1 of its rows" in Path("reports/e/report.md").read_text(encoding="utf-8")
    before, after = read(file).stated, read(file, path).stated
    assert {name for name in before if before[name] != after[name]} == {"inputs.pay"}


PAY = 'unit = "USD/month", source = "payroll"'


@pytest.mark.parametrize(
    ("name", "cells", "stated"),
    [
        ("pay", {"p90": "20000"}, "{ p10 = 1e4, p50 = 12e3, p90 = 2e4, base = 12e3, PAY }"),
        ("pay", {"base": "11000"}, "{ p10 = 1e4, p50 = 12e3, p90 = 15e3, base = 11e3, PAY }"),
        ("pay", {"unit": ""}, '{ p10 = 1e4, p50 = 12e3, p90 = 15e3, source = "payroll" }'),
        (
            "pay",
            {"p5": "9000", "p95": "21000"},
            "{ p5 = 9e3, p50 = 12e3, p95 = 21e3, base = 12e3, PAY }",
        ),
        (
            "pay",
            dict.fromkeys(PERCENTILES, "") | {"base": "9"},
            '{ kind = "constant", value = 9, base = 9, PAY }',
        ),
        ("known", {"base": "8"}, "8"),
        ("known", {"p10": "6", "p50": "7", "p90": "9"}, "{ p10 = 6, p50 = 7, p90 = 9, base = 7 }"),
    ],
)
def test_an_edited_row_means_what_a_file_would_say(
    simtco: Simtco, file: Path, name: str, cells: dict[str, str], stated: str
) -> None:
    path = edited(simtco, file, **{f"inputs__{name}": cells})
    by_row = read(file, path)
    lines = (
        f"{name} = {stated.replace('PAY', PAY)}" if line.startswith(f"{name} = ") else line
        for line in TEXT.splitlines()
    )
    file.write_text("\n".join(lines), encoding="utf-8")
    assert by_row == read(file)


def test_a_row_multiplied_by_a_factor_keeps_its_shape(simtco: Simtco, file: Path) -> None:
    """Twice a PERT is the PERT of twice its three values: mean 2 (2,000 + 4 3,000 + 9,000) / 6."""
    name = "strategies.host.costs.gpus.monthly"
    row = rows(simtco("inputs", file, "--csv"))[name]
    twice = {key: str(2 * float(row[key])) for key in ("base", *PERCENTILES)}
    belief = read(file, edited(simtco, file, **{name.replace(".", "__"): twice})).stated[name]
    assert belief.family.mean == pytest.approx(2 * 23_000 / 6, rel=1e-4)
    assert belief.base == 6_000


def test_a_kind_that_passes_through_the_percentiles_is_kept(simtco: Simtco, file: Path) -> None:
    """A lognormal whose spread is squared stays one; a bent one becomes a curve through all."""
    name = "strategies.rent.costs.bill.monthly"
    key = name.replace(".", "__")
    median = (3_000.0 * 6_000.0) ** 0.5
    wide = {"p5": str(median / 2), "p50": str(median), "p95": str(median * 2)}
    family = read(file, edited(simtco, file, **{key: wide})).stated[name].family
    assert isinstance(family, Lognormal)
    assert family.percentile(0.95) == pytest.approx(2 * median, rel=1e-5)
    bent = {"p5": "1000", "p50": "4000", "p95": "5000"}
    family = read(file, edited(simtco, file, **{key: bent})).stated[name].family
    assert [family.percentile(p) for p in (0.05, 0.5, 0.95)] == pytest.approx([1e3, 4e3, 5e3])
    assert family.percentile(1e-6) >= 0.0, "nothing lay below 0 before"


def test_a_belief_of_the_catalogue_can_be_edited_and_keeps_its_name(
    simtco: Simtco, file: Path
) -> None:
    cells = {"p10": "8000", "p50": "9000", "p90": "11000", "base": "9000", "source": "our payroll"}
    path = edited(simtco, file, people__devops_month=cells)
    assert simtco("run", file, "--inputs", path).code == 0
    run = json.loads(Path("reports/e/run.json").read_bytes())
    assert run["beliefs"]["people.devops_month"]["source"] == "our payroll"
    assert run["beliefs"]["people.devops_month"]["from"] == "edited.csv"


def test_a_path_stays_where_its_level_is_edited(simtco: Simtco, file: Path) -> None:
    name = "strategies.rent.costs.bill.monthly"
    path = edited(simtco, file, **{name.replace(".", "__"): {"p95": "9000"}})
    after = read(file, path)
    assert after.stated[name] != read(file).stated[name]
    assert f"{name}.path.annual" in after.stated


def test_set_wins_over_a_row(simtco: Simtco, file: Path) -> None:
    path = edited(simtco, file, inputs__pay={"p90": "20000"})
    assert read(file, path, inputs__pay="5") == read(file, inputs__pay="5")


def test_what_a_spreadsheet_would_run_is_a_text_there_and_comes_back_as_it_was(
    simtco: Simtco, file: Path
) -> None:
    said = rows(simtco("inputs", file, "--csv"))
    assert said["inputs.share"]["note"] == "'=HYPERLINK(1)"
    path = edited(simtco, file, inputs__share={"owner": "'@finance"})
    assert simtco("run", file, "--inputs", path).code == 0
    page = Path("reports/e/report.md").read_text(encoding="utf-8")
    assert "=HYPERLINK(1)" in page
    assert "'=HYPERLINK(1)" not in page
    assert "owner: @finance" in page


def test_a_few_rows_and_columns_will_do(simtco: Simtco, file: Path) -> None:
    Path("few.csv").write_text("input,base\ninputs.known,9\n\n", encoding="utf-8-sig")
    said = simtco("check", file, "--inputs", "few.csv", "--json")
    assert "few.csv:2 inputs.known: base 7 -> 9" in said.data["notes"]


def test_the_file_begins_as_spreadsheets_want_it(simtco: Simtco, file: Path) -> None:
    said = simtco("inputs", file, "--out", "i.csv")
    assert (said.code, said.out) == (0, "")
    assert "i.csv written" in said.err
    assert Path("i.csv").read_bytes().startswith(b"\xef\xbb\xbfinput,base,")
    assert "says what the experiment says already" in simtco("check", file, "--inputs", "i.csv").err


def test_on_a_terminal_and_as_json(simtco: Simtco, file: Path) -> None:
    said = simtco("inputs", file)
    assert said.out.splitlines()[0].split() == [
        "input",
        "base",
        "p10",
        "p50",
        "p90",
        "unit",
        "confidence",
    ]
    assert simtco("inputs", file, "--json").data["inputs"][0]["input"] == "inputs.pay"


def test_edited_rows_count_in_every_command_that_simulates(simtco: Simtco, file: Path) -> None:
    """A row of the file and one of the catalogue; swept along a number that no cost draws on."""
    text = file.read_text(encoding="utf-8")
    file.write_text(f'{text}[organisation]\ndata = "internal"\n', encoding="utf-8")
    changed = edited(
        simtco, file, inputs__pay={"base": "9000"}, people__devops_month={"base": "9000"}
    )
    ran = simtco("run", file, "--json", "--inputs", changed).data["strategies"]["host"]
    buffered = simtco("buffer", file, "--json", "--inputs", changed)
    assert buffered.data["strategies"]["host"]["base"] == ran["base"]
    along = ("inputs.known", "--from", "1", "--to", "2", "--points", "2")
    swept = simtco("sweep", file, *along, "--json", "--inputs", changed)
    means = {point["strategies"]["host"]["mean"] for point in swept.data["points"]}
    assert means == {ran["mean"]}
    decided = simtco("decide", file, "--json", "--inputs", changed)
    assert decided.code == 0
    for said in (buffered, swept, decided):
        assert said.err.count("note: edited.csv:") == 2
