"""Experiments of every shape, run and written once each."""

from functools import cache

from simtco.engine.block import Result
from simtco.engine.run import run
from simtco.files.catalogue import Catalogue
from simtco.files.load import compose
from simtco.files.toml import parse_document
from simtco.metrics.metric import comparisons, findings
from simtco.report.contents import Contents, contents

COST = '{kind = "line", category = "%s", monthly = {kind = "pert", low = %r, mode = %r, high = %r}}'
EVIL = """</title><script>alert("x")</script> & 'quotes' | pipes _under_ $5 to $9"""
LONG = "Donaudampfschifffahrtselektrizitätenhauptbetriebswerkbauunterbeamtengesellschaft"
ARABIC = "\N{ARABIC LETTER SEEN}\N{ARABIC LETTER HAH}"


def cost(scale: float, category: str = "compute") -> str:
    return COST % (category, 0.8 * scale, scale, 2.0 * scale)


def head(title: str = "T", horizon: int = 12, trials: int = 8_192, rest: str = "") -> str:
    return (
        f"title = '''{title}'''\nhorizon_months = {horizon}\n{rest}\n"
        f"[simulation]\ntrials = {trials}\n"
    )


def many(count: int) -> str:
    return head(rest="budget = 30_000") + "".join(
        f'[strategies.s{n}]\nlabel = "A rather long label of strategy number {n}"\n'
        f"costs = {{ run = {cost(1_000.0 + 40 * n)}, look = {cost(300.0, 'security')} }}\n"
        for n in range(count)
    )


EXPERIMENTS = {
    "one": many(1),
    "two": head(rest='budget = 20_000\nconfidence = 0.85\nnotes = ["a | b", "<b>c</b>"]')
    + f"[strategies.a]\ncosts = {{ run = {cost(1_000.0)} }}\n"
    + f"[strategies.b]\ncosts = {{ run = {cost(900.0)}, gone = {{kind = 'line', hidden = true, "
    "once = {p10 = 100, p50 = 200, p90 = 400, source = 'a | <i>b</i>', unit = 'USD', "
    "owner = 'me', as_of = 2026-01-02, confidence = 'low', note = 'n & m'}} }\n"
    + "shocks = { fire = { kind = 'incidents', per_year = 2, note = 'burns', "
    "severity = {kind = 'lognormal', p50 = 500, sigma = 1.0} } }\n",
    "twelve": many(12),
    "shaken": head(horizon=24, rest="discount_rate = 0.1")
    + f"[strategies.a]\ncosts = {{ run = {cost(1_000.0)}, "
    "build = {kind = 'line', once = 20_000} }\n"
    "[strategies.a.shocks]\n"
    "fire = { kind = 'incidents', per_year = 2, severity = '500 to 3_000' }\n"
    "leak = { kind = 'event', probability = 0.2, impact = '1_000 to 9_000', note = 'Of data.', "
    "mitigation = { cost = 100, probability = 0.05 } }\n"
    "theft = { kind = 'event', probability = 0.1, impact = 50, "
    "mitigation = { cost = 40, impact = 0, adopted = true } }\n"
    "prices = { kind = 'price_change', costs = ['run'], per_year = 1, "
    "ratio = { kind = 'discrete', values = [0.5, 1.5] } }\n"
    "law = { kind = 'regulation', probability = 0.5, month = 12, monthly = 100 }\n"
    "slip = { kind = 'overrun', ratio = { kind = 'pareto', min = 0.8, alpha = 1.5, "
    "truncate = { high = 15 } } }\n"
    f"[strategies.b]\ncosts = {{ run = {cost(1_100.0)} }}\n",
    "one_event": head() + f"[strategies.a]\ncosts = {{ run = {cost(1_000.0)} }}\n"
    "shocks = { leak = { kind = 'event', probability = 0.2, impact = '1_000 to 9_000' } }\n",
    "savings": head() + f"[strategies.a]\ncosts = {{ run = {cost(1_000.0)} }}\n"
    "shocks = { prices = { kind = 'price_change', costs = ['run'], per_year = 2, ratio = 0.5 } }\n",
    "alike": head() + "".join(f"[strategies.s{n}]\ncosts = {{ c = {cost(9.0)} }}\n" for n in "ab"),
    "nothing": head()
    + "[strategies.free]\ncosts = { c = {kind = 'line', once = 0} }\n"
    + "[strategies.also_free]\ncosts = { c = {kind = 'line', monthly = 0} }\n",
    "half_nothing": head()
    + "[strategies.free]\ncosts = { c = {kind = 'line', once = 0} }\n"
    + f"[strategies.paid]\ncosts = {{ c = {cost(5.0)} }}\n",
    "income": head()
    + "[strategies.a]\ncosts = { c = {kind = 'line', monthly = {kind = 'normal', mean = -100, "
    "sd = 10}} }\n" + f"[strategies.b]\ncosts = {{ c = {cost(5.0)} }}\n",
    "tiny_and_huge": head()
    + f"[strategies.tiny]\ncosts = {{ c = {cost(1e-4)} }}\n"
    + f"[strategies.huge]\ncosts = {{ c = {cost(1e11)} }}\n",
    "one_month": head(horizon=1)
    + f"[strategies.a]\ncosts = {{ c = {cost(7.0)} }}\n"
    + f"[strategies.b]\ncosts = {{ c = {cost(8.0)} }}\n",
    "fifty_years": head(horizon=600, trials=4_096)
    + f"[strategies.a]\ncosts = {{ c = {cost(7.0)} }}\n"
    + "[strategies.b]\ncosts = { c = {kind = 'line', once = 5_000, monthly = 1} }\n",
    "one_block": head(trials=1)
    + f"[strategies.a]\ncosts = {{ c = {cost(7.0)} }}\n"
    + f"[strategies.b]\ncosts = {{ c = {cost(6.0)} }}\n",
    "evil": head(EVIL.replace("'", '"'), rest=f"notes = ['''{EVIL.replace(chr(39), chr(34))}''']")
    + f"[strategies.a]\nlabel = '{EVIL.replace(chr(39), '`')}'\ncosts = {{ c = {cost(7.0)} }}\n"
    + f'[strategies.b]\nlabel = "{ARABIC} \\U0001F600 \\u4e2d\\u6587"\n'
    + f"costs = {{ c = {cost(8.0)} }}\n",
    "words": head(f"{LONG}?", rest=f'budget = 9_000\nnotes = ["{2 * LONG}"]')
    + f'[strategies.{"x" * 60}]\nlabel = "{LONG}"\ncosts = {{ {"y" * 60} = {cost(7.0)} }}\n'
    + f'[strategies.b]\nlabel = "{LONG} b"\ncosts = {{ c = {cost(8.0)} }}\n',
    "right_to_left": head(3 * ARABIC) + f'[strategies.a]\nlabel = "{ARABIC} API 2"\n'
    f"costs = {{ c = {cost(7.0)} }}\n",
    "sure": head(rest="confidence = 0.999") + f"[strategies.a]\ncosts = {{ c = {cost(7.0)} }}\n",
    "unsure": head(rest="confidence = 0.3") + f"[strategies.a]\ncosts = {{ c = {cost(7.0)} }}\n",
}


@cache
def result(name: str) -> Result:
    document = parse_document(EXPERIMENTS[name], f"{name}.toml")
    return run(compose(document, Catalogue()), workers=1)


def report(name: str) -> Contents:
    found = result(name)
    provenance = {"Experiment file": f"{name}.toml", "Seed": "33"}
    return contents(found, name, findings(found), comparisons(found), provenance)


@cache
def written(name: str) -> Contents:
    return report(name)
