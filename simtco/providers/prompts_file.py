"""Prompts from a JSONL or CSV file; what is wrong is said without the prompt."""

import csv
import io
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from pydantic import ValidationError

from simtco.files.problems import ExperimentError, Place, Problem
from simtco.providers.prompt import Prompt
from simtco.words.base import did_you_mean

_MOST_BYTES = 50_000_000
_KEYS = tuple(Prompt.model_fields)


def read_prompts(path: Path, named_at: Place) -> tuple[Prompt, ...]:
    """The prompts of a file: a JSON object a line, or a CSV file whose first line names the keys.

    Raises:
        ExperimentError: all that is wrong with the file; what is wrong with its name is said at
            the place where it is named.

    """
    text = _text(path, named_at)
    rows = _of_csv if path.suffix.lower() == ".csv" else _of_jsonl
    prompts, problems = list[Prompt](), list[Problem]()
    for line, row in rows(text, path):
        if isinstance(row, Problem):
            problems.append(row)
            continue
        try:
            prompts.append(Prompt.model_validate(row))
        except ValidationError as error:
            problems += [_problem(details, path, line) for details in error.errors()]
    if not prompts and not problems:
        problems = [Problem(Place(str(path)), "", "holds no prompts")]
    if problems:
        raise ExperimentError(problems)
    return tuple(prompts)


def _text(path: Path, named_at: Place) -> str:
    def refuse(message: str) -> ExperimentError:
        return ExperimentError([Problem(named_at, "prompts_file", message)])

    if path.suffix.lower() not in {".csv", ".jsonl", ".ndjson"}:
        raise refuse("prompts_file must end in .jsonl or .csv")
    try:
        if path.stat().st_size > _MOST_BYTES:
            raise refuse(f"{path} is larger than {_MOST_BYTES:,} bytes; a sample is enough")
        data = path.read_bytes()
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data[: error.start].count(b"\n") + 1
        message = "not UTF-8 text; save the file as UTF-8"
        raise ExperimentError([Problem(Place(str(path), line, 1), "", message)]) from error
    except OSError as error:
        raise refuse(f"{path} cannot be read: {error.strerror}") from error


def _of_jsonl(text: str, path: Path) -> Iterator[tuple[int, Any]]:
    for line, said in enumerate(text.split("\n"), start=1):
        if not said.strip():
            continue
        try:
            row = json.loads(said)
        except json.JSONDecodeError as error:
            place = Place(str(path), line, error.colno)
            yield line, Problem(place, "", f"not JSON: {error.msg}")
            continue
        yield line, {"text": row} if isinstance(row, str) else row


def _of_csv(text: str, path: Path) -> Iterator[tuple[int, Any]]:
    rows = csv.reader(io.StringIO(text, newline=""), strict=True)
    try:
        header = [name.strip() for name in next(rows, [])]
        if "text" not in header:
            hint = did_you_mean("text", header) or "; its first line must name the columns"
            yield 1, Problem(Place(str(path), 1, 1), "text", f'no column "text"{hint}')
            return
        for row in rows:
            if len(row) > len(header):
                place = Place(str(path), rows.line_num, 1)
                yield rows.line_num, Problem(place, "", "more cells than the first line names")
            elif row:
                said = dict(zip(header, row, strict=False))
                yield rows.line_num, {key: _cell(key, cell) for key, cell in said.items() if cell}
    except csv.Error as error:
        place = Place(str(path), rows.line_num, 1)
        yield rows.line_num, Problem(place, "", f"not CSV: {error}")


def _cell(key: str, cell: str) -> Any:
    return int(cell) if key == "max_output_tokens" and cell.isdecimal() else cell


def _problem(details: Any, path: Path, line: int) -> Problem:
    """One error of pydantic, without the value that is wrong."""
    key = str(details["loc"][0]) if details["loc"] else ""
    place = Place(str(path), line, 1)
    sort = details["type"]
    if sort == "extra_forbidden":
        return Problem(place, key, f'unknown key "{key}"{did_you_mean(key, _KEYS)}')
    if sort == "missing":
        return Problem(place, key, f'missing key "{key}"; each line needs a text')
    if sort == "string_too_short":
        return Problem(place, key, f"{key} must not be empty")
    if not key:
        return Problem(place, key, 'must be an object, such as {"text": "..."}')
    what = "a whole number of 1 or more" if key == "max_output_tokens" else "a text"
    return Problem(place, key, f"{key} must be {what}")
