"""The real traces: what is fitted lies within what sampling blurs."""

from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from simtco.usage.calibrate import Calibration, calibrate
from simtco.usage.calibrated import family_of
from simtco.usage.read import read
from simtco.usage.reader import Wishes
from tests.test_beliefs import DATA

pytestmark = pytest.mark.skipif(not DATA.is_dir(), reason="the raw data are not here")
AZURE = ("AzureLLMInferenceTrace_conv_2023.csv", "AzureLLMInferenceTrace_code_2023.csv")


def calibrated(*paths: Path) -> Calibration:
    return calibrate(read(list(paths), Wishes()), Wishes(), {})


@pytest.mark.parametrize("file", AZURE)
def test_quantiles_of_the_azure_traces(file: str) -> None:
    found = calibrated(DATA / file)
    raw = pd.read_csv(DATA / file)
    for name, column in (("input_tokens", "ContextTokens"), ("output_tokens", "GeneratedTokens")):
        measured = next(m for m in found.measured if m.name == f"{name}.per_request")
        belief = family_of(measured)
        assert belief is not None
        values = raw[column].to_numpy(dtype=np.float64)
        assert measured.size == values.size
        assert belief.family.mean == pytest.approx(values.mean(), rel=1e-6)
        assert belief.family.sd == pytest.approx(values.std(), rel=0.005)
        for p in (0.01, 0.1, 0.25, 0.5, 0.75, 0.9, 0.95, 0.99, 0.999):
            reach = 2.0 * np.sqrt(p * (1 - p) / values.size)
            low, high = np.quantile(values, np.clip([p - reach, p + reach], 0, 1))
            assert low - 1.0 <= belief.family.percentile(p) <= high + 1.0, (name, p)  # whole tokens
        assert belief.family.percentile(1.0) == values.max()


def test_hours_of_a_fortnight_keep_their_shape_and_peak(tmp_path: Path) -> None:
    """ServeGen m-large: the busiest hour holds 1.86 times the mean (its own summary)."""
    hours = pd.read_csv(DATA / "servegen_language_m-large_hourly.csv")
    moments = pd.Timestamp("2026-01-05", tz="UTC") + pd.to_timedelta(hours["hour"], unit="h")
    path = tmp_path / "hours.csv"
    pd.DataFrame(
        {
            "timestamp": moments.dt.strftime("%Y-%m-%dT%H:%M:%SZ"),
            "requests": hours["requests"],
            "input_tokens": hours["requests"] * hours["mean_input_tokens"],
            "output_tokens": hours["requests"] * hours["mean_output_tokens"],
        }
    ).to_csv(path, index=False)
    found = calibrated(path)
    by_name = {each.name: each for each in found.measured}
    assert by_name["peak_to_mean"].table["value"] == pytest.approx(1.862, abs=0.001)
    by_hour = hours["requests"].to_numpy().reshape(-1, 24).mean(axis=0)
    shape = np.array(by_name["day_shape"].table["values"])
    assert shape == pytest.approx(by_hour / by_hour.mean(), rel=1e-3)
    assert "input_tokens.per_request" not in by_name  # sums tell no distribution
    level = family_of(by_name["requests_per_day"])
    assert level is not None
    assert level.family.mean == pytest.approx(hours["requests"].sum() / 14, rel=1e-6)
