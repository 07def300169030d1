"""Examples of families whose values come in steps; tests/words/family_examples.py merges them.

Mixtures and adjusted families are here too: their components may come in steps.
"""

from typing import Any

import numpy as np
from scipy import stats

EXAMPLES: dict[str, dict[str, Any]] = {
    "adjusted": {"of": {"kind": "uniform", "low": 1, "high": 4}, "factor": 2, "shift": -5},
    "bernoulli": {"chance": 0.3},
    "binomial": {"trials": 20, "chance": 0.35},
    "histogram": {"edges": [0, 10, 20, 50], "weights": [5, 3, 2]},
    "mixture": {"components": ["10 to 20", {"kind": "normal", "mean": 60, "sd": 5}]},
    "negative_binomial": {"mean": 4, "sd": 3},
    "poisson": {"mean": 2.5},
}

VARIANTS: dict[str, dict[str, Any]] = {
    "adjusted, moved": {"kind": "normal", "mean": 3, "sd": 1, "shift": 4},
    "adjusted, cut on both sides": {
        "kind": "normal",
        "mean": 10,
        "sd": 2,
        "truncate": {"low": 7, "high": 13},
    },
    "adjusted, held at both ends": {"p10": 8, "p50": 29, "p90": 44, "floor": 5, "cap": 40},
    "adjusted, steps": {"kind": "poisson", "mean": 3, "factor": 10, "cap": 45},
    "bernoulli, rare": {"kind": "bernoulli", "chance": 1e-4},
    "bernoulli, never": {"kind": "bernoulli", "chance": 0},
    "binomial, rare": {"kind": "binomial", "trials": 1_000_000, "chance": 1e-6},
    "binomial of one": {"kind": "binomial", "trials": 1, "chance": 0.3},
    "histogram with an empty bin": {
        "kind": "histogram",
        "edges": [-2, 0, 1, 4, 5],
        "weights": [0, 0.5, 0, 0.7],
    },
    "mixture of steps and a slope": {
        "kind": "mixture",
        "components": [0, {"kind": "poisson", "mean": 3}, {"kind": "uniform", "low": 2, "high": 3}],
        "weights": [1, 3, 1],
    },
    "mixture of constants": {"kind": "mixture", "components": [5, 1, 2], "weights": [2, 3, 5]},
    "mixture of mixtures": {
        "kind": "mixture",
        "components": [
            {"kind": "mixture", "components": ["1 to 2", "2 to 5"], "weights": [3, 1]},
            {"kind": "normal", "mean": 2, "sd": 1, "truncate": {"low": 0}},
        ],
    },
    "negative binomial, mostly none": {"kind": "negative_binomial", "mean": 0.2, "sd": 2},
    "poisson, rare": {"kind": "poisson", "mean": 0.001},
    "poisson, many": {"kind": "poisson", "mean": 1e6},
}

IN_SCIPY: dict[str, Any] = {
    "adjusted": stats.uniform(-3, 6),
    "adjusted, moved": stats.norm(7, 1),
    "bernoulli": stats.bernoulli(0.3),
    "bernoulli, rare": stats.bernoulli(1e-4),
    "binomial": stats.binom(20, 0.35),
    "binomial, rare": stats.binom(1_000_000, 1e-6),
    "binomial of one": stats.binom(1, 0.3),
    "histogram": stats.rv_histogram(
        (np.array([5.0, 3.0, 2.0]), np.array([0.0, 10.0, 20.0, 50.0])), density=False
    ),
    "histogram with an empty bin": stats.rv_histogram(
        (np.array([0.0, 5.0, 0.0, 7.0]), np.array([-2.0, 0.0, 1.0, 4.0, 5.0])), density=False
    ),
    "mixture of constants": stats.rv_discrete(values=([5, 1, 2], [0.2, 0.3, 0.5])),
    "negative_binomial": stats.nbinom(16 / 5, 4 / 9),
    "negative binomial, mostly none": stats.nbinom(0.04 / 3.8, 0.2 / 4),
    "poisson": stats.poisson(2.5),
    "poisson, rare": stats.poisson(0.001),
    "poisson, many": stats.poisson(1e6),
}
