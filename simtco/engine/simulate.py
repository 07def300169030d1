"""The one pure function of the engine: (Experiment, Block) -> Summary."""

from collections.abc import Iterable

import numpy as np

from simtco.engine.block import NEVER, Block, Costs, ItemKey, Plan, Summary, Trace
from simtco.engine.sampling import Bases, Draws
from simtco.files.experiment import Experiment
from simtco.words.arrays import Cash, Floats, Months
from simtco.words.strategy import Item

TRACED_BLOCKS = 16


def simulate(experiment: Experiment, block: Block) -> Summary:
    """Cost every strategy in the futures of one block."""
    world = Draws(experiment, block)
    load = experiment.demand.load(world) if experiment.demand else None
    discount = discount_factors(experiment)
    costs = {
        name: add_up(
            [*strategy.planned(world, load), *strategy.shaken(world, load)], discount, block.size
        )
        for name, strategy in experiment.strategies.items()
    }
    reference = costs[experiment.reference_strategy].cumulative
    traced = block.index < TRACED_BLOCKS
    return Summary(
        index=block.index,
        totals=np.stack([cost.total for cost in costs.values()]),
        break_even=np.stack([break_even(cost.cumulative, reference) for cost in costs.values()]),
        items=np.array([mean for cost in costs.values() for mean in cost.items.values()]),
        trace=Trace(world.inputs(), np.stack([cost.cumulative for cost in costs.values()]))
        if traced
        else None,
    )


def base_estimate(experiment: Experiment) -> dict[str, Plan]:
    """What a spreadsheet would have said of each strategy."""
    world = Bases(experiment)
    load = experiment.demand.load(world) if experiment.demand else None
    discount = discount_factors(experiment)
    plans = {}
    for name, strategy in experiment.strategies.items():
        items = list(strategy.planned(world, load))
        plans[name] = Plan(
            base=float(add_up(((i, c) for i, c in items if not i.hidden), discount, 1).total[0]),
            with_hidden=float(add_up(items, discount, 1).total[0]),
            items=add_up(items, discount, 1).items,
        )
    return plans


def item_keys(experiment: Experiment) -> tuple[ItemKey, ...]:
    """Every cost and shock, in the order in which their means travel."""
    return tuple(
        ItemKey(name, item)
        for name, strategy in experiment.strategies.items()
        for item in strategy.items()
    )


def discount_factors(experiment: Experiment) -> Floats:
    """(1 + r) ** (-m / 12) for months 1 to M."""
    months = np.arange(1, experiment.horizon_months + 1)
    return np.asarray((1.0 + experiment.discount_rate) ** (-months / 12.0))


def add_up(items: Iterable[tuple[Item, Cash]], discount: Floats, trials: int) -> Costs:
    """Discount and sum the money of a strategy's items."""
    start, level = np.zeros(trials), np.zeros(trials)
    moving = np.zeros((len(discount), trials))
    means = {}
    for item, cash in items:
        start += cash.start
        spent = float(np.mean(cash.start))
        if cash.months.ndim == 1:
            level += cash.months
            spent += float(np.mean(cash.months) * discount.sum())
        else:
            moving += cash.months
            spent += float(discount @ np.mean(cash.months, axis=1))
        means[item.name] = spent
    cumulative, so_far = moving, start
    for month, factor in enumerate(discount):
        np.add(moving[month], level, out=cumulative[month])
        cumulative[month] *= factor
        cumulative[month] += so_far
        so_far = cumulative[month]
    return Costs(so_far.copy(), cumulative, means)


def break_even(cumulative: Floats, reference: Floats) -> Months:
    """First month (N,), from 1, with cumulative cost at or under the reference's; else NEVER."""
    reached = cumulative <= reference
    month = np.argmax(reached, axis=0) + 1
    return np.where(reached.any(axis=0), month, NEVER).astype(np.int16)
