"""What is wrong with an export is said with file, line and reason; the rest waits for a wish."""

import json
from pathlib import Path

import pytest

from simtco.files.problems import ExperimentError
from simtco.usage.calibrate import calibrate
from simtco.usage.ledger import total
from simtco.usage.read import read
from simtco.usage.reader import Wishes
from tests.usage.synthetic import HEADER, write
from tests.usage.test_formats import CENTS, COSTS, DAILY, SPEND, openai_page

GOOD = "2026-01-01T00:00:00Z,gpt-4o,100,0,10,1,0.001\n"
LATER = "2026-01-01T00:00:01Z,gpt-4o,100,0,10,1,0.001\n"


def said(folder: Path, text: str, name: str = "usage.csv") -> list[str]:
    """Every problem of a file, without its folder and without its excerpt."""
    with pytest.raises(ExperimentError) as caught:
        read([write(folder, name, text)], Wishes())
    return [str(each).splitlines()[0].removeprefix(f"{folder}/") for each in caught.value.problems]


@pytest.mark.parametrize(
    ("lines", "expected"),
    [
        (
            GOOD + "2026-01-01T00:00:01Z,gpt-4o,10",
            ["usage.csv:3:1: the line ends after 3 of 7 cells; was the file cut off?"],
        ),
        (
            GOOD + LATER.replace("\n", ",extra\n"),
            ["usage.csv:3:1: the line has 8 cells, and the first line names 7 columns"],
        ),
        (
            LATER.replace(",100,", ",-100,") + GOOD.replace(",10,", ",-7,"),
            [
                "usage.csv:2:29: input_tokens must not be negative, not -100",
                "usage.csv:3:35: output_tokens must not be negative, not -7",
            ],
        ),
        (
            GOOD + LATER.replace(",100,", ",many,"),
            ['usage.csv:3:29: input_tokens must be a number, not "many"'],
        ),
        (GOOD + LATER.replace(",100,", ",,"), ["usage.csv:3:29: input_tokens is empty"]),
        (
            GOOD + LATER.replace(",0,", ",101,"),
            ["usage.csv:3:1: cached_input_tokens 101 is above input_tokens 100"],
        ),
        (
            GOOD + LATER.replace("2026-01-01T00:00:01Z", "01/02/2026"),
            [
                (
                    'usage.csv:3:1: timestamp must be a date, not "01/02/2026": dates in two '
                    "formats; write 2026-01-31, 2026-01-31T13:00:00Z or seconds since 1970"
                )
            ],
        ),
        (
            GOOD + LATER.replace("01Z", "01"),
            [
                (
                    'usage.csv:3:1: dates in two formats: "2026-01-01T00:00:01" is without a time '
                    'zone, and the file begins with "2026-01-01T00:00:00Z"; write 2026-01-31, '
                    "2026-01-31T13:00:00Z or seconds since 1970 on every line"
                )
            ],
        ),
        ("", ["usage.csv: it names its columns and holds no rows; export a period with usage"]),
        (
            '"2026-01-01T00:00:00Z,gpt-4o,100,0,10,1,0.001\n' + LATER,
            ["usage.csv:2:1: the line ends after 1 of 7 cells; was the file cut off?"],
        ),
    ],
)
def test_a_line_that_is_wrong_is_named(lines: str, expected: list[str], tmp_path: Path) -> None:
    assert said(tmp_path, f"{HEADER}\n{lines}") == expected


def test_everything_is_said_at_once_and_of_many_lines_the_first(tmp_path: Path) -> None:
    found = said(tmp_path, f"{HEADER}\n" + GOOD + GOOD.replace(",10,", ",x,") * 70)
    assert len(found) == 21
    assert found[0].startswith("usage.csv:3:")
    assert found[-1].endswith("and 50 more lines that are wrong")


def test_what_is_sound_is_used_when_asked_for_and_the_rest_is_counted(tmp_path: Path) -> None:
    text = f"{HEADER}\n{GOOD}{LATER.replace(',100,', ',-1,')}{LATER}2026-01-01"
    usage = read([write(tmp_path, "a.csv", text)], Wishes(skip_bad=True))
    assert (usage.bad, usage.readings[0].rows) == (2, 4)
    assert total(usage.ledger.minutes(), "input_tokens") == 200
    assert len(usage.skipped) == 2


