"""When each strategy's cumulative cost first comes down to the reference's."""

from collections.abc import Mapping

import numpy as np
from numpy.typing import NDArray

from simtco.engine.block import NEVER
from simtco.engine.book import Book
from simtco.engine.ledger import Ledger
from simtco.engine.rounding import slack
from simtco.words.arrays import Floats, Months, month_type

_FEW = 8  # a number that is picked takes as long as so many in a row


def broken_even(ledgers: Mapping[str, Ledger], reference: str, months: int) -> Months:
    """The month (S, N) in which each strategy first has paid no more than the reference, or NEVER.

    What rounding makes of the same money is no more. Money that is scattered over the months takes
    most of the time: where bounds tell, it is left alone.
    """
    allowed = slack(ledgers[reference].total)
    soon, maybe = _bounded(ledgers, reference, months, allowed)
    reached = np.where(soon, 1, NEVER).astype(month_type(months))
    (some,) = np.nonzero(maybe.any(axis=0))
    if some.size:
        few = _FEW * some.size <= maybe.shape[1]
        books = {name: ledger.book(some if few else None) for name, ledger in ledgers.items()}
        at = some if few else slice(None)
        found, _ = month_by_month(books, reference, months, allowed[at])
        reached[:, at] = np.where(maybe[:, at], found, reached[:, at])
    return reached


def _bounded(
    ledgers: Mapping[str, Ledger], reference: str, months: int, allowed: Floats
) -> tuple[NDArray[np.bool_], NDArray[np.bool_]]:
    """In which trials (S, N) a strategy breaks even in month 1, and in which it may later.

    Of its scattered money a strategy pays at most all in month 1 and at least none; likewise the
    reference. Where bounds decide too little, the later months are not looked at.
    """
    books = {name: ledger.book(scattered=False) for name, ledger in ledgers.items()}
    other = books[reference].cumulative
    other += allowed
    soon = np.zeros((len(books), other.size), dtype=np.bool_)
    maybe = np.zeros_like(soon)
    for month in range(months):
        for book in books.values():
            book.post(month)
        if month == 0:
            for row, (name, book) in enumerate(books.items()):
                soon[row] = name == reference or book.cumulative + ledgers[name].scattered <= other
            other += ledgers[reference].scattered
        for row, (name, book) in enumerate(books.items()):
            if name != reference:
                maybe[row] |= (book.cumulative <= other) & ~soon[row]
        if _FEW * np.count_nonzero(maybe.any(axis=0)) > other.size:
            return soon, ~soon
    return soon, maybe


def month_by_month(
    books: Mapping[str, Book],
    reference: str,
    months: int,
    allowed: Floats,
    *,
    keep: bool = False,
) -> tuple[Months, Floats]:
    """Break-even months (S, N), and cumulative cost (S, M, N) where kept, every month posted.

    allowed (N,) is by how much a strategy may have paid more.
    """
    other = books[reference].cumulative
    cumulative = np.empty((len(books), months if keep else 0, other.size))
    reached = np.ones((len(books), other.size), dtype=month_type(months))
    dearer = np.ones(reached.shape, dtype=np.bool_)
    more, limit = np.empty(other.size, dtype=np.bool_), np.empty_like(other)
    for month in range(months):
        for book in books.values():
            book.post(month)
        np.add(other, allowed, out=limit)
        for row, (name, book) in enumerate(books.items()):
            if keep:
                cumulative[row, month] = book.cumulative
            if name != reference:
                np.greater(book.cumulative, limit, out=more)
                dearer[row] &= more
                reached[row] += dearer[row]
    for row, name in enumerate(books):
        if name != reference:
            reached[row, dearer[row]] = NEVER
    return reached, cumulative
