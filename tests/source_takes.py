"""What the page of source cases takes from the experiments beyond the cost of an item."""

import datetime as dt
from collections.abc import Callable
from functools import cache
from typing import Any

import numpy as np

from simtco.engine.block import Batch
from simtco.engine.simulate import alone, simulate
from simtco.files.load import load
from simtco.words.arrays import Floats
from simtco.words.list_price import list_price
from simtco.words.strategies.routing import Routing
from tests.shipped import BLOCKS, FOLDER, Futures, futures

VOLUMES = tuple(5_000 * 2**octave for octave in range(9))
"""Requests a day, from 5,000 to 1,280,000."""
OUTPUT_SPEED = "strategies.self_hosted.costs.gpus.output_tokens_per_second"


def figure(value: float) -> str:
    """Three significant figures; only a crossover may be infinite."""
    if not np.isfinite(value):
        return f"above {VOLUMES[-1]:,}"
    rounded = float(f"{value:.2e}")
    return f"{rounded:,.0f}" if abs(rounded) >= 1_000 else f"{rounded:.3g}"


def spread(values: Floats) -> str:
    """Median and 90% interval of values (N,), infinite ones among them."""
    low, median, high = (np.quantile(values, p, method="lower") for p in (0.05, 0.5, 0.95))
    if low == high:
        return figure(median)
    return f"{figure(median)} ({figure(low)} to {figure(high)})"


@cache
def crossover(*, two_gpus: bool) -> Floats:
    """The least volume at which self-hosting is cheaper in each of 4,096 futures, requests a day.

    Exercise 33.6.2 on common draws, on a straight line between `VOLUMES`; infinite where none of
    them reaches it. With two_gpus, two H100 serve any load, as the exercise has it, and the line is
    exact.
    """
    gaps = []
    for volume in VOLUMES:
        changes = {"demand.requests_per_day": str(volume)} | (
            {OUTPUT_SPEED: "1e9"} if two_gpus else {}
        )
        experiment = load(FOLDER / "gpt4o_vs_llama70b.toml", changes).experiment
        api, self_hosted = simulate(experiment, Batch(0)).totals
        gaps.append(self_hosted - api)
    least = np.where(gaps[0] <= 0, float(VOLUMES[0]), np.inf)
    for step in range(len(VOLUMES) - 1):
        dearer, cheaper = gaps[step], gaps[step + 1]
        crosses = np.isinf(least) & (dearer > 0) & (cheaper <= 0)
        share = dearer[crosses] / (dearer[crosses] - cheaper[crosses])
        least[crosses] = VOLUMES[step] + share * (VOLUMES[step + 1] - VOLUMES[step])
    return least


def routing_saves() -> Floats:
    """Share of the API bill (N,) that routing saves; what people do for it left out."""
    experiment = futures("multi_vendor").experiment
    bills = []
    for name in ("one_vendor", "routed"):
        strategy = experiment.strategies[name]
        assert isinstance(strategy, Routing)
        bills.append(strategy.model_copy(update={"costs": {}, "shocks": {}}))
    one, several = alone(experiment, bills, BLOCKS)
    return np.asarray(1.0 - several / one)


def chatbot_needs(unit: float) -> Floats:
    """Tokens a month, in `unit`, whose bill pays for all that self-hosting costs more.

    At 6 USD a million, the fragment's 3 and 15 with three tokens in for one out.
    """
    world = futures("support_chatbot")
    besides = world.month("api") - world.month("api", "api_bill")
    return np.maximum(world.month("self_hosted") - besides, 0.0) / 6.0 * 1e6 / unit


def in_words(share: np.floating[Any]) -> str:
    """A share of the futures: 12 in 100."""
    return f"{100 * share:.3g} in 100 futures"


def what_the_buffer_covers() -> str:
    world = futures("support_chatbot")
    total, base = world.total("self_hosted"), world.plans["self_hosted"].base
    needed = 100 * (np.quantile(total, 0.8) / base - 1)
    return f"enough in {in_words(np.mean(total <= 1.3 * base))}; P80 needs {figure(needed)}%"


def planned_cheaper() -> str:
    """A self-hosted plan at 85% of the API's, with all that came on top of the fragment's plan."""
    world = futures("support_chatbot")
    on_top = world.total("self_hosted") - world.plans["self_hosted"].base
    ours = 0.85 * world.plans["api"].base + on_top
    return f"at 15%, the API is cheaper in {in_words(np.mean(world.total('api') < ours))}"


def saved_by_routing() -> str:
    saved = 100 * routing_saves()
    return f"{spread(saved)}; over half in {in_words(np.mean(saved > 50))}"


def worst_fallback() -> str:
    rate = 100 * futures("multi_vendor").readings["routed"]["worst_month_fallback_rate"]
    return f"{spread(rate)}; above 5 in {in_words(np.mean(rate > 5))}"


