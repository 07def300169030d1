"""docs/words: the pages are what the words say, and every example on them loads."""

import re
from pathlib import Path
from typing import Any

import pytest

from simtco.files.catalogue import Catalogue
from simtco.files.load import compose
from simtco.files.schema.word_pages import ROOMS, pages
from simtco.files.toml import Document, parse_document
from simtco.words.base import Word
from simtco.words.described import examples

FOLDER = Path(__file__).parent.parent / "docs/words"
CATALOGUE = Catalogue()
FRAME = """
title = "Does the example load?"
horizon_months = 24
budget = 100_000

[demand]
requests_per_day = 1_000
input_tokens = 500
output_tokens = 200

[inputs]
a = "1 to 2"
b = "1 to 2"
ml_engineer_month = "15_000 to 20_000"
devops_month = "12_000 to 16_000"
moving = { kind = "constant", value = 9 }

[strategies.rent.costs]
tokens = { kind = "tokens", model = "openai/gpt-4o" }
gateway = { kind = "line", once = 9_000 }
[strategies.rent.shocks]
law = { kind = "regulation", probability = 0.5, month = 12, monthly = 100 }
loss = { kind = "incidents", per_year = 2, severity = "50 to 90" }
leak = { kind = "event", probability = 0.2, impact = 50_000 }
[strategies.host.costs]
gpus = { kind = "line", monthly = 4_000 }
[strategies.grow]
kind = "switching"
start = "rent"
to = "host"
trigger = { kind = "month", month = 6 }
[strategies.mix]
kind = "routing"
vendors.small.tokens.model = "openai/gpt-4o-mini"
vendors.large.tokens.model = "openai/gpt-4o"
tasks.simple = { share = 0.75, chain = ["small"] }
tasks.hard = { share = 0.25, chain = ["large"] }
clouds.one = { per_month = 0.2, hours = "1 to 12" }
"""
PLACES: dict[str, tuple[str, ...]] = {
    "simulation": ("simulation",),
    "tolerance": ("simulation", "tolerance"),
    "demand": ("demand",),
    "number": ("inputs", "number"),
    "day_shape": ("demand", "day_shape"),
    "correlations": ("correlations",),
    "require": ("require",),
    "sweeps": ("sweeps",),
    "organisation": ("organisation",),
    "scores": ("scores",),
    "insurance": ("strategies", "rent", "shocks", "loss", "insurance"),
    "mitigation": ("strategies", "rent", "shocks", "leak", "mitigation"),
    "lock_in": ("strategies", "grow", "lock_in"),
    "vendor": ("strategies", "mix", "vendors", "small"),
    "task": ("strategies", "mix", "tasks", "hard"),
    "families": ("inputs", "number"),
    "paths": ("inputs", "moving", "path"),
    "costs": ("strategies", "rent", "costs", "example"),
    "shocks": ("strategies", "rent", "shocks", "example"),
    "strategies": ("strategies", "example"),
    "triggers": ("strategies", "grow", "trigger"),
}
"""Where a word stands in the frame: by its name, or by the folder of its page."""
WORDS = [
    pytest.param(room.name, name, text, id=f"{name}-{index}")
    for room in ROOMS
    for name, word in room.words.items()
    for index, text in enumerate(examples(word))
    if "csv = " not in text
]


def data(text: str) -> dict[str, Any]:
    return parse_document(text, "page.toml").data


def placed(room: str, name: str, table: dict[str, Any]) -> dict[str, Any]:
    """An experiment that holds the example of a word where the word stands."""
    if name == "experiment":
        return table
    whole = data(FRAME)
    *above, last = PLACES.get(name) or PLACES[room]
    node: Any = whole
    for key in above:
        node = node.setdefault(key, {})
    node[last] = [table] if name in ("correlations", "sweeps") else table
    if "tokens_per_month" in table:  # said where there is no demand
        del whole["demand"]
        whole["strategies"] = {"host": whole["strategies"]["host"]}
    return whole


def test_the_pages_are_what_the_words_say() -> None:
    """Write them anew with: simtco schema --pages docs/words."""
    kept = {
        path.relative_to(FOLDER).as_posix(): path.read_text(encoding="utf-8")
        for path in FOLDER.rglob("*.md")
    }
    assert kept == pages()


def test_every_word_with_a_kind_has_a_page_with_an_example() -> None:
    for room in ROOMS:
        for name, word in room.words.items():
            assert issubclass(word, Word)
            assert "```toml" in pages()[f"{room.name}/{name}.md"], name


@pytest.mark.parametrize(("room", "name", "text"), WORDS)
def test_the_example_loads(room: str, name: str, text: str) -> None:
    compose(Document("page.toml", placed(room, name, data(text))), CATALOGUE)


def test_a_kind_on_a_page_is_the_words_own() -> None:
    for room in ROOMS[1:]:
        for name in room.words:
            found = re.findall(
                r'^\| `kind` \| `"(\w+)"`', pages()[f"{room.name}/{name}.md"], re.MULTILINE
            )
            assert found == [name]
