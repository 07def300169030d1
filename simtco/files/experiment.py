"""The grammar of an experiment file."""

import datetime as dt
from collections.abc import Iterator
from functools import cache, cached_property
from itertools import accumulate
from typing import TYPE_CHECKING, Annotated, Any, Self, Union

from pydantic import Field, ValidationInfo, field_validator, model_validator

from simtco.files.addresses import Places
from simtco.files.cluster import Cluster
from simtco.files.correlated import clusters, disagreements
from simtco.files.simulation import BLOCK_TRIALS, MOST_TRIALS, Simulation
from simtco.words.amount import Amount
from simtco.words.base import Named, Word, did_you_mean, discover, fault, speakable
from simtco.words.belief import Belief, Pooled
from simtco.words.correlation import Correlation
from simtco.words.demand import Demand
from simtco.words.drawn_shock import DrawnShock
from simtco.words.families.constant import Constant
from simtco.words.later import Later
from simtco.words.organisation import Organisation
from simtco.words.path import Path
from simtco.words.requirements import Requirements
from simtco.words.scores import Scores
from simtco.words.shock import Shock
from simtco.words.strategy import Setting, Strategy
from simtco.words.sweeping import Sweeping
from simtco.words.token_price import REVIEWED

__all__ = ["BLOCK_TRIALS", "MOST_TRIALS", "STRATEGIES", "Experiment", "Simulation"]

STRATEGIES: tuple[type[Strategy], ...] = discover("simtco.words.strategies", Strategy)
MOST_MONTHS = 600
_MOST_VARIANTS = 300  # each takes a large file up to 16 ms to read, and nobody waits over 5 s


def _sort_of_strategy(raw: Any) -> Any:
    return raw.get("kind", "plain") if isinstance(raw, dict) else getattr(raw, "kind", None)


if TYPE_CHECKING:
    AnyStrategy = Strategy
else:
    AnyStrategy = Annotated[
        Union[STRATEGIES],  # noqa: UP007
        Later(*STRATEGIES, by=_sort_of_strategy),
    ]


