"""simtco calibrate, as a shell sees it, and its beliefs in an experiment."""

import tomllib
from pathlib import Path

import pytest

import simtco
from simtco.files.catalogue import Catalogue
from simtco.usage.formats.canonical import Canonical
from simtco.usage.ledger import Ledger
from simtco.usage.sheet import Sheet
from simtco.usage.times import Clock
from tests.cli.conftest import simtco as command
from tests.usage.synthetic import HEADER, Known, usage, write

KNOWN = Known(per_day=200.0, days=63)
EXPERIMENT = """
title = "What did we use?"
horizon_months = 12

[demand]
requests_per_day = "@usage.requests_per_day"
growth           = { kind = "growth", annual = "@usage.growth" }
day_shape        = "@usage.day_shape"
peak_to_mean     = "@usage.peak_to_mean"
input_tokens     = { per_request = "@usage.input_tokens.per_request", mean_factor = "@usage.input_tokens.mean_factor" }
output_tokens    = { per_request = "@usage.output_tokens.fitted", mean_factor = "@usage.output_tokens.mean_factor" }

[strategies.api.costs.tokens]
kind           = "tokens"
model          = "openai/gpt-4o"
cached_share   = "@usage.cached_share"
retry_overhead = "@usage.failure_rate"

[strategies.blended.costs.tokens]
kind               = "line"
category           = "compute"
per_million_tokens = "@usage.blended_price"

[simulation]
trials = 4096
"""  # noqa: E501  (a line of the file)


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("calibrated")
    usage(KNOWN, seed=11).to_csv(folder / "log.csv", index=False)
    return folder


@pytest.fixture(scope="module")
def company(folder: Path) -> Path:
    said = command("calibrate", folder / "log.csv", "--out", folder / "company/usage.toml")
    assert (said.code, said.err) == (0, "")
    assert f"Beliefs: {folder / 'company/usage.toml'}" in said.out
    return folder / "company"


def test_the_beliefs_run_in_an_experiment_by_the_catalogue(folder: Path, company: Path) -> None:
    path = write(folder, "experiment.toml", EXPERIMENT)
    loaded = simtco.load(path, catalogue=Catalogue(company))
    result = simtco.run(loaded.experiment)
    # known numbers, over 12 months at the level of the last day, growth around nothing
    answered = KNOWN.per_day * (1 - KNOWN.failed) * 365.25
    tokens = answered * (KNOWN.input_mean + KNOWN.output_mean) / 1e6
    price = (KNOWN.input_mean * 2.5 + KNOWN.output_mean * 10) / (
        KNOWN.input_mean + KNOWN.output_mean
    )
    spent = result.total("blended")
    assert abs(spent.mean() - tokens * price) < 3.0 * spent.std()
    assert spent.std() < 0.5 * spent.mean()
    said = command("check", path, "--catalogue", company)
    assert said.code == 0


def test_the_file_holds_source_day_confidence_and_a_note_for_each(company: Path) -> None:
    text = (company / "usage.toml").read_text(encoding="utf-8")
    table = tomllib.loads(text)
    entry = table["input_tokens"]["per_request"]
    assert entry["source"].startswith("log.csv (simtco usage CSV, ")
    assert "sha256 " in entry["source"]
    assert str(entry["as_of"]) == "2026-03-08"
    assert entry["confidence"] == "high"
    assert "best of 6 curves on measurements not fitted to: lognormal" in entry["note"]
    assert (company / "usage.svg").read_text(encoding="utf-8").count("<svg") == 1


def test_equal_inputs_give_equal_bytes(folder: Path, company: Path, tmp_path: Path) -> None:
    again = tmp_path / "usage.toml"
    assert command("calibrate", folder / "log.csv", "-o", again, "--figures", tmp_path).code == 0
    assert again.read_bytes() == (company / "usage.toml").read_bytes()
    assert (tmp_path / "usage.svg").read_bytes() == (company / "usage.svg").read_bytes()


def test_json_says_what_the_beliefs_rest_on(folder: Path) -> None:
    data = command("calibrate", folder / "log.csv", "--json").data
    assert (data["schema"], data["period"]["whole_days"], data["period"]["gap_days"]) == (1, 63, 0)
    assert data["files"][0]["format"] == "simtco usage CSV"
    belief = data["beliefs"]["input_tokens.per_request"]
    assert belief["fit"]["family"] == "lognormal"
    assert set(belief["measured_quantiles"]) == {"p10", "p50", "p90", "p95", "p99"}
    scores = list(belief["fit"]["log_score"].values())
    assert scores == sorted(scores, reverse=True)


def test_bad_lines_and_what_is_done_about_them(tmp_path: Path) -> None:
    lines = "".join(f"2026-01-01T00:{n:02}:00Z,gpt-4o,{n},0,5,1,0.1\n" for n in range(1, 30))
    path = write(tmp_path, "a.csv", f"{HEADER}\n{lines}2026-01-01T01:00:00Z,gpt-4o,-4,0,5,1,0.1\n")
    refused = command("calibrate", path)
    assert refused.code == 2
    assert f"{path}:31:29: input_tokens must not be negative, not -4" in refused.err
    assert "1 problem found" in refused.err
    (error,) = command("calibrate", path, "--json").data["errors"]
    assert (error["line"], error["key"]) == (31, "input_tokens")
    forgiven = command("calibrate", path, "--skip-bad")
    assert forgiven.code == 0
    assert "note: 1 lines are wrong and were left out (--skip-bad)" in forgiven.err


@pytest.mark.parametrize(
    ("options", "expected"),
    [
        (("--out", "beliefs"), "name a .toml file"),
        (("--timezone", "Europe/Berlim"), 'did you mean "Europe/Berlin"?'),
        (("--model", "gpt"), "--model NAME=PROVIDER/MODEL"),
    ],
)
def test_options_that_are_wrong(options: tuple[str, ...], expected: str, folder: Path) -> None:
    said = command("calibrate", folder / "log.csv", *options)
    assert said.code == 2
    assert expected in said.err


def test_a_folder_that_cannot_be_written(folder: Path) -> None:
    said = command("calibrate", folder / "log.csv", "--out", folder / "log.csv/usage.toml")
    assert said.code == 1
    assert "cannot write" in said.err


def test_what_is_kept_does_not_grow_with_the_records() -> None:
    """A file may be larger than memory: a second million of like records adds next to nothing."""

    def size(ledger: Ledger) -> int:
        keys = sum(counter.counts().values.size for counter in ledger.single.values())
        return keys + len(ledger.minutes())

    ledger = Ledger()
    frame = usage(Known(per_day=3_000, days=1, input_sigma=0.2, output_sigma=0.2), seed=12)
    sheet = Sheet(frame, {name: name for name in frame.columns}, Clock())
    records = Canonical().records(sheet)
    ledger.add(records)
    once = size(ledger)
    for _ in range(50):
        ledger.add(records)
    assert size(ledger) == once
    assert ledger.single["input_tokens"].counts().size == 51 * len(frame[frame["status"] == "ok"])
