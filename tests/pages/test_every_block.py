"""Every command, file and program of the documents runs; what cannot run here is listed."""

import os
import re
import shlex
import shutil
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import Any

import pytest
import typer

from simtco.cli.main import app
from simtco.files.catalogue import Catalogue
from simtco.files.load import compose
from simtco.files.toml import Document, parse_document
from tests.cli.conftest import simtco
from tests.pages.blocks import PAGES, ROOT, Block, blocks, commands, spans
from tests.usage.synthetic import Known, usage

pytestmark = pytest.mark.allow_hosts(["127.0.0.1"])
SESSIONS = {"sh", "console"}
TRIALS = "4096"
FRAME = """
title = "Does the example run?"
horizon_months = 24
budget = 100_000

[inputs]
ml_engineer_month = "15_000 to 20_000"
devops_month = "12_000 to 16_000"

[demand]
requests_per_day = 1_000
input_tokens = 500
output_tokens = 200
day_shape = "@workloads.servegen_m_large.day_shape"

[strategies.api.costs]
tokens = { kind = "tokens", model = "openai/gpt-4o" }
[strategies.self_hosted.costs]
platform_build = { kind = "line", once = 9_000 }
"""
"""What a part of an experiment is laid over, on a page that shows no whole one before it."""
STANDS = {
    ("docs/distributions.md", 1): "inputs.number",
}
"""Where a part stands that does not say so."""
FILES = {
    ("docs/backtest.md", "csv", 1): "bills.csv",
    ("docs/calibrate.md", "toml", 1): "our_bot.toml",
    ("docs/catalogue.md", "toml", 1): "company/people.toml",
}
"""What the page's commands call a block, where it is not page.toml."""
ELSEWHERE = {
    ("README.md", "python3 -m venv"): ".ci/run makes an environment",
    ("README.md", ".venv/bin/pip install"): ".ci/run installs the lock",
    ("README.md", ".venv/bin/pytest"): "these are the tests; test_docs.py compares with .ci/run",
    ("CONTRIBUTING.md", "python3 -m venv"): ".ci/run makes an environment",
    ("CONTRIBUTING.md", ".venv/bin/pip install"): ".ci/run installs the lock",
    ("CONTRIBUTING.md", "bash .ci/run"): "it runs these tests",
    ("docs/cluster.md", "pip install"): "a registry; the extra is looked up below",
    ("docs/cluster.md", "helm "): "Kubernetes",
    ("docs/cluster.md", "kubectl "): "Kubernetes",
    ("docs/providers.md", "simtco measure"): "vendors; providers/test_page.py has some on loopback",
    ("docs/providers.md", "simtco calibrate"): "reads what was measured; see there",
    ("docs/providers.md", "simtco run"): "runs what was measured; see there",
}
"""Commands that cannot run here, by their beginnings, and why."""
READ_ELSEWHERE = {
    ("docs/extend.md", "python"): "files to drop in; test_docs.py drops them in",
    ("docs/providers.md", "python"): "asks vendors; providers/test_page.py",
    ("docs/providers.md", "toml"): "names vendors and what was measured; providers/test_page.py",
}
"""Blocks that are not a part of an experiment nor a program that runs by itself, and why."""
ADDRESS = re.compile(r"tcp://(10\.0\.0\.4|127\.0\.0\.1):8786")


def holding(*languages: str) -> pytest.MarkDecorator:
    """The pages that have blocks of these languages."""
    found = [page for page in PAGES if {b.language for b in blocks(page)} & {*languages}]
    names = ["/".join(page.relative_to(ROOT).with_suffix("").parts) for page in found]
    return pytest.mark.parametrize("page", found, ids=names)


each_page = pytest.mark.parametrize("page", PAGES, ids=lambda page: page.stem)


def listed(page: str, command: str) -> bool:
    return any(page == at and command.startswith(begins) for at, begins in ELSEWHERE)


def laid(under: dict[str, Any], over: dict[str, Any]) -> dict[str, Any]:
    """A table over another; one that says its kind replaces what was there."""
    merged = dict(under)
    for key, value in over.items():
        below = merged.get(key)
        tables = isinstance(value, dict) and isinstance(below, dict) and "kind" not in value
        merged[key] = laid(merged[key], value) if tables else value
    return merged


def at(place: str, table: dict[str, Any]) -> dict[str, Any]:
    for key in reversed(place.split(".")):
        table = {key: table}
    return table


def whole(block: Block) -> bool:
    return block.language == "toml" and block.text.startswith("title")


@contextmanager
def cluster(wanted: list[str], folder: Path) -> Iterator[str]:
    """The scheduler and workers that a page starts, here on loopback, by the same commands."""
    with ExitStack() as stack:
        address = ""
        for command in wanted:
            _, what, *options = shlex.split(ADDRESS.sub(address, command))
            if what == "scheduler":
                options += ["--host", "127.0.0.1", "--port", "0", "--no-dashboard"]
                options += ["--scheduler-file", str(folder / "scheduler.json")]
            else:
                options = ["2" if option == "8" else option for option in options]
                options += ["--no-dashboard", "--local-directory", str(folder)]
            log = stack.enter_context((folder / f"{what}.log").open("w"))
            process = subprocess.Popen(
                [sys.executable, "-m", "dask", what, *options],
                stderr=log,
                stdout=log,
                env=os.environ | {"PYTHONPATH": str(ROOT)},
            )
            stack.callback(process.wait, 30)
            stack.callback(process.terminate)
            if what == "scheduler":
                address = scheduler_at(folder, process)
        yield address


