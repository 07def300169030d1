"""One Markdown page for each word of the grammar, from its docstrings."""

import datetime as dt
import types
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Literal, Union, get_args, get_origin

from pydantic import BaseModel
from pydantic.fields import FieldInfo

from simtco.files.experiment import STRATEGIES, Experiment, Simulation
from simtco.words.amount import PATHS, Amount
from simtco.words.base import Word, kind_of
from simtco.words.belief import Belief, Pooled
from simtco.words.correlation import Correlation
from simtco.words.day_shape import DayShape
from simtco.words.demand import Demand
from simtco.words.described import described, examples, told
from simtco.words.distribution import FAMILIES
from simtco.words.families.constant import Constant
from simtco.words.insurance import Insurance
from simtco.words.listed import COSTS, SHOCKS
from simtco.words.lock_in import LockIn
from simtco.words.mitigation import Mitigation
from simtco.words.organisation import Organisation
from simtco.words.percentiles import PercentileFamily
from simtco.words.requirements import Requirements
from simtco.words.scores import Scores
from simtco.words.strategies.switching import TRIGGERS
from simtco.words.sweeping import Sweeping
from simtco.words.task import Task
from simtco.words.tolerance import Tolerance
from simtco.words.vendor import Vendor
from simtco.words.wording import exact

_PLAIN: Mapping[Any, str] = {
    float: "number",
    int: "whole number",
    str: "text",
    bool: "true or false",
    dt.date: "date",
}
_WORDS: Mapping[type[BaseModel], str] = {
    Pooled: "distribution of single values",
    Amount: "uncertain number that may move",
    Belief: "uncertain number",
    BaseModel: "table",
}
"""What a word is called where a key holds one; the first that fits."""
_INNER = {"percentiles", "family", "of"}  # in a file, the keys inside stand beside the others
_MOST_CHOICES = 6
_HEAD = """# Words of the grammar

One page for each word that an experiment file may say, from the words themselves:
`simtco schema --pages docs/words`. [Experiment files](../experiment-files.md) tells how they fit
together."""
_PERCENTILES = (
    "| `p10`, `p50`, ... | number: A percentile: 9 in 10 futures lie at or under p90. | nothing |"
)


@dataclass(frozen=True, slots=True)
class Room:
    """Words of one sort: the folder of their pages, what they are, and the heading of a table."""

    name: str
    what: str
    heading: str
    words: Mapping[str, type[Word]]


ROOMS = (
    Room(
        "tables",
        "The tables of an experiment file, and those inside others.",
        "",
        {
            "experiment": Experiment,
            "simulation": Simulation,
            "tolerance": Tolerance,
            "demand": Demand,
            "number": Amount,
            "day_shape": DayShape,
            "correlations": Correlation,
            "require": Requirements,
            "sweeps": Sweeping,
            "organisation": Organisation,
            "scores": Scores,
            "insurance": Insurance,
            "mitigation": Mitigation,
            "lock_in": LockIn,
            "vendor": Vendor,
            "task": Task,
        },
    ),
    *(
        Room(name, what, heading, {kind_of(word): word for word in words})
        for name, what, heading, words in (
            ("families", "How unsure we are of one number.", "inputs.number", FAMILIES),
            ("paths", "How a number moves over the months.", "inputs.number.path", PATHS),
            ("costs", "What costs money.", "strategies.rent.costs.{}", COSTS),
            ("shocks", "What may happen.", "strategies.rent.shocks.{}", SHOCKS),
            ("strategies", "How costs combine.", "strategies.{}", STRATEGIES),
            ("triggers", "When a strategy switches.", "strategies.grow.trigger", TRIGGERS),
        )
    ),
)


def pages() -> dict[str, str]:
    """The text of every page by its path, an index among them."""
    written = {
        f"{room.name}/{name}.md": _page(room, name, word)
        for room in ROOMS
        for name, word in room.words.items()
    }
    return {"README.md": _index(), **written}


def _index() -> str:
    lines = [_HEAD]
    for room in ROOMS:
        lines += ["", f"## {room.name.capitalize()}", "", room.what, ""]
        for name, word in room.words.items():
            first = told(word).partition("\n\n")[0].replace("\n", " ")
            lines.append(f"- [{name}]({room.name}/{name}.md): {first}")
    return "\n".join(lines) + "\n"


def _page(room: Room, name: str, word: type[Word]) -> str:
    parts = [f"# {name}", told(word)]
    rows = list(_rows(word))
    if rows:
        parts.append("\n".join(["| key | holds | left out |", "|---|---|---|", *rows]))
    heading = room.heading.format(name)
    for text in examples(word):
        shown = f"[{heading}]\n{text}" if heading else text
        parts.append(f"```toml\n{shown}\n```")
    parts.append(f"[All words](../README.md) · {_beside(room)}")
    return "\n\n".join(parts) + "\n"


def _beside(room: Room) -> str:
    guide = {
        "families": "distributions",
        "paths": "costs",
        "costs": "costs",
        "shocks": "shocks",
        "strategies": "strategies",
        "triggers": "strategies",
    }.get(room.name, "experiment-files")
    return f"[Guide](../../{guide}.md)"


def _rows(word: type[Word]) -> Iterator[str]:
    said, fields = described(word), word.model_fields
    if "kind" in fields:
        yield f'| `kind` | `"{fields["kind"].default}"` | {_needed(word)} |'
    if issubclass(word, PercentileFamily):
        yield _PERCENTILES
    for name, field in fields.items():
        key = field.alias or name
        if key not in _INNER and key != "kind":
            about = " ".join(said.get(name, "").split()).replace("|", "\\|")
            yield f"| `{key}` | {_holds(field.annotation)}: {about} | {_left_out(field)} |"


def _needed(word: type[Word]) -> str:
    field = word.model_fields["kind"]
    return "percentiles alone say it" if field.default == "metalog" else "needed"


def _left_out(field: FieldInfo) -> str:
    if field.is_required():
        return "needed"
    value = field.get_default(call_default_factory=True)
    if isinstance(value, Belief) and isinstance(value.family, Constant):
        return f"`{exact(value.family.value)}`"
    if isinstance(value, bool):
        return f"`{str(value).lower()}`"
    if isinstance(value, int | float):
        return f"`{exact(value)}`"
    if isinstance(value, str) and value:
        return f'`"{value}"`'
    return f"`{value}`" if isinstance(value, dt.date) else "nothing"


def _holds(annotation: Any) -> str:  # noqa: PLR0911  (one line a sort of value)
    """What a key holds, in the words of someone who writes a file."""
    origin, inside = get_origin(annotation), get_args(annotation)
    if origin in (Union, types.UnionType):
        sorts = dict.fromkeys(_holds(each) for each in inside if each is not type(None))
        return " or ".join(sorts) if len(sorts) < 3 else "table"
    if origin is Literal:
        few = len(inside) <= _MOST_CHOICES
        return " or ".join(f'`"{each}"`' for each in inside) if few else "one of several names"
    if origin is dict:
        return "tables, each under a name of its own"
    if origin is tuple:
        return f"list of {_holds(inside[0])}s"
    if hasattr(annotation, "__metadata__"):
        return _holds(inside[0])
    if annotation in _PLAIN:
        return _PLAIN[annotation]
    if isinstance(annotation, type) and issubclass(annotation, Pooled):
        return "distribution of single values"
    if isinstance(annotation, type) and issubclass(annotation, Amount):
        return "uncertain number that may move"
    if isinstance(annotation, type) and issubclass(annotation, Belief):
        return "uncertain number"
    return (
        "table" if isinstance(annotation, type) and issubclass(annotation, BaseModel) else "value"
    )
