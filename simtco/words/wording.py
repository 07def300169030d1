"""How numbers are worded: three significant figures."""

import json
import math
from decimal import Decimal
from typing import Any


def figure(value: float, digits: int = 3) -> str:
    """A number at three significant figures, thousands separated: 12345 is `12,300`.

    >>> figure(12345), figure(0.012345), figure(-3.0), figure(1.5e13), figure(12345, 2)
    ('12,300', '0.0123', '-3.00', '1.50e+13', '12,000')
    """
    if value == 0 or not math.isfinite(value):
        return f"{abs(value) if value == 0 else value:g}"
    rounded = float(f"{value:.{digits - 1}e}")
    magnitude = math.floor(math.log10(abs(rounded)))
    if not -5 <= magnitude < 13:
        return f"{rounded:.{digits - 1}e}"
    return f"{rounded:,.{max(digits - 1 - magnitude, 0)}f}"


def frequency(share: float) -> str:
    """A share of futures as a natural frequency: 0.8 is `8 in 10`, 0.973 is `97 in 100`.

    >>> frequency(0.8), frequency(0.973), frequency(0.0004), frequency(0.0), frequency(1.0)
    ('8 in 10', '97 in 100', '4 in 10,000', 'fewer than 1 in 10,000', 'more than 9,999 in 10,000')
    """
    for whole in (10, 100, 10_000):
        count = round(share * whole)
        exact = abs(share * whole - count) < 0.005 * whole / 10
        if 0 < count < whole and (exact or whole > 10) and (whole > 100 or 0.01 <= share <= 0.99):
            return f"{count:,} in {whole:,}"
    return "fewer than 1 in 10,000" if share < 0.5 else "more than 9,999 in 10,000"


def out_of(share: float) -> str:
    """A share of futures where a sentence says `in ... futures`.

    >>> out_of(0.8), out_of(0.0)
    ('8 of 10', 'fewer than 1 of 10,000')
    """
    return frequency(share).replace(" in ", " of ")


def said(value: Any) -> str:
    """A value as its file says it, cut where it is long; tables and lists by their sort.

    >>> said("a"), said(True), said(1_000_000), said(0.1), said({}), said("x" * 99)[-5:]
    ('"a"', 'true', '1_000_000', '0.1', 'a table', 'x..."')
    """
    if isinstance(value, dict | list):
        return "a table" if isinstance(value, dict) else "a list"
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, int):
        return f"{value:_}" if abs(value) < 10**18 else f"{Decimal(value):.2e}"
    if isinstance(value, str):
        return json.dumps(value if len(value) < 60 else f"{value[:57]}...", ensure_ascii=False)
    return exact(value) if isinstance(value, float) else str(value)


def exact(value: float) -> str:
    """A number as a file would write it, with every digit.

    >>> exact(1234567.8), exact(3000.0), exact(-0.5), exact(1e30)
    ('1_234_567.8', '3_000', '-0.5', '1e+30')
    """
    return f"{value:_}".removesuffix(".0") if abs(value) < 1e15 else f"{value:g}"
