"""What `@` stands for: the same name is the same draw everywhere."""

from collections.abc import Callable
from typing import Any

import numpy as np
import pytest

from simtco.engine.run import run
from simtco.files.catalogue import Catalogue
from simtco.files.experiment import Experiment
from simtco.files.problems import Problem

Compose = Callable[..., Experiment]
Refuse = Callable[..., list[Problem]]


def line(strategy: str, monthly: str, name: str = "bill") -> str:
    return f'\n[strategies.{strategy}.costs.{name}]\nkind = "line"\nmonthly = {monthly}\n'


def cost(experiment: Experiment, strategy: str, name: str = "bill") -> Any:
    plain: Any = experiment.strategies[strategy]
    return plain.costs[name]


PAY = "{ p10 = 10_000, p50 = 15_000, p90 = 24_000, min = 0 }"


def test_the_same_input_is_the_same_draw_everywhere(compose: Compose) -> None:
    experiment = compose(
        f"[inputs]\npay = {PAY}\n"
        + line("a", '"@inputs.pay"')
        + line("b", '"@inputs.pay"')
        + line("c", PAY),
        simulation__trials="4096",
    )
    assert {word.name for word in (cost(experiment, s).monthly for s in "ab")} == {"inputs.pay"}
    result = run(experiment, 1)
    assert np.array_equal(result.total("a"), result.total("b"))
    assert not np.array_equal(result.total("a"), result.total("c"))
    # The same belief, drawn apart: the same distribution over other futures.
    assert result.total("a").mean() == pytest.approx(result.total("c").mean(), rel=1e-3)


def test_the_same_belief_of_the_catalogue_is_the_same_draw_everywhere(compose: Compose) -> None:
    experiment = compose(
        line("a", '"@people.devops_month"') + line("b", '"@people.devops_month"'),
        simulation__trials="4096",
    )
    assert cost(experiment, "a").monthly.name == "people.devops_month"
    assert list(experiment.variables) == ["people.devops_month"]
    result = run(experiment, 1)
    assert np.array_equal(result.total("a"), result.total("b"))


def test_an_input_that_is_only_a_reference_is_that_belief(compose: Compose) -> None:
    experiment = compose(
        '[inputs]\npay = "@people.devops_month"\nsame = "@inputs.pay"\n'
        + line("a", '"@inputs.pay"')
        + line("b", '"@people.devops_month"')
        + line("c", '"@inputs.same"')
    )
    assert {cost(experiment, s).monthly.name for s in "abc"} == {"people.devops_month"}
    assert list(experiment.variables) == ["people.devops_month"]


def test_two_inputs_with_the_same_numbers_are_two_draws(compose: Compose) -> None:
    experiment = compose(
        f"[inputs]\npay = {PAY}\nfee = {PAY}\n"
        + line("a", '"@inputs.pay"')
        + line("b", '"@inputs.fee"')
    )
    assert sorted(experiment.variables) == ["inputs.fee", "inputs.pay"]


def test_an_own_base_wins_and_keeps_the_draw(compose: Compose, catalogue: Catalogue) -> None:
    entry = catalogue.find("people.devops_month")
    assert entry is not None
    experiment = compose(
        line("a", '{ belief = "@people.devops_month", base = 16_000 }')
        + line("b", '"@people.devops_month"')
    )
    own, theirs = cost(experiment, "a").monthly, cost(experiment, "b").monthly
    assert own.name == theirs.name
    assert (own.base, theirs.base) == (16_000, pytest.approx(entry.table["p50"]))
    assert own.family == theirs.family
    assert own.source == entry.table["source"]


def test_own_base_note_owner_and_path_of_an_input_reach_its_users(compose: Compose) -> None:
    experiment = compose(
        '[inputs.pay]\nbelief = "@people.devops_month"\nbase = 16_000\nowner = "finance"\n'
        'note = "Ours."\npath = { kind = "growth", annual = 0.03 }\n' + line("a", '"@inputs.pay"')
    )
    monthly = cost(experiment, "a").monthly
    assert monthly.base == 16_000
    assert (monthly.owner, monthly.note) == ("finance", "Ours.")
    assert monthly.path.kind == "growth"
    assert monthly.name == "people.devops_month"


