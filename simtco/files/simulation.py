"""How the futures of an experiment are drawn: [simulation]."""

from typing import Annotated, Any, Literal

from pydantic import Discriminator, Field, Tag, field_validator

from simtco.words.base import Word, fault
from simtco.words.later import Later
from simtco.words.tolerance import Tolerance
from simtco.words.wording import said

BLOCK_TRIALS = 4096
MOST_TRIALS = 100_000_000


def _sort_of_trials(raw: Any) -> str:
    return "auto" if isinstance(raw, str) else "number"


AnyTrials = Annotated[
    Annotated[int, Field(ge=1, le=MOST_TRIALS), Tag("number")]
    | Annotated[Literal["auto"], Tag("auto")],
    Discriminator(_sort_of_trials),
]


class Simulation(Word):
    """How the futures are drawn.

    Examples:
        trials = 65_536
        sampler = "sobol"
        seed = 33

        trials = "auto"
        tolerance = { p80 = "0.5%", p_cheaper = 0.01 }
        max_trials = 1_048_576

    """

    trials: AnyTrials = 65_536
    """Number of futures, rounded up to whole blocks of 4,096; or "auto": as many as it takes."""
    tolerance: Annotated[Tolerance, Later(Tolerance)] | None = None
    """What "auto" shall reach, by estimate; a stated number of trials is measured against it."""
    max_trials: int = Field(default=4_194_304, ge=1, le=MOST_TRIALS)
    """Number of futures at which "auto" stops, whatever it has reached."""
    sampler: Literal["sobol", "random"] = "sobol"
    """Evenly spread points (sobol) or independent ones (random)."""
    seed: int = Field(default=33, ge=0, lt=2**63)
    """Any number; the same seed gives the same futures."""

    @field_validator("trials", mode="before")
    @classmethod
    def _a_number_or_auto(cls, trials: Any) -> Any:
        if isinstance(trials, str) and trials != "auto":
            raise fault(f'trials must be a whole number or "auto", not {said(trials)}')
        return trials

    @property
    def blocks(self) -> int:
        """Number of blocks of 4,096 trials; with "auto", at most."""
        return -(-self.longest[1] // BLOCK_TRIALS)

    @property
    def longest(self) -> tuple[str, int]:
        """The key that bounds the number of trials, and the number."""
        return ("max_trials", self.max_trials) if self.trials == "auto" else ("trials", self.trials)
