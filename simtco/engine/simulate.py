"""The one pure function of the engine: (Experiment, Batch) -> Summary."""

from collections.abc import Collection, Sequence
from itertools import chain

import numpy as np

from simtco.engine.block import Batch, ItemKey, Plan, Summary, Trace
from simtco.engine.break_even import broken_even, month_by_month
from simtco.engine.finite import refuse_beyond_reason
from simtco.engine.ledger import Ledger, present_value
from simtco.engine.rounding import made_same, slack
from simtco.engine.sampling import Bases, Draws
from simtco.files.cluster import Cluster
from simtco.files.experiment import Experiment
from simtco.words.arrays import Floats, World
from simtco.words.strategy import Scene, Strategy

TRACED_BLOCKS = 16


def simulate(experiment: Experiment, batch: Batch) -> Summary:
    """Cost every strategy in the futures of one batch of blocks.

    Raises:
        ExperimentError: a cost grows beyond all reason.

    """
    traced = batch.first < TRACED_BLOCKS
    with np.errstate(over="ignore", invalid="ignore"):  # what is too large is refused below
        ledgers, seen = _opened(experiment, batch, keep=traced)
        reference, months = experiment.reference_strategy, experiment.horizon_months
        if seen is None:
            reached, trace = broken_even(ledgers, reference, months), None
        else:
            books = {name: ledger.book() for name, ledger in ledgers.items()}
            allowed = slack(ledgers[reference].total)
            reached, cumulative = month_by_month(books, reference, months, allowed, keep=True)
            trace = _trace(*seen, ledgers.values(), cumulative)
    refuse_beyond_reason({name: ledger.items for name, ledger in ledgers.items()})
    totals = np.stack([ledger.total for ledger in ledgers.values()])
    made_same(totals, list(ledgers).index(reference))
    return Summary(
        batch=batch,
        totals=totals,
        break_even=reached,
        items=np.array([m for ledger in ledgers.values() for m in ledger.items.values()]).T,
        trace=trace,
    )


def _opened(
    experiment: Experiment, batch: Batch, *, keep: bool
) -> tuple[dict[str, Ledger], tuple[Draws, Scene] | None]:
    """A ledger for each strategy, and the draws behind them where they are kept."""
    world = Draws(experiment, batch)
    scene = scene_of(experiment, world)
    discount = discount_factors(experiment)
    ledgers = {
        name: Ledger(
            chain(strategy.planned(scene), strategy.shaken(scene)),
            discount,
            batch.trials,
            keep_shocks=keep,
        )
        for name, strategy in experiment.strategies.items()
    }
    return ledgers, (world, scene) if keep else None


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
            Ledger(chain(each.planned(scene), each.shaken(scene)), discount, batch.trials).total
            for each in strategies
        ]
    )


def by_item(experiment: Experiment, strategy: str, batch: Batch) -> Floats:
    """Discounted money (I, N) of each cost and shock of a strategy, in the order of its items."""
    scene = scene_of(experiment, Draws(experiment, batch))
    discount = discount_factors(experiment)
    word = experiment.strategies[strategy]
    rows = [
        present_value(cash, discount, batch.trials)
        for _, cash in chain(word.planned(scene), word.shaken(scene))
    ]
    return np.stack(rows)


def scene_of(experiment: Experiment, world: World) -> Scene:
    """What the strategies of an experiment see of a world."""
    load = experiment.demand.load(world) if experiment.demand else None
    return Scene(world, load, experiment.strategies)


def _trace(world: Draws, scene: Scene, ledgers: Collection[Ledger], cumulative: Floats) -> Trace:
    shocks = [money for ledger in ledgers for money in ledger.shocks.values()]
    return Trace(
        inputs=world.inputs(),
        shocks=np.stack(shocks) if shocks else np.empty((0, world.trials)),
        cumulative=cumulative,
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
            Ledger(strategy.planned(scene), discount, world.trials).total
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
        planned = Ledger([(item, cash) for item, cash in items if not item.hidden], discount, 1)
        whole = Ledger(items, discount, 1)
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
