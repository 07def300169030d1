"""What the documents show runs as it is shown."""

import re
import shutil
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest

from simtco.engine.block import Batch
from simtco.engine.simulate import simulate
from simtco.files.catalogue import Catalogue
from simtco.files.load import compose
from simtco.files.toml import parse_document

ROOT = Path(__file__).parent.parent
PAGES = [ROOT / "README.md", ROOT / "CONTRIBUTING.md", *sorted((ROOT / "docs").rglob("*.md"))]


def blocks(page: Path, language: str) -> list[str]:
    return re.findall(rf"```{language}\n(.*?)```", page.read_text(encoding="utf-8"), re.DOTALL)


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_links_between_pages_lead_somewhere(page: Path) -> None:
    for target in re.findall(r"\]\(([^)#]+)\)", page.read_text(encoding="utf-8")):
        if "://" not in target:
            assert (page.parent / target).exists(), target


def test_ci_runs_the_tests_as_the_readme_does() -> None:
    (command,) = re.findall(
        r"\.venv/bin/(pytest.*)$", "\n".join(blocks(ROOT / "README.md", "sh")), re.MULTILINE
    )
    ci = (ROOT / ".ci/run").read_text(encoding="utf-8")
    assert re.findall(r"^pytest[^#\n]*", ci, re.MULTILINE)[0].strip() == command


def test_the_experiment_of_the_grammar_page_runs() -> None:
    text, precise = blocks(ROOT / "docs/experiment-files.md", "toml")
    summary = simulate(compose(parse_document(text, "page.toml"), Catalogue()), Batch(0))
    assert summary.totals.min() > 0
    until = re.sub(r"\[simulation\]\n.*?\n\n", f"{precise}\n", text, count=1, flags=re.DOTALL)
    simulation = compose(parse_document(until, "page.toml"), Catalogue()).simulation
    assert (simulation.trials, simulation.max_trials) == ("auto", 4_194_304)


def test_each_word_of_the_page_on_extending_works_where_it_is_dropped(tmp_path: Path) -> None:
    """A new family, cost and metric is one new file: the page's own examples, dropped in."""
    shutil.copytree(ROOT / "simtco", tmp_path / "simtco")
    shutil.copytree(ROOT / "distributions", tmp_path / "distributions")
    page = ROOT / "docs/extend.md"
    paths = re.findall(r"^## .*`(simtco/.*\.py)`$", page.read_text(encoding="utf-8"), re.MULTILINE)
    assert len(paths) == 4
    for path, code in zip(paths, blocks(page, "python"), strict=True):
        (tmp_path / path).write_text(code, encoding="utf-8")
    (tmp_path / "e.toml").write_text(
        'title = "t"\nhorizon_months = 2\n[strategies.a.costs.garage]\nkind = "parking"\n'
        'spaces = { kind = "gumbel", mode = 3, scale = 0.5 }\n'
        '[strategies.a.shocks.flood]\nkind = "flood"\nchance_per_year = 0.3\ndamage = "50 to 90"\n',
        encoding="utf-8",
    )
    script = (
        "import simtco; from simtco.files.schema.generate import experiment_schema as s\n"
        "r = simtco.run(simtco.load('e.toml').experiment)\n"
        "print(r.total('a').mean(), simtco.findings(r)['a']['worst'].sentence)\n"
        "print('gumbel' in str(s()), 'parking' in str(s()))\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", script], cwd=tmp_path, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
    first, second = done.stdout.splitlines()
    damage = np.exp((np.log(50) + np.log(90)) / 2 + (np.log(90 / 50) / (2 * 1.6448536)) ** 2 / 2)
    expected = 2 * 80 * (3 + 0.5 * np.euler_gamma) + (1 - 0.7 ** (2 / 12)) * damage
    assert float(first.split()[0]) == pytest.approx(expected, rel=1e-3)
    assert "dearest future" in first
    assert second == "True True"
    wrong = (tmp_path / "e.toml").read_text(encoding="utf-8").replace("parking", "parkin")
    (tmp_path / "e.toml").write_text(wrong, encoding="utf-8")
    checked = subprocess.run(
        [sys.executable, "-m", "simtco", "check", "e.toml"],
        cwd=tmp_path,
        capture_output=True,
        text=True,
        check=False,
    )
    assert 'unknown kind "parkin"; did you mean "parking"?' in checked.stderr
