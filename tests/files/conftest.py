"""A text as an experiment, and as what is wrong with it."""

from collections.abc import Callable
from pathlib import Path

import pytest

from simtco.files.catalogue import Catalogue
from simtco.files.experiment import Experiment
from simtco.files.load import load
from simtco.files.problems import ExperimentError, Problem

Compose = Callable[..., Experiment]
Refuse = Callable[..., list[Problem]]

HEAD = 'title = "Buy or host?"\nhorizon_months = 12\n'


@pytest.fixture(scope="session")
def catalogue() -> Catalogue:
    return Catalogue()


@pytest.fixture
def compose(tmp_path: Path, catalogue: Catalogue) -> Compose:
    """A function from the text below title and horizon, and overrides, to the experiment."""

    def compose(text: str, **overrides: str) -> Experiment:
        path = tmp_path / "x.toml"
        path.write_text(HEAD + text, encoding="utf-8")
        laid_over = {key.replace("__", "."): value for key, value in overrides.items()}
        return load(path, laid_over, catalogue).experiment

    return compose


@pytest.fixture
def refuse(compose: Compose) -> Refuse:
    """The same for a text that is wrong: its problems in order."""

    def refuse(text: str, **overrides: str) -> list[Problem]:
        with pytest.raises(ExperimentError) as caught:
            compose(text, **overrides)
        return list(caught.value.problems)

    return refuse
