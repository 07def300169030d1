"""Packs of the catalogue, laid under a strategy: what the strategy says itself wins."""

from collections.abc import Callable
from typing import Any

import pytest

from simtco.files.catalogue import Catalogue
from simtco.files.experiment import Experiment
from simtco.files.problems import Problem

Compose = Callable[..., Experiment]
Refuse = Callable[..., list[Problem]]

INCLUDE = '[strategies.api]\ninclude = ["@hidden_costs.api"]\n'


@pytest.fixture
def pack(catalogue: Catalogue) -> dict[str, Any]:
    entry = catalogue.find("hidden_costs.api")
    assert entry is not None
    return entry.table


def plain(experiment: Experiment) -> Any:
    return experiment.strategies["api"]


def test_a_pack_brings_all_its_costs_and_shocks(compose: Compose, pack: dict[str, Any]) -> None:
    strategy = plain(compose(INCLUDE))
    assert set(strategy.costs) == set(pack["costs"])
    assert set(strategy.shocks) == set(pack["shocks"])
    assert all(cost.hidden for cost in strategy.costs.values())


def test_the_strategys_own_words_win_key_by_key(compose: Compose, pack: dict[str, Any]) -> None:
    strategy = plain(
        compose(
            INCLUDE + "[strategies.api.costs.prompt_upkeep]\nfte = 0.5\nhidden = false\n"
            "[strategies.api.shocks.bad_output]\nper_year = 7\n"
        )
    )
    mended, kept = strategy.costs["prompt_upkeep"], pack["costs"]["prompt_upkeep"]
    assert mended.fte.base == 0.5
    assert not mended.hidden
    assert f"@{mended.month_cost.name}" == kept["month_cost"]
    assert (mended.kind, mended.category, mended.note) == tuple(
        kept[key] for key in ("kind", "category", "note")
    )
    assert strategy.shocks["bad_output"].per_year.family.mean == 7
    assert (
        f"@{strategy.shocks['bad_output'].severity.name}"
        == pack["shocks"]["bad_output"]["severity"]
    )
    assert strategy.costs["evaluation_upkeep"].hidden


def test_an_own_table_wins_whole_over_a_packs_value(compose: Compose) -> None:
    """Key by key one level deep: a belief is stated whole or not at all."""
    strategy = plain(
        compose(INCLUDE + "[strategies.api.costs.prompt_upkeep.fte]\np10 = 1\np50 = 2\np90 = 4\n")
    )
    fte = strategy.costs["prompt_upkeep"].fte
    assert fte.base == pytest.approx(2)
    assert fte.source == ""


def test_costs_beside_the_pack_are_kept(compose: Compose, pack: dict[str, Any]) -> None:
    strategy = plain(compose(INCLUDE + '[strategies.api.costs.bill]\nkind = "line"\nmonthly = 1\n'))
    assert set(strategy.costs) == {"bill", *pack["costs"]}


def test_a_pack_in_two_strategies_is_the_same_draw(compose: Compose) -> None:
    experiment = compose(INCLUDE + '[strategies.b]\ninclude = ["@hidden_costs.api"]\n')
    other: Any = experiment.strategies["b"]
    for name, cost in plain(experiment).costs.items():
        assert other.costs[name].fte.name == cost.fte.name
    # Incidents strike each strategy on their own.
    shocks = [s.name for table in (plain(experiment), other) for s in table.shocks.values()]
    assert len(set(shocks)) == len(shocks)


def test_the_catalogue_is_not_changed_by_what_is_laid_over_it(
    compose: Compose, catalogue: Catalogue, pack: dict[str, Any]
) -> None:
    before = repr(pack)
    compose(INCLUDE + "[strategies.api.costs.prompt_upkeep]\nfte = 0.5\n")
    entry = catalogue.find("hidden_costs.api")
    assert entry is not None
    assert repr(entry.table) == before
    assert plain(compose(INCLUDE)).costs["prompt_upkeep"].fte.base != 0.5


def test_a_mistake_in_the_own_words_is_said_where_they_stand(refuse: Refuse) -> None:
    (problem,) = refuse(INCLUDE + "[strategies.api.costs.prompt_upkeep]\nfte = -1\n")
    assert (problem.place.file.rpartition("/")[2], problem.place.line) == ("x.toml", 6)


@pytest.mark.parametrize(
    "said",
    ['[""]', '["@"]', '["@hidden_costs"]', "[3]", "[[]]", '["hidden_costs.api"]', "3", '"x"'],
)
def test_what_is_no_pack_is_a_message(refuse: Refuse, said: str) -> None:
    problems = refuse(
        f'[strategies.api]\ninclude = {said}\ncosts.bill = {{ kind = "line", monthly = 1 }}\n'
    )
    assert [problem.place.line for problem in problems] == [4]


@pytest.mark.parametrize(
    "own",
    ['costs = "x"', "costs = [1]", "costs.prompt_upkeep = 3", 'shocks.bad_output = "x"'],
)
def test_a_pack_over_what_is_no_table_is_a_message(refuse: Refuse, own: str) -> None:
    problems = refuse(INCLUDE + own + "\n")
    assert [problem.place.line for problem in problems] == [5]


def test_no_packs_are_no_mistake(compose: Compose) -> None:
    text = '[strategies.api]\ninclude = []\ncosts.bill = { kind = "line", monthly = 1 }\n'
    assert set(plain(compose(text)).costs) == {"bill"}


def test_an_entry_of_another_kind_replaces_the_packs(compose: Compose) -> None:
    entry = '[strategies.api.costs.prompt_upkeep]\nkind = "line"\nmonthly = 900\n'
    cost = plain(compose(INCLUDE + entry)).costs["prompt_upkeep"]
    assert cost.kind == "line"
    assert not cost.hidden
