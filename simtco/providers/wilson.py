"""How sure a share is that was counted."""

import math

Z95 = 1.959963984540054
"""The 97.5% point of the normal distribution."""


def wilson(counted: int, trials: int) -> tuple[float, float]:
    """The 95% score interval of a share; Wilson, JASA 22, 1927, page 209.

    >>> low, high = wilson(0, 10)
    >>> round(low, 4), round(high, 4)
    (0.0, 0.2775)
    """
    if trials == 0:
        return 0.0, 1.0
    share, spread = counted / trials, Z95**2 / trials
    middle = (share + spread / 2.0) / (1.0 + spread)
    half = math.sqrt(share * (1.0 - share) * spread + spread**2 / 4.0) / (1.0 + spread)
    return max(middle - half, 0.0), min(middle + half, 1.0)