def test_a_path_of_a_shared_input_is_drawn_once(compose: Compose) -> None:
    moving = '{ kind = "uniform", low = 1, high = 2, path = { kind = "walk", '
    moving += "monthly_mean = 0, monthly_sd = 0.2 } }"
    experiment = compose(
        f"[inputs]\nfee = {moving}\n" + line("a", '"@inputs.fee"') + line("b", '"@inputs.fee"'),
        simulation__trials="4096",
    )
    result = run(experiment, 1)
    assert np.array_equal(result.total("a"), result.total("b"))


def test_a_chain_of_references_ends_at_its_belief(compose: Compose) -> None:
    chain = "".join(f'i{n} = "@inputs.i{n + 1}"\n' for n in range(20))
    experiment = compose(f"[inputs]\n{chain}i20 = {PAY}\n" + line("a", '"@inputs.i0"'))
    assert cost(experiment, "a").monthly.name == "inputs.i20"


def test_references_work_in_paths_and_in_what_sums_are_taken_over(compose: Compose) -> None:
    experiment = compose(
        '[inputs]\nrise = "-5% to 20%"\nloss = { kind = "lognormal", p50 = 900, sigma = 1 }\n'
        + line(
            "a",
            '{ kind = "constant", value = 1, path = { kind = "growth", annual = "@inputs.rise" } }',
        )
        + '\n[strategies.a.shocks.loss]\nkind = "incidents"\nper_year = 2\n'
        'severity = "@inputs.loss"\n'
    )
    assert cost(experiment, "a").monthly.path.annual.name == "inputs.rise"
    plain: Any = experiment.strategies["a"]
    assert plain.shocks["loss"].severity.name == "inputs.loss"


def test_texts_for_readers_may_begin_with_an_at_sign(compose: Compose) -> None:
    experiment = compose(line("a", "1").rstrip() + '\nnote = "@people.devops_month"\n')
    assert cost(experiment, "a").note == "@people.devops_month"


def test_a_reference_that_is_wrong_is_said_where_it_stands(refuse: Refuse) -> None:
    (problem,) = refuse(line("a", '"@people.devop_month"'))
    assert (problem.place.line, problem.key) == (6, "monthly")
    assert "people.devops_month" in problem.message


def test_one_wrong_reference_does_not_hide_the_others(refuse: Refuse) -> None:
    problems = refuse(line("a", '"@inputs.x"') + line("b", '"@people.y"') + line("c", '"@gpus"'))
    assert [problem.place.line for problem in problems] == [6, 10, 14]


@pytest.mark.parametrize(
    ("said", "key"),
    [
        ('"5 to 3"', "pay"),
        ("{ p10 = 1, p50 = 1.01, p90 = 9 }", "pay"),
        ('{ kind = "pert", low = 1, mode = 9, high = 3 }', "mode"),
        ('{ kind = "pert", low = 1, mode = 2, high = 3, hihg = 3 }', "hihg"),
        ("{ p10 = 1, p50 = 2, p90 = 4, unit = 3 }", "unit"),
    ],
)
def test_an_input_that_is_wrong_is_said_once_where_it_stands(
    refuse: Refuse, said: str, key: str
) -> None:
    users = "".join(line(strategy, '"@inputs.pay"') for strategy in "ab")
    problems = refuse(f"[inputs]\npay = {said}\n{users}")
    assert [(problem.place.line, problem.key) for problem in problems] == [(4, key)]


def test_a_catalogue_belief_in_the_wrong_place_is_said_where_it_is_used(refuse: Refuse) -> None:
    """The file is at fault and not the catalogue."""
    problems = refuse(
        '[strategies.a.costs.devops]\nkind = "staff"\nmonth_cost = 1\n'
        'fte = "@api_prices.tier_ratio_12m"\nhidden = "@people.devops_month"\n'
    )
    assert {problem.place.file.rpartition("/")[2] for problem in problems} == {"x.toml"}


def test_a_mistake_in_the_catalogue_is_said_with_its_place_there(
    tmp_path: Any, compose: Compose
) -> None:
    """Whoever keeps a catalogue sees the file and the line that is wrong."""
    from simtco.files.load import load  # noqa: PLC0415
    from simtco.files.problems import ExperimentError  # noqa: PLC0415

    folder = tmp_path / "beliefs"
    folder.mkdir()
    (folder / "ours.toml").write_text('[pay]\nkind = "pert"\nlow = 1\nmode = 9\nhigh = 3\n')
    path = tmp_path / "y.toml"
    path.write_text('title = "x"\nhorizon_months = 1\n' + line("a", '"@ours.pay"'))
    with pytest.raises(ExperimentError) as caught:
        load(path, None, Catalogue(folder))
    (problem,) = caught.value.problems
    assert problem.place.file == str(folder / "ours.toml")
    assert (problem.place.line, problem.place.excerpt) == (4, "mode = 9")


