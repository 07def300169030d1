"""Where the money goes."""

from collections.abc import Mapping
from typing import get_args

import numpy as np

from simtco.engine.block import Result
from simtco.metrics import estimate
from simtco.metrics.finding import Finding
from simtco.metrics.metric import Metric
from simtco.words.cost import Category
from simtco.words.wording import figure


class Categories(Metric):
    """Mean cost of each category; they add up to the mean."""

    rank = 110
    brief = True

    def find(self, result: Result, strategy: str) -> Mapping[str, Finding]:
        found = {}
        for category in get_args(Category):
            own = np.array(
                [k.strategy == strategy and k.item.category == category for k in result.item_keys]
            )
            if own.any():
                by_block = result.items[:, own].sum(axis=1)
                mean = float(by_block.mean())
                found[f"categories.{category}"] = Finding(
                    mean,
                    estimate.standard_error(by_block),
                    f"{category} takes {figure(mean)} {result.experiment.currency} on average.",
                )
        return found
