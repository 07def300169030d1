"""The one pure function of the engine: (Experiment, Batch) -> Summary."""

from collections.abc import Collection, Iterable, Sequence
from itertools import chain

import numpy as np

from simtco.engine.block import NEVER, Batch, Costs, ItemKey, Plan, Summary, Trace
from simtco.engine.finite import refuse_beyond_reason
from simtco.engine.sampling import Bases, Draws
from simtco.files.cluster import Cluster
from simtco.files.experiment import BLOCK_TRIALS, Experiment
from simtco.words.arrays import Cash, Floats, Months, World
from simtco.words.strategy import Item, Scene, Strategy

TRACED_BLOCKS = 16
_ONCE: Floats = np.ones(1)


def simulate(experiment: Experiment, batch: Batch) -> Summary:
    """Cost every strategy in the futures of one batch of blocks.

    Raises:
        ExperimentError: a cost grows beyond all reason.

    """
    world = Draws(experiment, batch)
    scene = scene_of(experiment, world)
    discount = discount_factors(experiment)
    traced = batch.first < TRACED_BLOCKS
    with np.errstate(over="ignore", invalid="ignore"):  # what is too large is refused below
        costs = {
            name: add_up(
                chain(strategy.planned(scene), strategy.shaken(scene)),
                discount,
                batch.trials,
                shocks=traced,
            )
            for name, strategy in experiment.strategies.items()
        }
    refuse_beyond_reason(costs)
    reference = costs[experiment.reference_strategy].cumulative
    return Summary(
        batch=batch,
        totals=np.stack([cost.total for cost in costs.values()]),
        break_even=np.stack([break_even(cost.cumulative, reference) for cost in costs.values()]),
        items=np.array([means for cost in costs.values() for means in cost.items.values()]).T,
        trace=_trace(world, scene, costs.values()) if traced else None,
    )


def alone(
    experiment: Experiment,
    strategies: Sequence[Strategy],
    batch: Batch,
    clusters: Sequence[Cluster] | None = None,
) -> Floats:
    """TCO (S, N) of strategies that need not stand in the experiment, on its own draws.

    `clusters` stand in for the correlations that the experiment states.
    """
    scene = scene_of(experiment, Draws(experiment, batch, clusters))
    discount = discount_factors(experiment)
    return np.stack(
        [
            add_up(chain(each.planned(scene), each.shaken(scene)), discount, batch.trials).total
            for each in strategies
        ]
    )


def by_item(experiment: Experiment, strategy: str, batch: Batch) -> Floats:
    """Discounted money (I, N) of each cost and shock of a strategy, in the order of its items."""
    scene = scene_of(experiment, Draws(experiment, batch))
    discount = discount_factors(experiment)
    word = experiment.strategies[strategy]
    rows = [
        np.broadcast_to(_present_value(cash, discount), batch.trials)
        for _, cash in chain(word.planned(scene), word.shaken(scene))
    ]
    return np.stack(rows)


def scene_of(experiment: Experiment, world: World) -> Scene:
    """What the strategies of an experiment see of a world."""
    load = experiment.demand.load(world) if experiment.demand else None
    return Scene(world, load, experiment.strategies)


def _trace(world: Draws, scene: Scene, costs: Collection[Costs]) -> Trace:
    shocks = [cost for strategy in costs for cost in strategy.shocks.values()]
    return Trace(
        inputs=world.inputs(),
        shocks=np.stack(shocks) if shocks else np.empty((0, world.trials)),
        cumulative=np.stack([cost.cumulative for cost in costs]),
        readings={
            (name, reading): np.broadcast_to(values, world.trials)
            for name, strategy in scene.strategies.items()
            for reading, values in strategy.readings(scene)
        },
    )


def planned_totals(experiment: Experiment, world: World) -> Floats:
    """TCO (S, N) of what strategies plan in a world, hidden costs included, shocks left out."""
    scene = scene_of(experiment, world)
    discount = discount_factors(experiment)
    return np.stack(
        [
            add_up(strategy.planned(scene), discount, world.trials).total
            for strategy in experiment.strategies.values()
        ]
    )