class Experiment(Word):
    """A question about strategies, with everything that is believed about it.

    Examples:
        title = "Rent or host?"
        horizon_months = 24
        discount_rate = 0.05
        currency = "USD"
        reference = "rent"
        confidence = 0.8
        budget = 120_000
        prices_as_of = 2026-11-23
        require.p_within_budget.rent = ">= 0.8"
        notes = ["Prices without tax."]
        simulation = { trials = 65_536, seed = 33 }
        inputs = { pay = "15_000 to 23_000", bill = "3_000 to 6_000" }
        demand = { requests_per_day = "5_000 to 20_000", input_tokens = 500, output_tokens = 200 }
        strategies.rent.costs.bill = { kind = "line", monthly = "@inputs.bill" }
        strategies.host.costs.pay = { kind = "staff", fte = 0.5, month_cost = "@inputs.pay" }
        organisation = { data = "personal", has_devops = true }
        scores = { before = [0.8, 0.7], after = [0.8, 0.75], accepted_fall = 0.02 }
        correlations = [{ inputs = ["inputs.pay", "inputs.bill"], rank = 0.5 }]
        sweeps = [{ key = "inputs.pay", from = 10_000, to = 30_000 }]
        scenarios.price_war = { "inputs.bill" = 2_500 }
    """

    title: str = Field(min_length=1)
    """The question, as the report's reader would ask it."""
    horizon_months: int = Field(ge=1, le=MOST_MONTHS)
    """How many months are costed."""
    discount_rate: float = Field(default=0.0, ge=0, lt=1)
    """Per year, as a fraction: 0.08 is 8%."""
    currency: str = Field(default="USD", min_length=1, max_length=8)
    """What all money is in."""
    reference: str = ""
    """The strategy that the others are compared with; the first where left out."""
    confidence: float = Field(default=0.8, gt=0, lt=1)
    """The level that buffers and budgets are read at: 0.8 holds in 8 of 10 futures."""
    budget: float | None = Field(default=None, gt=0)
    """What may be spent; the report says how likely each strategy stays within it."""
    prices_as_of: dt.date = REVIEWED
    """The day whose list prices are used."""
    require: Annotated[Requirements, Later(Requirements)] | None = None
    """What the result must be; where it is not, `simtco run` says so and leaves with 3."""
    notes: tuple[str, ...] = Field(default=(), strict=False)
    """What a reader of the report should know."""
    simulation: Simulation = Field(default_factory=Simulation)
    """How the futures are drawn."""
    inputs: dict[str, Amount] = Field(default_factory=dict)
    """Uncertain numbers shared by name."""
    demand: Annotated[Demand, Later(Demand)] | None = None
    """How much work the model is asked to do."""
    organisation: Annotated[Organisation, Later(Organisation)] | None = None
    """What is known of the firm that decides, for `simtco decide`."""
    strategies: dict[str, AnyStrategy] = Field(min_length=1)
    """The ways of running an LLM that are compared."""
    scores: Annotated[Scores, Later(Scores)] | None = None
    """How the model in use and its successor did on the same tasks."""
    correlations: tuple[Annotated[Correlation, Later(Correlation)], ...] = Field(
        default=(), strict=False
    )
    """Which uncertain numbers move together; the rest are drawn independently."""
    scenarios: dict[str, dict[str, Any]] = Field(default_factory=dict)
    """What else might be: values by key, such as "demand.requests_per_day" = 20_000."""
    sweeps: tuple[Annotated[Sweeping, Later(Sweeping)], ...] = Field(default=(), strict=False)
    """Keys along which the strategies are costed, to say where they cross."""

    @field_validator("confidence", "discount_rate", mode="before")
    @classmethod
    def _a_fraction(cls, share: Any, info: ValidationInfo) -> Any:
        if isinstance(share, int | float) and 1 < share < 100:
            raise fault(f"{info.field_name} = {share:g} must be below 1; write {share / 100:g}")
        return share

    @field_validator("inputs", "strategies", "scenarios", mode="before")
    @classmethod
    def _speakable(cls, tables: Any) -> Any:
        return speakable(tables)

    @model_validator(mode="after")
    def _named(self) -> Self:
        assign_names(self)
        return self

    def unfit(self) -> Iterator[tuple[str, str]]:
        """What its parts say against each other: key and message."""
        if self.reference and self.reference not in self.strategies:
            hint = did_you_mean(self.reference, self.strategies)
            yield "reference", f'reference = "{self.reference}" names no strategy{hint}'
        setting = Setting(self.horizon_months, self.demand is not None, self.strategies)
        for name, strategy in self.strategies.items():
            for key, message in strategy.unfit(setting):
                yield f"strategies.{name}.{key}", message
        if self.demand and self.organisation and self.organisation.tokens_per_month is not None:
            said = "tokens_per_month is what the [demand] table says; leave it out"
            yield "organisation.tokens_per_month", said
        if self.require:
            for key, message in self.require.unfit(
                self.strategies, self.reference_strategy, has_budget=self.budget is not None
            ):
                yield f"require.{key}", message
        if self.simulation.tolerance:
            for key, message in self.simulation.tolerance.unfit(
                compared=len(self.strategies) > 1, has_budget=self.budget is not None
            ):
                yield f"simulation.tolerance.{key}", message
        if self.correlations:
            yield from disagreements(self.correlations, self._places)
        yield from self._too_many()

    def _too_many(self) -> Iterator[tuple[str, str]]:
        """The key at which scenarios and points of sweeps become more than can be read."""
        counts = {"scenarios": len(self.scenarios)}
        counts |= {f"sweeps.{n}.key": sweeping.size for n, sweeping in enumerate(self.sweeps)}
        sums = zip(counts, accumulate(counts.values()), strict=True)
        for key, read in sums:
            if read > _MOST_VARIANTS:
                most = f"of {_MOST_VARIANTS} at most"
                yield key, f"{read:,} scenarios and points of sweeps, {most}; sweep fewer points"
                return

    @property
    def reference_strategy(self) -> str:
        """The strategy that the others are compared with."""
        return self.reference or next(iter(self.strategies))

    @cached_property
    def beliefs(self) -> dict[str, Belief]:
        """Every uncertain number that has draws of its own, by name."""
        found = (word for word in named_words(self) if isinstance(word, Belief))
        return {word.name: word for word in found if not isinstance(word, Pooled)}

    @cached_property
    def stated(self) -> dict[str, Belief]:
        """Every belief that the file or the catalogue states, by name; defaults left out."""
        found = (word for word in named_words(self, stated=True) if isinstance(word, Belief))
        return {word.name: word for word in found}

    @cached_property
    def pooled(self) -> dict[str, Pooled]:
        """Every distribution that a sum is taken over, by name."""
        return {word.name: word for word in named_words(self) if isinstance(word, Pooled)}

    @cached_property
    def shocks(self) -> dict[str, Shock]:
        """Every shock, by name."""
        return {word.name: word for word in named_words(self) if isinstance(word, Shock)}

    def uses_input(self, name: str) -> bool:
        """Whether anything outside [inputs] draws an input."""
        own = self.inputs[name].name
        users = (
            word
            for key, value in _children(self)
            if not key.startswith("inputs.")
            for word in (value, *named_words(value))
        )
        return any(isinstance(word, Belief) and word.name == own for word in users)

    @cached_property
    def constants(self) -> dict[str, float]:
        """The beliefs that are certain, by name."""
        return {
            name: belief.family.value
            for name, belief in self.beliefs.items()
            if isinstance(belief.family, Constant)
        }

    @cached_property
    def variables(self) -> dict[str, Belief | DrawnShock]:
        """Everything that is drawn: uncertain numbers, then the size of each shock that has one."""
        uncertain = {name: b for name, b in self.beliefs.items() if name not in self.constants}
        drawn = {name: s for name, s in self.shocks.items() if isinstance(s, DrawnShock)}
        return {**uncertain, **drawn}

    @cached_property
    def clusters(self) -> tuple[Cluster, ...]:
        """The variables that correlations connect."""
        return clusters(self.correlations, self._places, self.variables)

    @cached_property
    def _places(self) -> Places:
        placed = dict(placed_words(self))
        drawn = {
            word.name
            for place, word in placed.items()
            if isinstance(word, Belief)
            and not isinstance(word, Pooled)
            and not place.startswith("inputs.")
        }
        summed = {name: word for name, word in self.pooled.items() if name not in drawn}
        return {**self.beliefs, **self.shocks, **placed, **summed}


