"""simtco run --figures."""

from collections.abc import Callable
from pathlib import Path

import pytest

from tests.cli.conftest import Said

Simtco = Callable[..., Said]

BEGINS = {"svg": b"<?xml", "png": b"\x89PNG", "pdf": b"%PDF"}


def test_every_figure_is_written_in_each_format(simtco: Simtco, tiny: Path) -> None:
    said = simtco("run", tiny, "--trials", "1", "--figures", "PDF, svg,png", "--quiet")
    assert (said.code, said.out, said.err) == (0, "", "")
    written = list(Path("reports/tiny/figures").iterdir())
    names = {form: {p.stem for p in written if p.suffix == f".{form}"} for form in BEGINS}
    assert names["svg"] == names["png"] == names["pdf"] >= {"s-curve", "forest", "tornado-host"}
    assert all(path.read_bytes().startswith(BEGINS[path.suffix[1:]]) for path in written)


def test_those_of_an_earlier_run_go(simtco: Simtco, tiny: Path) -> None:
    simtco("run", tiny, "--trials", "1", "--figures", "svg")
    simtco("run", tiny, "--trials", "1")
    assert not Path("reports/tiny/figures").exists()


@pytest.mark.parametrize("formats", ["gif", "svg,", "svg;png", ""])
def test_another_format_is_refused_before_anything_is_done(
    simtco: Simtco, tiny: Path, formats: str
) -> None:
    said = simtco("run", tiny, "--figures", formats)
    assert (said.code, said.out) == (2, "")
    assert f"--figures {formats}: write svg, png, pdf, or some of them" in said.err
    assert not Path("reports").exists()
