"""How numbers are worded: three significant figures."""

import math


def figure(value: float) -> str:
    """A number at three significant figures, thousands separated: 12345 is `12,300`.

    >>> figure(12345), figure(0.012345), figure(-3.0), figure(1.5e13)
    ('12,300', '0.0123', '-3.00', '1.50e+13')
    """
    if value == 0 or not math.isfinite(value):
        return f"{abs(value) if value == 0 else value:g}"
    rounded = float(f"{value:.2e}")
    magnitude = math.floor(math.log10(abs(rounded)))
    if not -5 <= magnitude < 13:
        return f"{rounded:.2e}"
    return f"{rounded:,.{max(2 - magnitude, 0)}f}"


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
