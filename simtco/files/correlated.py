"""The correlations of an experiment -> clusters of variables, or what is wrong with them."""

from collections.abc import Iterator, Mapping, Sequence
from itertools import chain

import numpy as np

from simtco.files.addresses import Places, named, objection
from simtco.files.cluster import Cluster
from simtco.words.correlation import Correlation
from simtco.words.wording import exact


def clusters(
    correlations: Sequence[Correlation], places: Places, order: Mapping[str, object]
) -> tuple[Cluster, ...]:
    """The clusters, in the order of their first members; pairs that none names have rank 0.

    `order` holds every variable by name, as they are drawn.
    """
    rows = {name: row for row, name in enumerate(order)}
    found = []
    for entries in _connected([_members(each, places) for each in correlations]):
        own = {name for entry in entries for name in _members(correlations[entry], places)}
        members = tuple(sorted(own, key=rows.__getitem__))
        asked = np.eye(len(members))
        place = {name: row for row, name in enumerate(members)}
        for entry in entries:
            inside = [place[name] for name in _members(correlations[entry], places)]
            asked[np.ix_(inside, inside)] = correlations[entry].ranks
        found.append(Cluster(members, asked, correlations[entries[0]].degrees_of_freedom))
    return tuple(sorted(found, key=lambda cluster: rows[cluster.members[0]]))


def disagreements(correlations: Sequence[Correlation], places: Places) -> Iterator[tuple[str, str]]:
    """What is wrong with the correlations of an experiment: key and message."""
    unfit = [*_nameless(correlations, places), *_alike(correlations, places)]
    yield from unfit
    if unfit:
        return
    members = [_members(each, places) for each in correlations]
    yield from _contradictions(correlations, members)
    for first, *others in _connected(members):
        for entry in others:
            if correlations[entry].joint != correlations[first].joint:
                message = (
                    f"correlations[{entry}] says {correlations[entry].joint}, and "
                    f"correlations[{first}], which shares numbers with it, "
                    f"{correlations[first].joint}; say the same in both"
                )
                yield f"correlations.{entry}.copula", message


def _nameless(correlations: Sequence[Correlation], places: Places) -> Iterator[tuple[str, str]]:
    """An address that names no variable."""
    for entry, each in enumerate(correlations):
        for index, address in enumerate(each.inputs):
            message = objection(address, places)
            if message:
                yield f"correlations.{entry}.inputs.{index}", message


def _alike(correlations: Sequence[Correlation], places: Places) -> Iterator[tuple[str, str]]:
    """Two addresses of one entry that name the same variable."""
    for entry, each in enumerate(correlations):
        first: dict[str, str] = {}
        for index, address in enumerate(each.inputs):
            other = first.setdefault(named(address, places), address)
            if other is not address:
                message = f'"{other}" and "{address}" are the same number'
                yield f"correlations.{entry}.inputs.{index}", message


def _members(correlation: Correlation, places: Places) -> list[str]:
    return [named(address, places) for address in correlation.inputs]


def _contradictions(
    correlations: Sequence[Correlation], members: Sequence[Sequence[str]]
) -> Iterator[tuple[str, str]]:
    """A pair that has one rank in one entry and another in a later one."""
    rows = {name: row for row, name in enumerate(dict.fromkeys(chain.from_iterable(members)))}
    ranks = np.full((len(rows), len(rows)), np.nan)
    by = np.zeros(ranks.shape, dtype=np.intp)
    for entry, each in enumerate(correlations):
        inside = np.ix_(*[[rows[name] for name in members[entry]]] * 2)
        before, now = ranks[inside], each.ranks
        for i, j in np.argwhere(~np.isnan(before) & (before != now))[:1].tolist():
            message = (
                f'"{each.inputs[i]}" and "{each.inputs[j]}" have rank {exact(now[i, j])} here, '
                f"and {exact(before[i, j])} in correlations[{by[inside][i, j]}]; "
                "a pair has one rank"
            )
            yield f"correlations.{entry}.{'rank' if each.matrix is None else 'matrix'}", message
        ranks[inside], by[inside] = now, entry


def _connected(members: Sequence[Sequence[str]]) -> list[list[int]]:
    """Numbers of the entries that share members, directly or through others, in their order."""
    groups: list[tuple[list[int], set[str]]] = []
    for entry, names in enumerate(members):
        own, inside, apart = [entry], set(names), []
        for group in groups:
            if inside.isdisjoint(group[1]):
                apart.append(group)
            else:
                own, inside = group[0] + own, inside | group[1]
        groups = [*apart, (own, inside)]
    return [sorted(own) for own, _ in groups]
