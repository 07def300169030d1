"""A workload file -> a Workload, or everything that is wrong with it at once."""

import datetime as dt
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path

from pydantic import ValidationError

from simtco.files.complaints import problems
from simtco.files.places import label
from simtco.files.problems import ExperimentError, Place, Problem
from simtco.files.toml import Document, read_document
from simtco.providers.prompt import Prompt
from simtco.providers.prompts_file import read_prompts
from simtco.providers.provider import KeyMissingError
from simtco.providers.request import Request
from simtco.providers.workload import Workload
from simtco.words.base import did_you_mean

_LIMITS = {
    "requests": ("requests = 100", "--max-requests 100"),
    "cost_usd": ("cost_usd = 2.50", "--max-cost 2.50"),
    "requests_per_minute": ("requests_per_minute = 60", "--rate 60"),
}


@dataclass(frozen=True, slots=True)
class Opened:
    """A workload with its requests, the providers that are asked, and their keys."""

    workload: Workload
    requests: tuple[Request, ...]
    names: tuple[str, ...]
    keys: Mapping[str, str]

    def __repr__(self) -> str:
        """Nothing of what it holds: keys and prompts."""
        return f"Opened({', '.join(self.names)})"


def open_workload(
    document: Document, names: tuple[str, ...], today: dt.date, *, route: bool = False
) -> Opened:
    """Turn a document into a workload, with its prompts and the keys that it names.

    No names are all providers; with `route`, those that the tasks name.

    Raises:
        ExperimentError: everything that is wrong, each with its place.

    """
    try:
        workload = Workload.model_validate(document.data, context={"today": today})
    except ValidationError as error:
        raise ExperimentError(problems(error, document, Workload)) from None
    asked = names or tuple(workload.providers)
    if route:
        asked = tuple(dict.fromkeys(a for task in workload.tasks.values() for a in task.asked))
    found = [_at(document, key, said) for key, said in workload.unfit()]
    found += [*_limits(workload, document), *_unknown(workload, asked, document)]
    keys = _keys(workload, asked, document, found)
    prompts = _prompts(workload, document, found)
    if route:
        found += _untold(workload, prompts, document)
    if found:
        raise ExperimentError(found)
    return Opened(workload, tuple(workload.requests(prompts)), asked, keys)


def opened(
    path: Path, overrides: Mapping[str, str] | None = None, options: Mapping[str, str] | None = None
) -> Document:
    """Read a workload file and lay `overrides` over it; `options` is what the user wrote for each.

    Its places tell no line of the file: that may be a prompt, or a key in the wrong place.

    Raises:
        ExperimentError: the file cannot be read, or is not TOML.

    """
    try:
        document = read_document(path)
    except ExperimentError as error:
        silent = ExperimentError(replace(each, place=_bare(each.place)) for each in error.problems)
        raise silent from None
    for key, value in (overrides or {}).items():
        document.set(key, value, (options or {}).get(key, f"--set {key}"))
    document.places = {path: _bare(place) for path, place in document.places.items()}
    return document


def _bare(place: Place) -> Place:
    return replace(place, excerpt="")


def _keys(
    workload: Workload, names: Iterable[str], document: Document, found: list[Problem]
) -> dict[str, str]:
    keys = {}
    for name in names:
        if name in workload.providers:
            try:
                keys[name] = workload.providers[name].key()
            except KeyMissingError as error:
                found.append(_at(document, f"providers.{name}.key_variable", str(error)))
    return keys


def _prompts(workload: Workload, document: Document, found: list[Problem]) -> tuple[Prompt, ...]:
    if workload.prompts or not workload.prompts_file:
        return workload.prompts
    try:
        at = document.place(("prompts_file",))
        return read_prompts(document.folder / workload.prompts_file, at)
    except ExperimentError as error:
        found += error.problems
        return ()


def _untold(workload: Workload, prompts: Iterable[Prompt], document: Document) -> Iterator[Problem]:
    for task in sorted({prompt.task for prompt in prompts} - set(workload.tasks)):
        said = f'no [tasks.{task}] says who answers "{task}"' if task else "a prompt has no task"
        yield _at(document, "tasks", said)


def _limits(workload: Workload, document: Document) -> Iterator[Problem]:
    for key, (line, option) in _LIMITS.items():
        if getattr(workload.limits, key) is None:
            said = f"no limit of {key} is stated; add [limits] {line}, or {option}"
            yield _at(document, f"limits.{key}", said)


def _unknown(workload: Workload, names: Iterable[str], document: Document) -> Iterator[Problem]:
    for name in names:
        if name not in workload.providers:
            known = list(workload.providers)
            hint = did_you_mean(name, known) or f"; providers are {', '.join(known)}"
            yield _at(document, "providers", f'no provider is named "{name}"{hint}')


def _at(document: Document, key: str, message: str) -> Problem:
    path = tuple(key.split("."))
    return Problem(document.place(path), label(path), message)
