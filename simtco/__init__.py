"""simtco: the Monte Carlo risk engine for what an LLM really costs.

import simtco
loaded = simtco.load("experiments/support_chatbot.toml")
result = simtco.run(loaded.experiment)
found = simtco.findings(result)
found["api"]["p80"].value
"""

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from simtco import figures
    from simtco.engine.block import Result
    from simtco.engine.crew import crew
    from simtco.engine.simulate import simulate
    from simtco.engine.sweep import sweeps
    from simtco.files.experiment import Experiment
    from simtco.files.load import load
    from simtco.files.problems import ExperimentError
    from simtco.metrics.finding import Finding
    from simtco.metrics.metric import comparisons, findings
    from simtco.metrics.precision import run
    from simtco.report.frames import (
        allocation_frame,
        buffer_frame,
        crossover_frame,
        drivers_frame,
        findings_frame,
        information_frame,
        scenarios_frame,
        spider_frame,
        stress_frame,
        sweep_frame,
        trials_frame,
    )

__all__ = [
    "Experiment",
    "ExperimentError",
    "Finding",
    "Result",
    "allocation_frame",
    "buffer_frame",
    "comparisons",
    "crew",
    "crossover_frame",
    "drivers_frame",
    "figures",
    "findings",
    "findings_frame",
    "information_frame",
    "load",
    "run",
    "scenarios_frame",
    "simulate",
    "spider_frame",
    "stress_frame",
    "sweep_frame",
    "sweeps",
    "trials_frame",
]

# Imported when first asked for: the command line answers before numpy is there.
_HOMES = {
    "Experiment": "simtco.files.experiment",
    "ExperimentError": "simtco.files.problems",
    "Finding": "simtco.metrics.finding",
    "Result": "simtco.engine.block",
    "allocation_frame": "simtco.report.frames",
    "buffer_frame": "simtco.report.frames",
    "comparisons": "simtco.metrics.metric",
    "crossover_frame": "simtco.report.frames",
    "crew": "simtco.engine.crew",
    "drivers_frame": "simtco.report.frames",
    "figures": "simtco.figures",
    "findings": "simtco.metrics.metric",
    "findings_frame": "simtco.report.frames",
    "information_frame": "simtco.report.frames",
    "load": "simtco.files.load",
    "run": "simtco.metrics.precision",
    "scenarios_frame": "simtco.report.frames",
    "simulate": "simtco.engine.simulate",
    "spider_frame": "simtco.report.frames",
    "stress_frame": "simtco.report.frames",
    "sweep_frame": "simtco.report.frames",
    "sweeps": "simtco.engine.sweep",
    "trials_frame": "simtco.report.frames",
}


def __getattr__(name: str) -> Any:
    if name not in _HOMES:
        raise AttributeError(f"module 'simtco' has no attribute {name!r}")
    home = import_module(_HOMES[name])
    return home if name == "figures" else getattr(home, name)


def __dir__() -> list[str]:
    return sorted(__all__)
