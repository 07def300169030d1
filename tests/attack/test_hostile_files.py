"""Experiments, catalogues and CSV files are data: shown as they are, never run, never followed."""

import os
import re
import sys
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import pytest

from simtco.files.catalogue import Catalogue
from simtco.files.load import load
from simtco.files.problems import ExperimentError
from tests.cli.conftest import TINY

Simtco = Callable[..., Any]

EVIL = (
    '\\"><script>alert(1)</script><img src=x onerror=alert(1)>'
    "[a](javascript:alert(1)) ![b](http://127.0.0.1/b) {{ 7 * 7 }} ${x} $\\\\frac$ `c` | d"
)
HOSTILE = f"""
title = "{EVIL}"
currency = "<b>$\\"&"
horizon_months = 3
simulation.trials = 4096
notes = ["{EVIL}", "</style></svg>{EVIL}", "=HYPERLINK(1)"]

[inputs.pay]
p10 = 1
p50 = 2
p90 = 3
unit = "{EVIL}"
source = "{EVIL}"
owner = "{EVIL}"
note = "{EVIL}"

[strategies.rent.costs.bill]
kind = "line"
note = "{EVIL}"
monthly = "@inputs.pay"

[strategies.host.costs.gpus]
kind = "line"
monthly = {{ kind = "normal", mean = 2, sd = 1, source = "{EVIL}" }}
"""


class Markup(HTMLParser):
    """The tags of a page with the names of their attributes, and what they lead to."""

    def __init__(self, page: str) -> None:
        super().__init__(convert_charrefs=True)
        self.tags: Counter[str] = Counter()
        self.attributes: set[str] = set()
        self.links: list[str] = []
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags[tag] += 1
        self.attributes |= {name for name, _ in attrs}
        self.links += [value or "" for name, value in attrs if name in {"href", "src"}]


def report(simtco: Simtco, text: str, stem: str) -> tuple[str, str]:
    """The page and the Markdown of an experiment."""
    file = Path(f"{stem}.toml")
    file.write_text(text, encoding="utf-8")
    assert simtco("run", file, "--quiet").code == 0
    folder = Path("reports") / stem
    names = ("report.html", "report.md")
    page, markdown = ((folder / name).read_text(encoding="utf-8") for name in names)
    return page, markdown


