"""How two models did on the same tasks."""

from typing import Self

from pydantic import Field, model_validator

from simtco.words.base import Word, fault


class Scores(Word):
    """How the model in use and its successor did on the same tasks, and what fall is accepted.

    Examples:
        before = [0.8, 0.7, 0.9]
        after = [0.85, 0.65, 0.9]
        accepted_fall = 0.02
        source = "our evaluation set"
        note = "Same prompts for both."

    """

    before: tuple[float, ...] = Field(strict=False, min_length=2)
    """The score of each task by the model in use."""
    after: tuple[float, ...] = Field(strict=False, min_length=2)
    """The score of the same tasks, in the same order, by its successor."""
    accepted_fall: float = Field(ge=0)
    """By how much the mean score may fall for the gate to open, in the unit of the scores."""
    source: str = ""
    """Which evaluation it was, and when."""
    note: str = ""
    """One line for the reader."""

    @model_validator(mode="after")
    def _paired(self) -> Self:
        if len(self.before) != len(self.after):
            raise fault(
                f"{len(self.before)} scores before need as many after, not {len(self.after)}",
                "after",
            )
        return self
