"""Where a number comes from, and how far to trust it."""

from simtco.words.belief import Belief
from simtco.words.correlation import Correlation


def origin(word: Belief | Correlation) -> str:
    """A cell: the source, and below it date, owner and confidence."""
    until = word.good_until if isinstance(word, Belief) else None
    terms = [
        f"as of {word.as_of:%Y-%m-%d}" if word.as_of else "",
        f"good until {until:%Y-%m-%d}" if until else "",
        f"owner: {word.owner}" if word.owner else "",
        f"confidence: {word.confidence or 'not stated'}",
    ]
    return f"{word.source or 'none stated'}\n{', '.join(filter(None, terms))}"