@pytest.mark.parametrize(
    "said", ["@", "@people", "@people.", "@.x", "@a..b", "@../people.x", "@people devops", "@ä"]
)
def test_a_reference_of_an_odd_form_is_a_message(refuse: Refuse, said: str) -> None:
    (problem,) = refuse(line("a", f'"{said}"'))
    assert problem.place.line == 6
    assert said in problem.message


def test_a_line_end_after_a_reference_is_no_part_of_it(refuse: Refuse) -> None:
    assert refuse(line("a", '"@people.devops_month\\n"'))


@pytest.mark.parametrize("name", ["model", "note", "label", "unit", "belief", "day_shape", "kind"])
def test_a_name_may_be_a_key_elsewhere(compose: Compose, name: str) -> None:
    """Strategies, costs and inputs are named as the user likes; what is in them is still read."""
    experiment = compose(
        f'[inputs]\n{name} = "@people.devops_month"\nother = 3\n'
        + (line(name, '"@people.devops_month"') if name != "belief" else "")
        + line("a", f'"@inputs.{name}"', name)
    )
    assert cost(experiment, "a", name).monthly.name == "people.devops_month"


@pytest.mark.parametrize(
    ("said", "lines"), [('"@gpus.nothing"', [4, 9, 13]), ('"@inputs.x"', [4, 9])]
)
def test_what_a_wrong_reference_stands_for_is_not_complained_about(
    refuse: Refuse, said: str, lines: list[int]
) -> None:
    problems = refuse(
        '[inputs]\nx = "5 to 3"\n[demand]\nrequests_per_day = 1\ninput_tokens = 1\n'
        'output_tokens = 1\npeak_to_mean = "@nothing.x"\n[strategies.a.costs.g]\nkind = "gpus"\n'
        f"price_per_gpu_hour = 1\noutput_tokens_per_second = {said}\n"
    )
    assert [problem.place.line for problem in problems] == lines


def test_a_wrong_input_does_not_hide_another_mistake_of_the_same_sort(refuse: Refuse) -> None:
    problems = refuse(
        '[inputs]\nx = { kind = "uniform", low = 1, high = 2, sourse = "us" }\n'
        + line("a", '"@inputs.x"')
        + line("b", '{ kind = "uniform", low = 1, high = 2, ownr = "us" }')
    )
    assert [problem.key for problem in problems] == ["sourse", "ownr"]


def test_a_catalogue_entry_wrong_as_a_whole_is_said_with_its_place_there(
    tmp_path: Any, compose: Compose
) -> None:
    from simtco.files.load import load  # noqa: PLC0415
    from simtco.files.problems import ExperimentError  # noqa: PLC0415

    folder = tmp_path / "beliefs"
    folder.mkdir()
    (folder / "ours.toml").write_text("[pay]\np10 = 1\np50 = 1.01\np90 = 9\n")
    path = tmp_path / "y.toml"
    path.write_text(
        'title = "x"\nhorizon_months = 1\n[inputs]\nfee = "@ours.pay"\n'
        + line("a", '"@ours.pay"')
        + line("b", '"@inputs.fee"')
        + line("c", '{ belief = "@ours.pay", base = 2 }')
    )
    with pytest.raises(ExperimentError) as caught:
        load(path, None, Catalogue(folder))
    (problem,) = caught.value.problems
    assert (problem.place.file, problem.place.line, problem.key) == (
        str(folder / "ours.toml"),
        1,
        "pay",
    )


def test_a_shape_may_have_a_note_of_our_own(compose: Compose) -> None:
    experiment = compose(
        "[demand]\nrequests_per_day = 1\ninput_tokens = 1\noutput_tokens = 1\n"
        'day_shape = { belief = "@workloads.servegen_m_large.day_shape", note = "Like ours." }\n'
        + line("a", "1")
    )
    assert experiment.demand is not None
    assert experiment.demand.day_shape.note == "Like ours."
