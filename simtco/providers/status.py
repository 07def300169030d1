"""How an attempt ended."""

from enum import StrEnum


class Status(StrEnum):
    """How an attempt ended; all but `ok` are failures."""

    OK = "ok"
    REFUSED = "refused"
    """The request or the key is at fault (400, 401, 403, 404, 422): another try changes nothing."""
    EXHAUSTED = "exhausted"
    """The account has no credit or quota left."""
    RATE_LIMITED = "rate_limited"
    UNAVAILABLE = "unavailable"
    """Not reached, or an error of the server: nothing is billed."""
    TIMEOUT = "timeout"
    """No answer in time; it may be billed all the same."""
    DROPPED = "dropped"
    """The answer broke off; it may be billed."""
    UNMETERED = "unmetered"
    """Answered without saying how many tokens it took, so that nothing can be priced."""
    COOLING = "cooling"
    """Not asked: it has failed before and is left alone for a while."""
    LIMIT = "limit"
    """Not asked: a limit of cost or count would not hold."""


PASSING = frozenset({Status.RATE_LIMITED, Status.UNAVAILABLE, Status.TIMEOUT, Status.DROPPED})
"""What another try may mend."""
