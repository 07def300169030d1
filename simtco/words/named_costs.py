"""Costs that a shock names."""

from collections.abc import Collection, Iterator, Sequence

from simtco.words.base import did_you_mean


def unfit_names(named: Sequence[str], costs: Collection[str]) -> Iterator[tuple[str, str]]:
    """What is wrong with names of costs under the key `costs`: key and message."""
    for name in dict.fromkeys(named):
        if name not in costs:
            hint = did_you_mean(name, costs) or f"; its costs are {', '.join(costs) or 'none'}"
            yield "costs", f'"{name}" names no cost of the strategy{hint}'
        elif named.count(name) > 1:
            yield "costs", f'costs names "{name}" twice; once is enough'
