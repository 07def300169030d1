"""W1 and W2 against closed forms and answers of 240 and 40 million plain trials.

Sources: the closed forms below follow from the workloads' definition; percentiles, CVaR and the
figures marked so were simulated by plain Monte Carlo, not by this program.
"""

import math
from functools import cache
from pathlib import Path

import numpy as np
import pytest
from scipy.stats import pearsonr

from simtco.engine.block import Result
from simtco.engine.run import run
from simtco.files.load import load
from simtco.metrics import estimate

FOLDER = Path(__file__).parent.parent / "reference"

CLOSED_FORMS = {
    ("w1", "api"): (110_004.33, 25_383.09),
    ("w1", "self_hosted"): (606_609.56, 99_757.74),
}
SIMULATED_MOMENTS = {
    ("w2", "api"): (224_096.0, 59_780.0),
    ("w2", "self_hosted"): (1_036_705.0, 161_998.0),
}
SIMULATED = {  # P5, P50, P80, P95, CVaR95
    ("w1", "api"): (74_633.0, 106_814.0, 129_233.0, 156_184.0, 174_023.0),
    ("w1", "self_hosted"): (457_859.0, 598_744.0, 687_779.0, 780_746.0, 837_567.0),
    ("w2", "api"): (145_376.0, 214_796.0, 266_857.0, 334_288.0, 382_604.0),
    ("w2", "self_hosted"): (791_797.0, 1_024_519.0, 1_172_694.0, 1_321_181.0, 1_400_436.0),
}
PLAIN_TRIALS = {"w1": 240e6, "w2": 40e6}


@cache
def result(workload: str, sampler: str) -> Result:
    trials = {"sobol": "262_144", "random": "1_048_576"}[sampler]
    overrides = {"simulation.trials": trials, "simulation.sampler": sampler}
    return run(load(FOLDER / f"{workload}.toml", overrides).experiment)


def close(found: estimate.Estimate, expected: float, reference_error: float) -> bool:
    """Within 4 standard errors, ours and the reference's together."""
    value, error = found
    assert error is not None
    return abs(value - expected) < 4 * math.hypot(error, reference_error)


@pytest.mark.parametrize("sampler", ["sobol", "random"])
@pytest.mark.parametrize(("workload", "strategy"), [*CLOSED_FORMS, *SIMULATED_MOMENTS])
def test_mean_and_sd(workload: str, strategy: str, sampler: str) -> None:
    mean, sd = (CLOSED_FORMS | SIMULATED_MOMENTS)[workload, strategy]
    closed = (workload, strategy) in CLOSED_FORMS
    mean_error = 0.005 if closed else sd / np.sqrt(PLAIN_TRIALS[workload])
    sd_error = 0.005 if closed else 1.5 * sd / np.sqrt(PLAIN_TRIALS[workload])
    total = result(workload, sampler).total(strategy)
    assert close(estimate.mean(total), mean, mean_error)
    assert close(estimate.sd(total), sd, sd_error)


@pytest.mark.parametrize("sampler", ["sobol", "random"])
@pytest.mark.parametrize(("workload", "strategy"), list(SIMULATED))
def test_percentiles_and_cvar(workload: str, strategy: str, sampler: str) -> None:
    total = result(workload, sampler).total(strategy)
    *percentiles, cvar = SIMULATED[workload, strategy]
    found = estimate.quantiles(total, (0.05, 0.5, 0.8, 0.95))
    # a quantile of n plain trials has an error of about 1.6 sd / sqrt(n) at P50, 3.5 at P95
    reference_error = 3.5 * total.std() / np.sqrt(PLAIN_TRIALS[workload])
    for each, expected in zip(found, percentiles, strict=True):
        assert close(each, expected, reference_error)
    assert close(estimate.tail_mean(total, 0.95), cvar, 2 * reference_error)


@pytest.mark.parametrize("sampler", ["sobol", "random"])
def test_shared_inputs_correlate_the_totals_of_w1(sampler: str) -> None:
    """Correlation 0.153, from the shared month cost and revenue."""
    correlation = pearsonr(*result("w1", sampler).totals).statistic
    assert correlation == pytest.approx(0.153, abs=0.004)


@pytest.mark.parametrize("workload", ["w1", "w2"])
def test_both_samplers_agree(workload: str) -> None:
    for strategy in ("api", "self_hosted"):
        sobol, plain = (result(workload, s).total(strategy) for s in ("sobol", "random"))
        for share in (0.1, 0.5, 0.9, 0.99):
            (a, ea), (b, eb) = (estimate.quantiles(x, [share])[0] for x in (sobol, plain))
            assert abs(a - b) < 4 * math.hypot(ea or 0.0, eb or 0.0)
