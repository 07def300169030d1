"""Buffers and allocation as frames, where nothing is uncertain and where something is."""

import pytest

from simtco.engine.run import run
from simtco.files.catalogue import Catalogue
from simtco.files.load import compose
from simtco.files.toml import parse_document
from simtco.report.frames import allocation_frame, buffer_frame

CERTAIN = """
title = "nothing is unsure"
horizon_months = 2
simulation = { trials = 4_096 }
[strategies.free.costs]
bill = { kind = "line", hidden = true, monthly = 30 }
[strategies.rent.costs]
bill = { kind = "line", monthly = MONTHLY }
fee = { kind = "line", category = "data", once = 40 }
"""


@pytest.mark.parametrize("monthly", ["50", '"40 to 60"'])
def test_the_frames_add_up(monthly: str) -> None:
    text = CERTAIN.replace("MONTHLY", monthly)
    result = run(compose(parse_document(text, "test.toml"), Catalogue()))
    buffers, parts = buffer_frame(result), allocation_frame(result)
    p80 = buffers[(buffers["strategy"] == "rent") & (buffers["confidence"] == 0.8)]["budget"].item()
    rent = parts[(parts["strategy"] == "rent") & (parts["of"] == "contingency")]
    for _, rows in rent.groupby("sort"):
        assert rows["value"].sum() == pytest.approx(p80 - result.plans["rent"].base, abs=1e-9)
    free = parts[(parts["strategy"] == "free") & (parts["of"] == "contingency")]
    assert free[free["sort"] == "item"]["value"].tolist() == pytest.approx([60])
    assert buffers[buffers["strategy"] == "free"]["buffer"].isna().all()