def test_no_text_of_a_file_becomes_markup(
    simtco: Simtco, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    harmless = Markup(report(simtco, f'notes = ["a", "b"]\n{TINY}', "harmless")[0])
    page, markdown = report(simtco, HOSTILE, "a<img src=x onerror=alert(1)>")
    found = Markup(page)
    assert found.tags.keys() <= harmless.tags.keys()
    assert found.tags["script"] == harmless.tags["script"]
    assert not {name for name in found.attributes if name.startswith("on")}
    assert not [link for link in found.links if not link.startswith("#")]
    assert "&lt;script&gt;" in page
    assert not re.findall(r"(?<!\\)(?:\\\\)*<[a-z/!]", markdown)
    assert not re.findall(r"(?<!\\)(?:\\\\)*\]\(", markdown)
    assert "49" not in re.findall(r"\{\{.{0,9}|.{0,9}\}\}", page)


FORBIDDEN = re.compile(
    r"socket\.|subprocess\.|os\.(system|exec|fork|spawn|remove|rename|mkdir)|ctypes\.|urllib"
    r"|(import|exec|compile)$"
)
_watching: list[tuple[str, str]] | None = None


def _watch(event: str, arguments: tuple[Any, ...]) -> None:
    if _watching is not None and (event == "open" or FORBIDDEN.match(event)):
        _watching.append((event, str(arguments[0])))


@contextmanager
def watched() -> Iterator[list[tuple[str, str]]]:
    """What is opened meanwhile, and what is run, imported, sent or removed."""
    global _watching  # noqa: PLW0603  (a hook cannot be taken away)
    if not _hooked:
        sys.addaudithook(_watch)
        _hooked.append(True)
    _watching = []
    try:
        yield _watching
    finally:
        _watching = None


_hooked: list[bool] = []
LEADS_OUT = [
    "../outside.csv",
    "/etc/passwd",
    "file:///etc/passwd",
    "http://127.0.0.1/x.csv",
    "\\\\\\\\127.0.0.1\\\\share\\\\x.csv",
    "linked.csv",
    "linked/outside.csv",
]


@pytest.mark.parametrize("name", LEADS_OUT)
def test_nothing_is_run_fetched_or_opened_outside_the_folder(
    tmp_path: Path, tmp_path_factory: pytest.TempPathFactory, name: str
) -> None:
    outside = tmp_path_factory.mktemp("outside")
    secret = outside / "outside.csv"
    secret.write_text("x\n" + "7\n" * 20, encoding="utf-8")
    (tmp_path / "linked.csv").symlink_to(secret)
    (tmp_path / "linked").symlink_to(outside)
    (tmp_path.parent / "outside.csv").write_text("x\n" + "7\n" * 20, encoding="utf-8")
    file, catalogue = tmp_path / "x.toml", Catalogue()
    amount = f'{{ kind = "empirical", csv = "{name}", column = "x" }}'
    model = "__import__('os').system('x')/../.."
    file.write_text(
        f"""
title = "x"
horizon_months = 1
demand = {{ requests_per_day = 1, input_tokens = 1, output_tokens = 1 }}
[strategies.api.costs]
tokens = {{ kind = "tokens", model = "{model}" }}
bill = {{ kind = "line", monthly = {amount} }}
""",
        encoding="utf-8",
    )
    with suppress(ExperimentError):
        load(file, None, catalogue)  # what is imported when it is first needed
    with watched() as seen, pytest.raises(ExperimentError) as caught:
        load(file, None, catalogue)
    assert {event for event, _ in seen} <= {"open"}
    assert {path for _, path in seen} <= {str(file)}
    assert any(problem.key == "csv" for problem in caught.value.problems)


def test_a_topic_that_is_a_link_to_the_outside_is_not_read(
    simtco: Simtco, tiny: Path, tmp_path_factory: pytest.TempPathFactory
) -> None:
    secret = tmp_path_factory.mktemp("outside") / "secret.toml"
    secret.write_text("password = 'do not show'\n", encoding="utf-8")
    Path("company").mkdir()
    Path("company/ours.toml").symlink_to(secret)
    said = simtco("check", tiny, "--catalogue", "company")
    assert said.code == 2
    assert "do not show" not in said.err
    assert said.err.startswith("company/ours.toml: is a link; what it leads to must lie in")


def test_a_link_inside_the_catalogue_is_followed(simtco: Simtco, tiny: Path) -> None:
    """As volumes of configuration are laid out: company/ours.toml -> data/ours.toml."""
    Path("company/data").mkdir(parents=True)
    entry = '[pay]\nkind = "constant"\nvalue = 3\n'
    Path("company/data/ours.toml").write_text(entry, encoding="utf-8")
    Path("company/ours.toml").symlink_to("data/ours.toml")
    assert simtco("check", tiny, "--catalogue", "company").code == 0


def test_a_report_folder_that_is_a_link_is_refused(
    simtco: Simtco, tiny: Path, tmp_path_factory: pytest.TempPathFactory
) -> None:
    other = tmp_path_factory.mktemp("other")
    Path("reports").mkdir()
    Path("reports/tiny").symlink_to(other)
    said = simtco("run", tiny)
    assert (said.code, said.out) == (1, "")
    assert said.err == (
        "cannot write reports/tiny: it is a link; name the folder that it leads to with --out\n"
    )
    assert list(other.iterdir()) == []


def test_what_the_environment_holds_reaches_no_file(
    simtco: Simtco, tiny: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    secret = "sk-4f9a1c77e2canary"  # noqa: S105  (nobody's)
    for name in ("OPENAI_API_KEY", "ANTHROPIC_API_KEY", "AWS_SECRET_ACCESS_KEY"):
        monkeypatch.setenv(name, secret)
    said = simtco("run", tiny, "--trials", "4096", "--save-trials")
    files = [path.read_bytes() for path in Path("reports/tiny").iterdir()]
    assert secret not in said.out + said.err
    assert not [data for data in files if secret.encode() in data]
    assert not [data for data in files if os.fsencode(os.environ["HOME"]) in data]
