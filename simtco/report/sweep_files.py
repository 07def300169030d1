"""What a sweep leaves on disk: its figures, its points as CSV, and all of it as JSON."""

import json

from simtco.engine.block import Sweep
from simtco.files.experiment import Experiment
from simtco.report.figures import cheapest_map, crossover, expected_loss
from simtco.report.frames import sweep_frame
from simtco.report.names import called
from simtco.report.picture import picture
from simtco.report.swept import as_data

OWN_FILES = ("sweep.json", "points.csv", "crossover.svg", "expected_loss.svg", "map.svg")


def sweep_files(swept: Sweep, experiment: Experiment, stem: str) -> dict[str, str | bytes]:
    """The content of each file by its name; equal sweeps give equal bytes."""
    said = [called(experiment, name) for name in swept.strategies]
    if len(swept.axes) == 1:
        figures = {"crossover.svg": crossover.drawn(swept, said)}
        if len(said) > 1:
            figures["expected_loss.svg"] = expected_loss.drawn(swept, said)
    else:
        figures = {"map.svg": cheapest_map.drawn(swept, said)}
    return {
        "sweep.json": json.dumps(as_data(swept, stem), indent=1, ensure_ascii=False) + "\n",
        "points.csv": sweep_frame(swept).to_csv(index=False, lineterminator="\n"),
        **{name: picture(figure, "svg") for name, figure in figures.items()},
    }
