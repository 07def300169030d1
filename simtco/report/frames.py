"""Findings and futures as pandas frames, for notebooks and spreadsheets."""

import pandas as pd

from simtco.engine.block import Result
from simtco.metrics.metric import Findings


def findings_frame(findings: Findings) -> pd.DataFrame:
    """One row a finding: strategy, key, value, standard error and sentence."""
    rows = [
        (strategy, key, found.value, found.standard_error, found.sentence)
        for strategy, table in findings.items()
        for key, found in table.items()
    ]
    columns = ["strategy", "finding", "value", "standard_error", "sentence"]
    return pd.DataFrame(rows, columns=columns)


def trials_frame(result: Result) -> pd.DataFrame:
    """One row a future, one column a strategy: TCO in the experiment's currency."""
    return pd.DataFrame({name: result.total(name) for name in result.strategies})
