"""How much a GPU serves, and how often a server of eight fails."""

from collections.abc import Iterator
from pathlib import Path

from derive.catalogue import Derived, belief, entry, percentiles, product, rounded
from derive.data import numbers, read

MODELS = (("gpt_oss_120b", "gpt-oss-120b"), ("llama_3_3_70b", "llama-3.3-70b"))
GPUS = ("H100", "H200", "B200")

# Interruptions for each year of one server with eight GPUs. Llama 3, arXiv 2407.21783, table 5: 419
# in 54 days on 16,384 GPUs; arXiv 2410.21680: 6.50 and 2.34 in 1,000 days of one server.
CLUSTERS = (419 / (16_384 / 8 * 54) * 365.25, 6.50 / 1_000 * 365.25, 2.34 / 1_000 * 365.25)


def serving(data: Path) -> Iterator[Derived]:
    rows = read(data / "throughput_trtllm_perf_overview.csv")
    latency, tuning = "serving.latency_derate", "serving.tuning_derate"
    share = product(belief(latency), belief(tuning))
    least = entry(latency)["min"] * entry(tuning)["min"]
    for name, model in MODELS:
        for gpu in GPUS:
            speeds = {
                row["isl"]: float(row["output_tok_s_per_gpu"])
                for row in rows
                if (row["model"], row["gpu"]) == (model, gpu)
            }
            top = rounded(chat_rate(short=speeds["1000"], long=speeds["8192"]))
            here = f"serving.{name}.{gpu.lower()}"
            yield Derived(f"{here}.chat_max_load", {"value": top})
            reached = percentiles(top * share) | {"min": rounded(top * least), "max": top}
            yield Derived(f"{here}.chat_output_tokens_per_second", reached)
    yield Derived("serving.utilisation", {"max": most_used(data)})
    p10, p50, p90 = (rounded(rate) for rate in sorted(CLUSTERS))
    yield Derived("serving.node_failures_per_year", {"p10": p10, "p50": p50, "p90": p90})


def chat_rate(short: float, long: float) -> float:
    """Output tokens a second at the input-to-output ratio of Azure's conversations.

    An output token takes time for itself and for its share of the prompt; two measured speeds, at
    1,000 : 1,000 and 8,192 : 1,024 tokens, give the two times.
    """
    each_input = (1.0 / long - 1.0 / short) / (8_192 / 1_024 - 1.0)
    each_output = 1.0 / short - each_input
    inputs, outputs = (
        belief(f"workloads.azure_conversation.{way}_tokens").family.mean
        for way in ("input", "output")
    )
    return 1.0 / (each_output + each_input * inputs / outputs)


def most_used(data: Path) -> float:
    """The most that a service of 14 days uses of GPUs sized for its busiest hour."""
    hours = (
        numbers(read(file), "requests")
        for file in sorted(data.glob("servegen_language_*_hourly.csv"))
    )
    return rounded(max(float(x[x > 0].mean() / x.max()) for x in hours))
