"""What is said of a requirement that is met, one that is not, and one that has no number."""

from simtco.engine.run import run
from simtco.files.catalogue import Catalogue
from simtco.files.load import compose
from simtco.files.toml import parse_document
from simtco.metrics.metric import comparisons, findings
from simtco.metrics.requirements import verdicts

TEXT = """
title = "a sure bill, and one that the plan leaves out"
horizon_months = 1
simulation = { trials = 4_096 }
[strategies.sure.costs]
bill = { kind = "line", once = 100 }
[strategies.forgotten.costs]
bill = { kind = "line", once = 50, hidden = true }
[require]
buffer.sure = "<= 10%"
buffer.forgotten = "<= 10%"
p_cheaper.forgotten = "<= 0.5"
"""


def test_each_requirement_is_said_with_what_was_found() -> None:
    result = run(compose(parse_document(TEXT, "test.toml"), Catalogue()))
    found = {
        (each.key, each.strategy): each
        for each in verdicts(result, findings(result), comparisons(result))
    }
    sure, forgotten = found["buffer", "sure"], found["buffer", "forgotten"]
    assert (sure.met, sure.found) == (True, 0.0)
    assert sure.sentence == "buffer of sure must be at most 0.1, and is 0."
    assert (forgotten.met, forgotten.found) == (False, None)
    assert forgotten.sentence == (
        "buffer of forgotten must be at most 0.1, and there is none: "
        "A base estimate of nothing has no buffer in percent."
    )
    cheaper = found["p_cheaper", "forgotten"]
    assert (cheaper.met, cheaper.found) == (False, 1.0)
    assert cheaper.sentence == "p_cheaper of forgotten must be at most 0.5, but is 1."