@pytest.mark.parametrize(
    ("name", "text", "expected"),
    [
        ("a.csv", "", "it is empty"),
        ("a.csv", "name,colour\n", "no export that is known"),
        (
            "a.csv",
            "timestamp,model,input_tokens\n",
            "nearest is simtco usage CSV, and it lacks output_tokens, requests",
        ),
        ("a.csv", "date,date\n", "two columns have the same name"),
        ("a.json", '{"data": [', "a.json:1:11: not JSON: Expecting value; was the file cut off?"),
        ("a.json", '{"data": []}', "no export that is known"),
        ("a.json", json.dumps(openai_page(input_tokens=-5)), "data[0].results[0]: input_tokens"),
    ],
)
def test_a_file_that_is_wrong_is_named(name: str, text: str, expected: str, tmp_path: Path) -> None:
    (found,) = said(tmp_path, text, name)
    assert found.startswith(name)
    assert expected in found


def test_text_that_is_not_utf_8_is_placed(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_bytes(f"{HEADER}\n{GOOD}".encode() + "2026-01-01,Zürich".encode("latin-1"))
    with pytest.raises(ExperimentError, match="line 3 is not UTF-8 text; save the file as UTF-8"):
        read([path], Wishes())


def test_a_file_that_is_not_there(tmp_path: Path) -> None:
    with pytest.raises(ExperimentError, match="there is no such file"):
        read([tmp_path / "nothing.csv"], Wishes())
    with pytest.raises(ExperimentError, match="it is no file"):
        read([tmp_path], Wishes())


@pytest.mark.parametrize("page", [COSTS, CENTS])
def test_a_bill_without_usage_is_not_enough(page: object, tmp_path: Path) -> None:
    usage = read([write(tmp_path, "a.json", json.dumps(page))], Wishes())
    with pytest.raises(ExperimentError, match="a bill without usage: 1 lines of cost"):
        calibrate(usage, Wishes(), {})


def test_models_without_a_price_are_listed_with_what_to_do(tmp_path: Path) -> None:
    text = f"{HEADER}\n" + "".join(
        f"2026-01-01T00:00:00Z,{model},100,0,10,1,\n" for model in ("gpt-4o", "our-llama", "gpt-99")
    )
    usage = read([write(tmp_path, "a.csv", text)], Wishes())
    with pytest.raises(ExperimentError) as caught:
        calibrate(usage, Wishes(), {})
    message = caught.value.problems[0].message
    assert '"gpt-99", "our-llama"' in message
    assert "--model gpt-99=provider/model" in message
    forgiven = calibrate(usage, Wishes(skip_bad=True), {})
    named = calibrate(usage, Wishes(), {"gpt-99": "none", "our-llama": "openai/gpt-4o"})
    for found in (forgiven, named):
        (price,) = (each for each in found.measured if each.name == "blended_price")
        # 100 tokens at 2.50 and 10 at 10.00 USD per million: (250 + 100) / 110
        assert price.table["value"] == pytest.approx(350 / 110)


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        ("2026-01-01T00:00:01Z", "0001-01-01T00:00:00Z", "must be a date"),
        ("2026-01-01T00:00:01Z", "true", "must be a date"),
        (",100,", ",1e20,", "input_tokens must be below 1e+15, not 1e20"),
        (",100,", ",1e400,", "input_tokens must be a number"),
        (",1,", ",inf,", "requests must be a number"),
    ],
)
def test_cells_that_no_export_can_mean(old: str, new: str, expected: str, tmp_path: Path) -> None:
    found = said(tmp_path, f"{HEADER}\n{GOOD}{LATER.replace(old, new)}")
    assert expected in found[0]
    assert found[0].startswith("usage.csv:3:")


def test_a_log_that_ends_before_it_begins_and_more_failures_than_requests(tmp_path: Path) -> None:
    spend = SPEND.replace("10:00:04", "09:00:04")
    found = said(tmp_path, spend)
    assert found[0].endswith("total_seconds is -3,600: it ends before it begins")
    (failed,) = said(tmp_path, DAILY.replace(",20,1", ",20,30"))
    assert failed.endswith("failed requests 30.0 is above requests 20.0")