def base_estimate(experiment: Experiment) -> dict[str, Plan]:
    """What a spreadsheet would have said of each strategy."""
    world = Bases(experiment)
    scene = scene_of(experiment, world)
    discount = discount_factors(experiment)
    plans = {}
    for name, strategy in experiment.strategies.items():
        items = list(strategy.planned(scene))
        planned = add_up(((item, cash) for item, cash in items if not item.hidden), discount, 1)
        whole = add_up(items, discount, 1)
        plans[name] = Plan(
            base=float(planned.total[0]),
            with_hidden=float(whole.total[0]),
            items={item: float(mean[0]) for item, mean in whole.items.items()},
        )
    return plans


def item_keys(experiment: Experiment) -> tuple[ItemKey, ...]:
    """Every cost and shock, in the order in which their means travel."""
    return tuple(
        ItemKey(name, item)
        for name, strategy in experiment.strategies.items()
        for item in strategy.items(experiment.strategies)
    )


def discount_factors(experiment: Experiment) -> Floats:
    """(1 + r) ** (-m / 12) for months 1 to M."""
    months = np.arange(1, experiment.horizon_months + 1)
    return np.asarray((1.0 + experiment.discount_rate) ** (-months / 12.0))


def add_up(
    items: Iterable[tuple[Item, Cash]], discount: Floats, trials: int, *, shocks: bool = False
) -> Costs:
    """Discount and sum the money of a strategy's items; each shock's by itself where asked for."""
    start, level = np.zeros(trials), np.zeros(trials)
    moving: Floats | None = None
    means, struck = {}, {}
    for item, cash in items:
        start += cash.start
        spent = _by_block(cash.start)
        if cash.months.ndim == 1:
            level += cash.months
            spent = spent + discount.sum() * _by_block(cash.months)
        else:
            moving = _added(moving, cash.months, (len(discount), trials))
            spent = spent + _by_block(cash.months, discount)
        means[item.name] = np.broadcast_to(spent, max(trials // BLOCK_TRIALS, 1))
        if shocks and item.shock:
            struck[item.name] = np.broadcast_to(_present_value(cash, discount), trials)
    cumulative = np.zeros((len(discount), trials)) if moving is None else moving
    so_far = start
    for month, factor in enumerate(discount):
        cumulative[month] += level
        if factor != 1.0:
            cumulative[month] *= factor
        cumulative[month] += so_far
        so_far = cumulative[month]
    return Costs(so_far.copy(), cumulative, means, struck)


def _added(moving: Floats | None, months: Floats, shape: tuple[int, int]) -> Floats:
    """The money over time (M, N) of all items so far, in one array."""
    if moving is None:
        moving = np.empty(shape)
        moving[...] = months
    else:
        moving += months
    return moving


def _present_value(cash: Cash, discount: Floats) -> Floats:
    steady = cash.months.ndim == 1
    months = cash.months * discount.sum() if steady else np.einsum("m,mn->n", discount, cash.months)
    return np.asarray(cash.start + months)


def break_even(cumulative: Floats, reference: Floats) -> Months:
    """First month (N,), from 1, with cumulative cost at or under the reference's; else NEVER."""
    month = np.ones(cumulative.shape[1], dtype=np.int16)
    if cumulative is reference:
        return month
    dearer = np.ones(cumulative.shape[1], dtype=np.bool_)
    for own, other in zip(cumulative, reference, strict=True):
        dearer &= own > other
        month += dearer
    month[dearer] = NEVER
    return month


def _by_block(money: Floats, weights: Floats = _ONCE) -> Floats:
    """Means (B,) over each block of money (N,), or of rows (M, N) of it, weighed and added up.

    A single one where trials do not differ.
    """
    rows = money.reshape(len(weights), max(money.shape[-1] // BLOCK_TRIALS, 1), -1)
    return np.asarray(np.einsum("m,mbn->b", weights, rows) / rows.shape[2])