def switched_within_a_year() -> str:
    month = futures("when_to_switch").readings["api_until_dear"]["switch_month"]
    return f"bill above self-hosting and moved by month 12: {in_words(np.mean(month <= 12))}"


def cheaper_at(requests: int) -> str:
    world = futures("gpt4o_vs_llama70b", ("demand.requests_per_day", str(requests)))
    chance = np.mean(world.total("api") < world.total("self_hosted"))
    return f"at {requests:,}, the API is cheaper in {in_words(chance)}"


def percentile_of_the_actual() -> str:
    return in_words(np.mean(legal().month("self_hosted") <= 28_000)) + " cost no more"


def legal() -> Futures:
    return futures("legal_privacy")


def millions(stem: str) -> Floats:
    """Million tokens a month (N,) in the first month of an experiment."""
    load = futures(stem).load
    assert load is not None
    tokens = np.atleast_2d(load.input_tokens + load.output_tokens)
    return np.asarray(tokens[0] / 1e6)


def listed(model: str) -> str:
    price = list_price(model, dt.date(2026, 11, 23))
    return f"list price {price.input:g} and {price.output:g}"


def engineer_year() -> Floats:
    """Thousand USD."""
    return 12 * futures("support_chatbot").inputs["people.ml_engineer_month"] / 1e3


def chatbot(name: str) -> Floats:
    return futures("support_chatbot").inputs[name]


def migration_weeks() -> Floats:
    """The four phases, and prompts and evaluation once more where the gate fails."""
    drawn = futures("migration_plan").inputs
    phases = [weeks for name, weeks in drawn.items() if ".move.phases." in name]
    assert len(phases) == 5
    return np.asarray(sum(phases))


def from_scratch_over_tuned() -> Floats:
    world = futures("build_our_own")
    return np.asarray((world.total("from_scratch") - world.total("tuned_open")) / 1e3)


def came_back() -> str:
    back = futures("migration_plan").readings["move_with_way_back"]["rolled_back"]
    return in_words(np.mean(back == 1))


TAKES: dict[str, Callable[[], Floats | str]] = {
    "chatbot: API": lambda: futures("support_chatbot").total("api"),
    "chatbot: self-hosted": lambda: futures("support_chatbot").total("self_hosted"),
    "chatbot: months to production, API": lambda: chatbot(
        "strategies.api.costs.time_to_production.months"
    ),
    "chatbot: months to production, self-hosted": lambda: chatbot(
        "strategies.self_hosted.costs.time_to_production.months"
    ),
    "chatbot: revenue of a month": lambda: chatbot("inputs.revenue_month"),
    "an engineer a year, thousand USD": engineer_year,
    "an engineer a year, billion tokens": lambda: engineer_year() / 3,
    "chatbot: billion tokens that pay for self-hosting": lambda: chatbot_needs(1e9),
    "chatbot: million tokens that pay for self-hosting": lambda: chatbot_needs(1e6),
    "chatbot: what 30% covers": what_the_buffer_covers,
    "chatbot: planned 15% cheaper": planned_cheaper,
    "legal: percentile of the actual": percentile_of_the_actual,
    "legal: over the plan": lambda: legal().month("self_hosted") / 7_000,
    "legal: hidden over GPUs": lambda: (
        legal().month("self_hosted") / legal().month("self_hosted", "gpus") - 1
    ),
    "legal: saved by the move": lambda: (
        100 * (1 - legal().month("api") / legal().month("self_hosted"))
    ),
    "list price: gpt-4o": lambda: listed("openai/gpt-4o"),
    "list price: claude-sonnet-4": lambda: listed("anthropic/claude-sonnet-4-0"),
    "A: million tokens": lambda: millions("three_companies_a"),
    "B: million tokens": lambda: millions("three_companies_b"),
    "C over A": lambda: (
        futures("three_companies_c").total("custom") / futures("three_companies_a").total("api")
    ),
    "routing: saved": saved_by_routing,
    "routing: worst month's fallback": worst_fallback,
    "switch: API to self-hosted in a year": switched_within_a_year,
    "exercise: API cheaper at 3,000": lambda: cheaper_at(3_000),
    "exercise: crossover, two H100": lambda: crossover(two_gpus=True),
    "exercise: crossover, as many H100 as the load needs": lambda: crossover(two_gpus=False),
    "hidden: bad outputs a year": lambda: (
        12 * futures("hidden_costs").month("as_they_come", "bad_output")
    ),
    "migration: weeks": migration_weeks,
    "migration: moved and came back": came_back,
    "build: over fine-tuning, thousand USD": from_scratch_over_tuned,
    "hidden: all five": lambda: futures("hidden_costs").total("as_they_come"),
}
