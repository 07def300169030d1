"""The tables that draws are read from, worked out before the batches ask for them."""

from concurrent.futures import ThreadPoolExecutor

from simtco.files.experiment import Experiment


def prepare(experiment: Experiment, workers: int) -> None:
    """Work out each table once, several at a time; without this, workers would each do so."""
    months = experiment.horizon_months
    with ThreadPoolExecutor(workers) as pool:
        for _ in pool.map(lambda word: word.prepare(months), experiment.variables.values()):
            pass
