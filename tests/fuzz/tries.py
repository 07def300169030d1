"""Read a file that may hold anything, and cost what can be read: what is unbearable about it.

`python -m tests.fuzz.tries FIRST COUNT [EVERY]` tries that many cases, costs one of so many that
can be read, and prints one JSON object for each case that is; the last line is the number of those
that could be read, and the peak of memory in MiB.
"""

import json
import signal
import sys
import tempfile
import traceback
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import chain
from pathlib import Path
from types import FrameType

import numpy as np
from scipy.special import ndtri

from simtco.engine.ledger import present_value
from simtco.engine.simulate import base_estimate, discount_factors, scene_of
from simtco.files.catalogue import Catalogue
from simtco.files.experiment import Experiment
from simtco.files.load import load
from simtco.files.problems import ExperimentError, Problem
from simtco.words.arrays import Floats
from simtco.words.drawn_shock import DrawnShock
from tests.files.test_errors import foreign
from tests.fuzz.mutations import mutated

_SECONDS = 5.0


class HangError(BaseException):
    """It took longer than it may; no handler of an ordinary error catches it."""


@contextmanager
def limited(seconds: float = _SECONDS) -> Iterator[None]:
    """Stop what takes more seconds of the processor than it may."""

    def stop(_signal: int, _frame: FrameType | None) -> None:
        raise HangError

    signal.signal(signal.SIGPROF, stop)
    signal.setitimer(signal.ITIMER_PROF, seconds)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_PROF, 0.0)


def unbearable(file: Path, catalogue: Catalogue, *, costs: bool = True) -> tuple[bool, str]:
    """Whether a file could be read, and what went wrong that must not."""
    try:
        with limited(), warnings.catch_warnings(), np.errstate(all="raise", under="ignore"):
            warnings.simplefilter("error")
            try:
                loaded = load(file, None, catalogue)
            except ExperimentError as error:
                return False, "\n".join(ill_said(error, file))
        with (
            limited(),
            warnings.catch_warnings(),
            np.errstate(divide="raise", invalid="raise", over="ignore"),
        ):
            warnings.simplefilter("error")  # an overflow is refused by name: engine/finite.py
            return True, _costed(loaded.experiment) if costs else ""
    except HangError:
        return False, f"hangs\n{traceback.format_exc(limit=-4)}"
    except Exception:  # noqa: BLE001  (whatever it is, it is a find)
        return False, traceback.format_exc(limit=-6)


def ill_said(error: ExperimentError, file: Path) -> Iterator[str]:
    """What is wrong with messages: no place, or words that are not the user's."""
    if not error.problems:
        yield "an error without a problem"
    for problem in error.problems:
        if not _has_place(problem, file) or foreign(problem.message) or len(str(problem)) > 10_000:
            yield f"ill said: {str(problem)[:400]}"


def _has_place(problem: Problem, file: Path) -> bool:
    place = problem.place
    if place.file != str(file):
        return place.line > 0
    return place.line > 0 and place.column > 0


class Few:
    """A world of so few trials that thousands can be costed, the farthest draws among them."""

    trials = 64

    def __init__(self, experiment: Experiment) -> None:
        self.months = experiment.horizon_months
        self._experiment = experiment
        self._dice = np.random.default_rng(33)

    def draw(self, name: str, base: float) -> Floats:
        """Draws (N,) of an uncertain number."""
        word = self._experiment.variables.get(name)
        if word is None:
            return np.full(self.trials, base)
        uniform = self.uniforms(name, 1)[0]
        return (
            word.ppf(uniform, self.months)
            if isinstance(word, DrawnShock)
            else word.family.ppf(uniform)
        )

    def uniforms(self, stream: str, count: int, every: int = 1) -> Floats:
        """Uniform numbers (count, N / every), those nearest to 0 and 1 among them."""
        uniform = self._dice.random((count, self.trials))
        uniform[:, :2] = 2.0**-33, 1.0 - 2.0**-33
        return self._dice.permuted(uniform, axis=1)[:, ::every]

    def normals(self, stream: str, count: int) -> Floats:
        """Standard normal numbers (count, N), those farthest out among them."""
        return np.asarray(ndtri(self.uniforms(stream, count)))


def _costed(experiment: Experiment) -> str:
    world = Few(experiment)
    scene, discount = scene_of(experiment, world), discount_factors(experiment)
    for name, strategy in experiment.strategies.items():
        for item, cash in chain(strategy.planned(scene), strategy.shaken(scene)):
            if np.isnan(present_value(cash, discount, world.trials)).any():
                return f"strategies.{name}: {item.name} is no number"
    planned = all(np.isfinite(plan.base) for plan in base_estimate(experiment).values())
    return "" if planned else "a plan is not finite"


def main(first: int, count: int, every: int = 1) -> None:
    """Try cases in a row."""
    catalogue, sound = Catalogue(), 0
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "case.toml"
        for number in range(first, first + count):
            name, content = mutated(number)
            file.write_bytes(content)
            read, wrong = unbearable(file, catalogue, costs=number % every == 0)
            sound += read
            if wrong:
                print(json.dumps({"case": number, "of": name, "wrong": wrong}), flush=True)  # noqa: T201
    print(json.dumps({"sound": sound, "of": count, "peak_mib": peak_mib()}))  # noqa: T201


def peak_mib() -> int:
    """The most memory that this process held, MiB; `ru_maxrss` counts what started it as well."""
    status = Path("/proc/self/status").read_text(encoding="utf-8")
    return int(status.partition("VmHWM:")[2].split()[0]) // 1024


if __name__ == "__main__":
    main(*map(int, sys.argv[1:4]))
