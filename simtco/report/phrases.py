"""How the report writes numbers into sentences and cells."""

from simtco.metrics.estimate import Estimate
from simtco.metrics.finding import Finding
from simtco.words.wording import figure, frequency

NONE = "n/a"
MINUS = "\N{MINUS SIGN}"


def percent(share: float) -> str:
    """A fraction as percent: 0.4785 is `47.9%`."""
    return f"{figure(100.0 * share)}%"


def level_name(share: float) -> str:
    """The name of a percentile: 0.8 is `P80`."""
    return f"P{100.0 * share:g}"


def rough(value: float) -> str:
    """A number at two significant figures, as standard errors are written: 1234 is `1,200`."""
    return figure(value, 2)


def plain(value: float) -> str:
    """A number with a true minus sign."""
    return figure(value).replace("-", MINUS) if value < 0 else figure(value)


def margin(error: float | None, scale: float = 1.0, unit: str = "") -> str:
    """A standard error: `± 84`; `± n/a` where one block tells nothing about the spread."""
    return f"± {NONE if error is None else rough(scale * error) + unit}"


def amount(estimate: Estimate) -> str:
    """A cell: a value, and its standard error below."""
    value, error = estimate
    return f"{plain(value)}\n{margin(error)}"


def chance(estimate: Estimate) -> str:
    """A cell: a share of futures, and its standard error below."""
    share, error = estimate
    if share in {0.0, 1.0}:
        few = "over 9,999 in 10,000" if share else "under 1 in 10,000"  # a cell is narrow
        return f"{few}\nin {'all' if share else 'none'} of those drawn"
    return f"{frequency(share)}\n{margin(error, 100.0, ' in 100')}"


def aside(estimate: Estimate) -> str:
    """The standard error of a share, in brackets; nothing where no future differs."""
    share, error = estimate
    return "" if share in {0.0, 1.0} else f" ({margin(error, 100.0, ' in 100')})"


def estimate_of(finding: Finding) -> Estimate:
    """The value of a finding with its standard error."""
    return finding.number, finding.standard_error


def signed(value: float) -> str:
    """A number with its sign: `+17,700`."""
    return f"{MINUS if value < 0 else '+' if value > 0 else ''}{figure(abs(value))}"


def listed(names: list[str], most: int = 12) -> str:
    """Names in a sentence; those beyond so many are counted."""
    if len(names) > most:
        return f"{', '.join(names[:most])} and {len(names) - most} more"
    return " and ".join(filter(None, [", ".join(names[:-1]), names[-1]])) if names else "none"
