"""Mixtures and adjusted distributions as a file writes them: references, places, schema."""

import tomllib
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from simtco.engine.run import run
from simtco.files.catalogue import Catalogue
from simtco.files.experiment import Experiment
from simtco.files.load import load
from simtco.files.problems import Problem
from simtco.files.schema.generate import experiment_schema
from simtco.words.belief import Belief
from simtco.words.families.adjusted import Adjusted
from simtco.words.families.mixture import Mixture

Compose = Callable[..., Experiment]
Refuse = Callable[..., list[Problem]]

PAY = "@people.devops_month"


def line(monthly: str) -> str:
    return f'[strategies.a.costs.bill]\nkind = "line"\nmonthly = {monthly}\n'


def bill(experiment: Experiment) -> Belief:
    plain: Any = experiment.strategies["a"]
    found: Belief = plain.costs["bill"].monthly
    return found


def mixture(*components: str, more: str = "") -> str:
    return f'{{ kind = "mixture", components = [{", ".join(components)}]{more} }}'


def test_a_belief_lends_a_mixture_its_distribution_and_no_draw(compose: Compose) -> None:
    own = '{ kind = "normal", mean = 5, sd = 1 }'
    experiment = compose(
        f"[inputs]\nfee = {own}\n"
        + line(mixture(f'"{PAY}"', '"@inputs.fee"', "3", more=", weights = [1, 2, 1]"))
    )
    belief = bill(experiment)
    theirs = compose(line(f'"{PAY}"'))
    assert isinstance(belief.family, Mixture)
    assert belief.family.components[0] == bill(theirs).family
    assert belief.family.components[1] == experiment.inputs["fee"].family
    assert belief.name == "strategies.a.costs.bill.monthly"
    assert (belief.unit, belief.source) == ("", "")
    assert PAY.removeprefix("@") not in experiment.variables


def test_a_component_may_be_a_belief_with_nothing_beside(compose: Compose) -> None:
    alone = bill(compose(line(mixture(f'{{ belief = "{PAY}" }}')))).family
    assert alone == bill(compose(line(mixture(f'"{PAY}"')))).family


def test_a_mixture_of_the_catalogue_may_refer_to_the_catalogue(tmp_path: Path) -> None:
    folder = tmp_path / "ours"
    folder.mkdir()
    about = 'unit = "x"\nsource = "s"\nconfidence = "low"\nnote = "n"\nas_of = 2026-11-01\n'
    (folder / "ours.toml").write_text(
        f'[body]\nkind = "uniform"\nlow = 0\nhigh = 2\n{about}'
        f'[both]\nkind = "mixture"\ncomponents = ["@ours.body", 9]\n{about}'
    )
    path = tmp_path / "x.toml"
    path.write_text('title = "x"\nhorizon_months = 12\n' + line('"@ours.both"'))
    loaded = load(path, None, Catalogue(folder))
    belief = bill(loaded.experiment)
    assert (belief.name, belief.unit, belief.family.mean) == ("ours.both", "x", 5.0)
    assert set(loaded.entries) == {"ours.body", "ours.both"}


def test_mixtures_and_adjusted_beliefs_are_drawn(compose: Compose) -> None:
    """The mean of 12 months of 0.25 * 100 + 0.75 * (capped uniform: 2 - 0.5^2 / 2)."""
    capped = '{ kind = "uniform", low = 0, high = 1, factor = 4, cap = 2 }'
    experiment = compose(
        line(mixture("100", capped, more=", weights = [1, 3]")), simulation__trials="16384"
    )
    result = run(experiment, 1)
    assert result.total("a").mean() == pytest.approx(12 * (25 + 0.75 * 1.5), rel=0.002)


@pytest.mark.parametrize(
    "where",
    [
        '[inputs]\nx = {}\n[strategies.a.costs.bill]\nkind = "line"\nmonthly = "@inputs.x"\n',
        '[strategies.a.costs.bill]\nkind = "line"\nmonthly = {}\n',
        '[strategies.a.costs.bill]\nkind = "line"\nonce = {}\n',
        "[demand]\nrequests_per_day = {}\ninput_tokens = 1\noutput_tokens = 1\n" + line("1"),
        "[demand]\nrequests_per_day = 1\ninput_tokens = {{ per_request = {} }}\n"
        "output_tokens = 1\n" + line("1"),
        line("1") + '[strategies.a.shocks.s]\nkind = "incidents"\nper_year = 1\nseverity = {}\n',
        line("{{ kind = 'constant', value = 1, path = {{ kind = 'growth', annual = {} }} }}"),
    ],
)
def test_adjustments_stand_wherever_a_distribution_may(compose: Compose, where: str) -> None:
    table = '{ kind = "normal", mean = 3, sd = 1, truncate = { low = 1, high = 5 }, unit = "x" }'
    experiment = compose(where.format(table))
    families = [
        belief.family for belief in (*experiment.beliefs.values(), *experiment.pooled.values())
    ]
    assert any(isinstance(family, Adjusted) for family in families)