def assign_names(word: Word, path: str = "", paths: dict[str, Path] | None = None) -> None:
    """Name every word that owns draws after its place, unless a reference named it already."""
    paths = {} if paths is None else paths
    for key, value in _children(word):
        here = f"{path}.{key}" if path else key
        if key == "path" and isinstance(word, Belief) and isinstance(value, Path):
            own = f"{word.name}.path"  # a shared number moves for all its users alike
            if paths.setdefault(own, value) == value:
                here = own
        if isinstance(value, Named):
            value.assign_name(here)
        assign_names(value, here, paths)


def named_words(word: Word, *, stated: bool = False) -> Iterator[Named]:
    """Every word below one that owns draws, a shared one as often as it is used.

    `stated` leaves out what a key means where the file does not say it.
    """
    for field, value in _children(word):
        if stated and field.partition(".")[0] not in _stated_keys(word):
            continue
        if isinstance(value, Named):
            yield value
        yield from named_words(value, stated=stated)


def placed_words(word: Word, path: str = "") -> Iterator[tuple[str, Word]]:
    """Every word below one, by its place."""
    for key, value in _children(word):
        here = f"{path}.{key}" if path else key
        yield here, value
        yield from placed_words(value, here)


def _stated_keys(word: Word) -> set[str]:
    fields = type(word).model_fields
    return {fields[name].alias or name for name in word.model_fields_set}


@cache
def _keys(word: type[Word]) -> tuple[tuple[str, str], ...]:
    """The fields of a sort of word, each with its key in a file."""
    return tuple((name, field.alias or name) for name, field in word.model_fields.items())


def _children(word: Word) -> Iterator[tuple[str, Word]]:
    for name, key in _keys(type(word)):
        value = getattr(word, name)
        if isinstance(value, Word):
            yield key, value
        elif isinstance(value, dict):
            yield from (
                (f"{key}.{inner}", item) for inner, item in value.items() if isinstance(item, Word)
            )
