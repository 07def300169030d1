"""The title of a report whose most often cheapest strategy is not the one of least mean."""

from simtco.engine.run import run
from simtco.files.catalogue import Catalogue
from simtco.files.load import compose
from simtco.files.toml import parse_document
from simtco.metrics.metric import comparisons, findings
from simtco.report.contents import contents

GAMBLE = """
title = "a sure bill, or a gamble"
horizon_months = 1
simulation = { trials = 4_096 }
[strategies.gamble.costs]
bill = { kind = "line", once = { kind = "discrete", values = [90, 300], weights = [9, 1] } }
[strategies.sure.costs]
bill = { kind = "line", once = 100 }
"""


def test_the_title_names_both() -> None:
    """The gamble costs 111 on average and is the cheaper in 9 of 10 futures."""
    result = run(compose(parse_document(GAMBLE, "gamble.toml"), Catalogue()))
    page = contents(result, "gamble", findings(result), comparisons(result), {})
    assert page.title == ("sure costs least on average, gamble most often; 100 USD covers 8 in 10")
    said = page.answer[0].sentence
    assert "gamble is the cheapest more often, in 9 of 10 futures" in said
