"""W1 as a good analyst would write it: whole arrays and numpy alone. One argument, trials."""

import sys
from typing import Any

import numpy as np
from numpy.typing import NDArray

n = int(sys.argv[1])
rng = np.random.default_rng(33)


def pert(low: float, mode: float, high: float) -> NDArray[Any]:
    below, above = (mode - low) / (high - low), (high - mode) / (high - low)
    return low + (high - low) * rng.beta(1 + 4 * below, 1 + 4 * above, n)


def incidents(expected: float, median: float, sigma: float) -> NDArray[Any]:
    count = rng.poisson(expected, n)
    losses = rng.lognormal(np.log(median), sigma, count.sum())
    return np.bincount(np.repeat(np.arange(n), count), losses, n)


devops, revenue = rng.normal(16e3, 1500, n), rng.lognormal(np.log(20e3), 0.4, n)
api = 12 * rng.lognormal(np.log(3e3), np.log(2) / 1.6448536269514722, n)
api += 12 * rng.triangular(0.05, 0.1, 0.25, n) * devops
api += pert(3e3, 5e3, 12e3) + 12 * rng.uniform(300, 900, n)
api += pert(0.5, 1, 3) * revenue + incidents(2, 1500, 1)
own = 12 * pert(3500, 4500, 8000) + 12 * rng.triangular(0.5, 1, 2, n) * rng.normal(18e3, 2e3, n)
own += 12 * rng.triangular(0.1, 0.25, 0.6, n) * devops + 12 * rng.lognormal(np.log(2e3), 0.5, n)
own += 12 * rng.uniform(300, 1000, n) + pert(10e3, 15e3, 40e3) + 12 * rng.uniform(600, 2000, n)
own += 12 * rng.uniform(200, 1200, n) + pert(2, 3, 8) * revenue
own += incidents(6, 4e3, 1.2) + incidents(3, 8e3, 0.6)

for name, cost in (("api", api), ("self_hosted", own)):
    p5, p50, p80, p95 = np.percentile(cost, [5, 50, 80, 95])
    cvar = cost[cost >= p95].mean()
    print(name, *(round(x) for x in (cost.mean(), cost.std(), p5, p50, p80, p95, cvar)))
print("p_cheaper", float(np.mean(own < api)))
