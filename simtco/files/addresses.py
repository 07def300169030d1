"""What a correlation calls its inputs: a place in the file, or the name of a belief."""

from collections.abc import Iterator, Mapping

from simtco.words.base import Named, Word, did_you_mean
from simtco.words.belief import Belief, Pooled
from simtco.words.drawn_shock import DrawnShock
from simtco.words.families.constant import Constant
from simtco.words.path import Path
from simtco.words.shock import Shock
from simtco.words.wording import exact, said

Places = Mapping[str, Word]
"""Words of an experiment by their place in it, and beliefs by their name too.

An input that sums alone are taken over is the distribution of those sums.
"""
_MOST_TOLD = 5


def named(address: str, places: Places) -> str:
    """The name of the variable that is meant."""
    word = places.get(address.removeprefix("@"))
    return word.name if isinstance(word, Named) else address.removeprefix("@")


def objection(address: str, places: Places) -> str:
    """Why no variable is meant; nothing where one is."""
    bare, what = address.removeprefix("@"), said(address)
    word = places.get(bare)
    if isinstance(word, Belief) and not isinstance(word, Pooled):
        word = places.get(word.name, word)
    if isinstance(word, Pooled):
        owners = (use.rpartition(".")[0] for use in (bare, *_uses(word, places)))
        shock = next((owner for owner in owners if isinstance(places.get(owner), DrawnShock)), "")
        hint = f'; name the shock, "{shock}"' if shock else ""
        return f"{what} is a distribution that a sum is taken over: it has no draw of its own{hint}"
    if isinstance(word, Belief) and isinstance(word.family, Constant):
        value = exact(word.family.value)
        return f"{what} is certain, {value}, and moves with nothing; only ranges can"
    if isinstance(word, Belief | DrawnShock):
        return ""
    return _no_number(what, bare, places)


def _no_number(what: str, bare: str, places: Places) -> str:
    """Why a place holds no variable."""
    word, variables = places.get(bare), _variables(places)
    inside = [place for place in variables if place.startswith(f"{bare}.")]
    holds = f"; it holds {', '.join(inside[:_MOST_TOLD])}" if inside else ""
    if isinstance(word, Path):
        return f"{what} is a path: each month of it is drawn apart{holds}"
    if isinstance(word, Shock):
        return f"{what} is a shock of several draws, not one{holds}"
    if word is not None or inside:
        return f"{what} is no single number{holds}"
    return f"no uncertain number is named {what}{did_you_mean(bare, variables)}"


def _uses(belief: Belief, places: Places) -> Iterator[str]:
    """Where a belief stands."""
    for place, word in places.items():
        if isinstance(word, Belief) and word.name == belief.name:
            yield place


def _variables(places: Places) -> list[str]:
    return [
        place
        for place, word in places.items()
        if isinstance(word, DrawnShock)
        or (
            isinstance(word, Belief)
            and not isinstance(word, Pooled)
            and not isinstance(word.family, Constant)
        )
    ]