def test_the_command_line_may_adjust(compose: Compose) -> None:
    text = line('{ kind = "uniform", low = 0, high = 1 }')
    assert bill(compose(text, strategies__a__costs__bill__monthly__cap="0.5")).family.mean == (
        pytest.approx(0.375)
    )
    assert bill(
        compose(text, strategies__a__costs__bill__monthly__truncate__low="0.5")
    ).family.mean == (pytest.approx(0.75))


def test_the_schema_lets_adjustments_stand_beside_every_family() -> None:
    schema = experiment_schema()
    for name in ("Belief", "Amount", "Pooled", "Distribution"):
        tables = [
            form for form in schema["$defs"][name]["anyOf"] if "kind" in form.get("properties", {})
        ]
        assert len(tables) > 15
        for table in tables:
            keys = {"truncate", "factor", "shift", "floor", "cap"}
            assert keys <= set(table["properties"])
            assert table["title"] != "Adjusted"


FITS = [
    '{ kind = "normal", mean = 1, sd = 2, cap = 3, truncate = { low = 0 }, unit = "x" }',
    "{ p10 = 1, p50 = 2, p90 = 3, factor = 2, shift = -1, floor = 0 }",
    mixture("1", '"2 to 3"', '"@a.b"', "{ p10 = 1, p50 = 2, p90 = 3, cap = 3 }", mixture("1", "2")),
    mixture("1", "2", more=", weights = [1, 2], cap = 1.5"),
    '{ kind = "empirical", csv = "usage.csv", column = "tokens", cap = 3 }',
    '{ kind = "empirical", probabilities = [0, 1], values = [1, 2] }',
]
DOES_NOT_FIT = [
    '{ kind = "normal", mean = 1, sd = 2, capp = 3 }',
    '{ kind = "normal", mean = 1, sd = 2, factor = 0 }',
    '{ kind = "normal", mean = 1, sd = 2, truncate = { lo = 0 } }',
    '{ kind = "empirical", csv = "usage.csv" }',
    mixture(),
    mixture('{ kind = "normall" }'),
    mixture('{ kind = "normal", mean = 1, sd = 2, unit = "x" }'),
]


@pytest.mark.parametrize("table", FITS + DOES_NOT_FIT)
def test_the_schema_tells_right_from_wrong(table: str) -> None:
    jsonschema = pytest.importorskip("jsonschema")
    data = tomllib.loads(f'title = "x"\nhorizon_months = 1\n{line(table)}')
    assert jsonschema.Draft7Validator(experiment_schema()).is_valid(data) == (table in FITS)


NORMAL = 'kind = "normal", mean = 3, sd = 1'
WRONG = [
    (f"{{ {NORMAL}, capp = 3 }}", "capp", 'did you mean "cap"?'),
    (f"{{ {NORMAL}, cap = 3, flor = 1 }}", "flor", 'did you mean "floor"?'),
    (f"{{ {NORMAL}, cap = 3, untt = 1 }}", "untt", 'did you mean "unit"?'),
    (f"{{ {NORMAL}, cap = 3, floor = 4 }}", "cap", "cap = 3 must be above floor = 4"),
    (f"{{ {NORMAL}, truncate = {{ lo = 1 }} }}", "lo", 'did you mean "low"?'),
    (f"{{ {NORMAL}, truncate = {{ low = 2, high = 1 }} }}", "high", "must be above low = 2"),
    (f"{{ {NORMAL}, truncate = {{ low = 99 }} }}", "truncate", "fewer than 1 in 1,000,000"),
    ('{ kind = "pert", low = 1, mode = 9, high = 3, cap = 3 }', "mode", "must lie between"),
    ('{ kind = "normall", mean = 3, cap = 3 }', "kind", 'did you mean "normal"?'),
    ("{ cap = 3 }", "monthly", "known kinds: bernoulli, beta"),
    ('{ kind = "normal", mean = 3, cap = 3 }', "monthly", "normal"),
    (f'{{ belief = "{PAY}", cap = 3 }}', "cap", "cap cannot be changed beside belief"),
    (mixture("1", '"5 to 3"'), "components[1]", "must be below the second"),
    (mixture("1", f"{{ {NORMAL}, sdd = 1 }}"), "sdd", 'did you mean "sd"?'),
    (mixture("1", f"{{ {NORMAL}, floo = 1 }}"), "floo", 'did you mean "floor"?'),
    (mixture("1", '"@inputs.y"'), "components[1]", 'no input is named "@inputs.y"'),
    (mixture(f'{{ belief = "{PAY}", base = 3 }}'), "base", "cannot be changed beside belief"),
    (mixture("1", more=", weights = [1, 2]"), "weights", "as many as components: 1, not 2"),
]


@pytest.mark.parametrize(("table", "key", "words"), WRONG)
def test_what_is_wrong_is_said_at_its_key(refuse: Refuse, table: str, key: str, words: str) -> None:
    (problem,) = refuse(line(table))
    assert (problem.place.line, problem.key) == (5, key)
    assert words in problem.message
    assert "adjusted" not in problem.message


def test_a_component_that_moves_over_the_months_is_refused(refuse: Refuse) -> None:
    moving = '{ kind = "constant", value = 1, path = { kind = "flat" } }'
    (problem,) = refuse(f"[inputs]\nfee = {moving}\n" + line(mixture('"@inputs.fee"')))
    assert problem.message == '"@inputs.fee" moves over the months; this number does not'
