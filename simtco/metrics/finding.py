"""A number with its standard error and the sentence that says what it means."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Finding:
    """A number with its standard error and the sentence that says what it means.

    value is None where the question has no answer, such as a buffer over a base of 0; it is a
    tuple where it is a curve over the months. standard_error is None where nothing was sampled,
    or where a single block tells nothing about the spread, and of a curve, whose points have theirs
    in standard_errors.
    """

    value: float | tuple[float, ...] | None
    standard_error: float | None
    sentence: str
    standard_errors: tuple[float, ...] | None = None

    @property
    def number(self) -> float:
        """The value, where it is one number.

        Raises:
            TypeError: it is a curve, or the question has no answer.

        """
        if not isinstance(self.value, float):
            raise TypeError(f"no single number: {self.sentence}")
        return self.value
