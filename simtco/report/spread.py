"""A range of futures as a bar of letters, for terminals."""

from dataclasses import dataclass

MARKS = "├─●┤·"
"""The letters of a bar; ASCII stands in where a terminal does not know them."""
_ASCII_MARKS = "|-o|."


@dataclass(frozen=True, slots=True)
class Scale:
    """The values at the first and at the last letter of every bar."""

    low: float
    high: float

    def letter(self, value: float, letters: int) -> int:
        """Which letter of a bar stands for a value."""
        if self.high <= self.low:
            return 0
        share = (value - self.low) / (self.high - self.low)
        return min(max(round(share * (letters - 1)), 0), letters - 1)


def spread(
    ends: tuple[float, float, float], scale: Scale, letters: int, *, ascii_only: bool = False
) -> str:
    """P5, P50 and P95 on a scale: both ends, the middle marked, dots around.

    >>> spread((0.0, 3.0, 8.0), Scale(0.0, 10.0), 11)
    '├──●────┤··'
    >>> spread((4.0, 4.0, 4.0), Scale(0.0, 10.0), 11, ascii_only=True)
    '....o......'
    """
    left, line, mark, right, dot = tuple(_ASCII_MARKS if ascii_only else MARKS)
    first, middle, last = (scale.letter(value, letters) for value in ends)
    bar = [dot] * letters
    bar[first : last + 1] = [line] * (last + 1 - first)
    bar[first], bar[last] = left, right
    bar[middle] = mark
    return "".join(bar)
