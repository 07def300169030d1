"""W2 as a good analyst would write it: whole arrays and numpy alone. One argument, trials."""

import sys
from typing import Any

import numpy as np
from numpy.typing import NDArray

n, horizon = int(sys.argv[1]), 24
rng = np.random.default_rng(33)
discount = 1.08 ** (-np.arange(1, horizon + 1) / 12)


def pert(low: float, mode: float, high: float) -> NDArray[Any]:
    below, above = (mode - low) / (high - low), (high - mode) / (high - low)
    return low + (high - low) * rng.beta(1 + 4 * below, 1 + 4 * above, n)


def incidents(per_year: float, median: float, sigma: float) -> NDArray[Any]:
    count = rng.poisson(per_year / 12, n * horizon)
    losses = rng.lognormal(np.log(median), sigma, count.sum())
    return np.bincount(np.repeat(np.arange(count.size), count), losses, count.size).reshape(n, -1)


def delayed(months: NDArray[Any]) -> NDArray[Any]:
    return np.clip(months[:, None] - np.arange(horizon), 0, 1) * revenue[:, None]


devops, revenue = rng.normal(16e3, 1500, n), rng.lognormal(np.log(20e3), 0.4, n)
bill = rng.lognormal(np.log(3e3), np.log(2) / 1.6448536269514722, n)
api = bill[:, None] * np.cumprod(1 + rng.normal(0.04, 0.03, (n, horizon)), axis=1)
api += (rng.triangular(0.05, 0.1, 0.25, n) * devops + rng.uniform(300, 900, n))[:, None]
api += delayed(pert(0.5, 1, 3)) + incidents(2, 1500, 1)
level = pert(3500, 4500, 8000) + rng.triangular(0.5, 1, 2, n) * rng.normal(18e3, 2e3, n)
level += rng.triangular(0.1, 0.25, 0.6, n) * devops + rng.lognormal(np.log(2e3), 0.5, n)
level += rng.uniform(300, 1000, n) + rng.uniform(600, 2000, n) + rng.uniform(200, 1200, n)
own = level[:, None] + delayed(pert(2, 3, 8)) + incidents(6, 4e3, 1.2) + incidents(3, 8e3, 0.6)
api_path = pert(3e3, 5e3, 12e3)[:, None] + np.cumsum(api * discount, axis=1)
own_path = pert(10e3, 15e3, 40e3)[:, None] + np.cumsum(own * discount, axis=1)

for name, path in (("api", api_path), ("self_hosted", own_path)):
    cost = path[:, -1]
    p5, p50, p80, p95 = np.percentile(cost, [5, 50, 80, 95])
    cvar = cost[cost >= p95].mean()
    print(name, *(round(x) for x in (cost.mean(), cost.std(), p5, p50, p80, p95, cvar)))
    print(np.percentile(path, [10, 50, 90], axis=0).round())
reached = own_path <= api_path
month = np.where(reached.any(axis=1), reached.argmax(axis=1) + 1, 0)
print("p_cheaper", float(np.mean(own_path[:, -1] < api_path[:, -1])))
print("break-even by month", np.cumsum(np.bincount(month, minlength=horizon + 1)[1:]) / n)