def scheduler_at(folder: Path, process: "subprocess.Popen[bytes]") -> str:
    """Where a scheduler listens, once it does."""
    until = time.monotonic() + 60
    while time.monotonic() < until and process.poll() is None:
        text = (folder / "scheduler.log").read_text(encoding="utf-8")
        if found := re.search(r"Scheduler at:\s*(tcp://\S+)", text):
            return found[1]
        time.sleep(0.1)
    raise AssertionError((folder / "scheduler.log").read_text(encoding="utf-8"))


@holding(*SESSIONS)
def test_every_command_of_a_page_works(
    page: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    found = blocks(page)
    lines = [line for block in found if block.language in SESSIONS for line in commands(block)]
    prepare(found, lines)
    for line in lines:
        if line.startswith("export "):
            for setting in shlex.split(line)[1:]:
                monkeypatch.setenv(*setting.split("=", 1))
    with cluster([line for line in lines if line.startswith("dask ")], tmp_path) as address:
        for line in lines:
            if line.startswith(("export ", "dask ")) or listed(found[0].page, line):
                continue
            program, *arguments = shlex.split(ADDRESS.sub(address, line))
            assert program in {"simtco", ".venv/bin/simtco"}, f"not listed: {line}"
            said = simtco(*quick(arguments))
            assert said.code == 0, f"{line}\n{said.err}{said.out}"


def prepare(found: list[Block], lines: list[str]) -> None:
    """The files that a page's commands work on: the shipped, the page's own, the starter."""
    shutil.copytree(ROOT / "experiments", "experiments")
    for block in found:
        name = FILES.get((block.page, block.language, block.number))
        if name or whole(block):
            path = Path(name or "page.toml")
            path.parent.mkdir(exist_ok=True)
            path.write_text(block.text, encoding="utf-8")
    if "log.csv" in " ".join(lines):
        usage(Known(per_day=200.0, days=63), seed=11).to_csv("log.csv", index=False)
    if "simtco new our_bot.toml" not in lines and not Path("our_bot.toml").exists():
        assert simtco("new", "our_bot.toml").code == 0


def quick(arguments: list[str]) -> list[str]:
    """The same command with few futures and two workers, on the page's own experiment."""
    said = ["page.toml" if word == "EXPERIMENT" else word for word in arguments]
    for option, value in (("--trials", TRIALS), ("--workers", "2")):
        if option in said:
            said[said.index(option) + 1] = value
    if said[0] in {"run", "buffer", "decide", "sweep"} and "--trials" not in said:
        said += ["--trials", TRIALS]
    return said


@holding("toml")
def test_every_file_of_a_page_is_read(page: Path) -> None:
    under = parse_document(FRAME, "frame.toml").data
    for block in blocks(page):
        key = (block.page, block.language)
        if block.language != "toml" or key in READ_ELSEWHERE or (*key, block.number) in FILES:
            continue
        table = parse_document(block.text, block.page).data
        if whole(block):
            under, table = table, {}
        elif place := STANDS.get((block.page, block.number)):
            table = at(place, table)
        compose(Document(block.page, laid(under, table)), Catalogue())


@holding("python")
def test_every_program_of_a_page_runs(page: Path, tmp_path: Path) -> None:
    shutil.copytree(ROOT / "experiments", tmp_path / "experiments")
    for block in blocks(page):
        if block.language != "python" or (block.page, "python") in READ_ELSEWHERE:
            continue
        (tmp_path / "program.py").write_text(block.text, encoding="utf-8")
        done = subprocess.run(
            [sys.executable, "program.py"],
            cwd=tmp_path,
            capture_output=True,
            text=True,
            check=False,
        )
        assert (done.returncode, done.stderr) == (0, ""), block.text
        assert bool(done.stdout) == ("print(" in block.text)


@each_page
def test_every_option_of_a_page_exists(page: Path) -> None:
    """In the running text too, and of commands that cannot run here."""
    known = {
        name: {option for parameter in command.params for option in parameter.opts}
        for name, command in typer.main.get_group(app).commands.items()
    }
    sessions = [line for b in blocks(page) if b.language in SESSIONS for line in commands(b)]
    for line in (*sessions, *spans(page)):
        if re.match(r"(\.venv/bin/)?simtco [a-z]", line):
            _, command, *words = line.split()
            assert command in known, line
            options = {word.partition("=")[0] for word in words if re.match(r"--?[a-z]", word)}
            assert options <= known[command], line


@each_page
def test_every_path_and_extra_of_a_page_exists(page: Path) -> None:
    text = page.read_text(encoding="utf-8")
    for path in re.findall(r"\b(?:benchmarks|experiments|distributions|tests)/[\w/]+\.\w+", text):
        assert (ROOT / path).exists(), path
    extras = re.findall(r"^(\w+) = \[", (ROOT / "pyproject.toml").read_text("utf-8"), re.MULTILINE)
    assert set(re.findall(r"simtco\[(\w+)\]", text)) <= set(extras)


def test_what_is_listed_is_still_there() -> None:
    lines = {
        (block.page, line)
        for page in PAGES
        for block in blocks(page)
        if block.language in SESSIONS
        for line in commands(block)
    }
    for page, begins in ELSEWHERE:
        assert any(at == page and line.startswith(begins) for at, line in lines), begins
    there = {(block.page, block.language) for page in PAGES for block in blocks(page)}
    assert set(READ_ELSEWHERE) <= there
    numbered = {(b.page, b.language, b.number) for page in PAGES for b in blocks(page)}
    assert set(FILES) <= numbered
    assert {(page, "toml", number) for page, number in STANDS} <= numbered
