"""The page as a browser, a screen reader and a careful reader meet it."""

import base64
import hashlib
import itertools
import json
import re
from dataclasses import dataclass, field
from html.parser import HTMLParser

import html5lib
import numpy as np
import pytest

from simtco.metrics.metric import comparisons, findings
from simtco.report.page import html
from simtco.report.phrases import plain
from simtco.words.wording import figure, frequency
from tests.report.written import EVIL, EXPERIMENTS, report, result, written

VOID = {"meta", "input", "wbr", "link", "br", "img"}


@dataclass
class Page(HTMLParser):
    """What a page holds: tags with attributes, in order, and the text of each sort of element."""

    tags: list[tuple[str, dict[str, str]]] = field(default_factory=list)
    texts: list[tuple[str, str]] = field(default_factory=list)
    open: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        super().__init__()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, {key: value or "" for key, value in attrs}))
        if tag not in VOID:
            self.open.append(tag)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, {key: value or "" for key, value in attrs}))

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        self.texts.append((self.open[-1] if self.open else "", data))

    def text(self, tag: str) -> str:
        return "".join(data for at, data in self.texts if at == tag)


def parsed(name: str) -> Page:
    page = Page()
    page.feed(html(written(name)))
    page.close()
    assert page.open == []
    return page


@pytest.mark.parametrize("name", EXPERIMENTS)
def test_page_is_sound(name: str) -> None:
    page = parsed(name)
    ids = [attributes["id"] for _, attributes in page.tags if "id" in attributes]
    assert len(ids) == len(set(ids))
    levels = [int(tag[1]) for tag, _ in page.tags if re.fullmatch("h[1-6]", tag)]
    assert levels[0] == 1
    assert levels.count(1) == 1
    assert all(after - before <= 1 for before, after in itertools.pairwise(levels))
    for attribute in ("aria-labelledby", "for"):
        for _, attributes in page.tags:
            assert set(attributes.get(attribute, "").split()) <= set(ids)
    for _, attributes in page.tags:
        assert attributes.get("href", "#" + ids[0]).removeprefix("#") in ids
        assert "src" not in attributes
        assert set(re.findall(r"url\(#([^)]+)\)", " ".join(attributes.values()))) <= set(ids)


@pytest.mark.parametrize("name", EXPERIMENTS)
def test_page_is_small_and_stands_alone(name: str) -> None:
    text = html(written(name))
    assert len(text.encode()) < 700_000
    assert not re.search(r"https?:|//[a-z]|@import|url\((?!#)", text)
    assert not re.search(r"\b(nan|inf)\b", text)


@pytest.mark.parametrize("name", EXPERIMENTS)
def test_figures_are_titled_and_described(name: str) -> None:
    page = parsed(name)
    drawings = [attributes for tag, attributes in page.tags if tag == "svg"]
    shown = [figure for section in written(name).sections for figure in section.illustrations]
    assert len(drawings) == len(shown)
    for attributes in drawings:
        assert attributes["role"] == "img"
        assert len(attributes["aria-labelledby"].split()) == 2
    for figure_ in shown:
        assert figure_.title
        assert figure_.sentence.endswith(".")
        assert figure_.data.rows


@pytest.mark.parametrize("name", EXPERIMENTS)
def test_tables_are_whole(name: str) -> None:
    for section in written(name).sections:
        tables = [*section.tables, *(figure.data for figure in section.illustrations)]
        if section.slider is not None:
            tables.append(section.slider.table)
            assert all(
                len(step.cells) == len(section.slider.table.rows) for step in section.slider.steps
            )
        for table in tables:
            assert all(len(row) == len(table.columns) for row in table.rows)
            assert len(table.keys) in {0, len(table.rows)}


@pytest.mark.parametrize("name", ["two", "evil"])
def test_equal_inputs_give_equal_bytes(name: str) -> None:
    assert html(report(name)) == html(report(name))


def test_only_the_named_script_and_style_may_run() -> None:
    text = html(written("two"))
    policy = re.search(r'Security-Policy" content="([^"]*)"', text)
    assert policy is not None
    digests = {
        tag: base64.b64encode(hashlib.sha256(inside.encode()).digest()).decode()
        for tag, inside in re.findall(r"<(style|script)>(.*?)</\1>", text, flags=re.DOTALL)
    }
    assert policy[1].split("; ") == [
        "default-src 'none'",
        f"style-src 'sha256-{digests['style']}'",
        f"script-src 'sha256-{digests['script']}'",
        "base-uri 'none'",
        "form-action 'none'",
    ]


@pytest.mark.parametrize("name", EXPERIMENTS)
def test_the_policy_forbids_nothing_that_the_page_holds(name: str) -> None:
    for tag, attributes in parsed(name).tags:
        assert "style" not in attributes, tag
        assert not [key for key in attributes if key.startswith("on")], tag
        assert "href" not in attributes or attributes["href"].startswith("#")


@pytest.mark.parametrize("name", EXPERIMENTS)
def test_the_page_is_valid_html(name: str) -> None:
    html5lib.HTMLParser(strict=True).parse(html(written(name)))


def test_sections_come_in_the_order_of_the_design() -> None:
    order = [section.id for section in written("two").sections]
    designed = (
        *("strategies", "s-curve", "exceedance", "reconciliation", "buffer", "contingency"),
        *("drivers", "shocks", "stress", "reference", "information", "timeline"),
        *("assumptions", "correlations", "quality", "limits"),
    )
    assert tuple(each for each in order if each in designed) == designed


def test_words_of_the_answer_are_explained_beside_it() -> None:
    text = html(written("two"))
    answer = text[text.index('id="answer"') : text.index("<nav")]
    assert "A future is one draw" in answer
    assert "P85 is the amount that 85 in 100 futures cost no more than" in answer
    for word in ("base estimate is", "CVaR95 is", "the standard error:"):
        assert word in answer


@pytest.mark.parametrize("name", EXPERIMENTS)
def test_what_shows_one_strategy_says_which(name: str) -> None:
    count = len(written(name).strategies)
    page = parsed(name)
    marked = [own["data-strategy"] for _, own in page.tags if "data-strategy" in own]
    assert {int(key) for key in marked} == set(range(count))
    boxes = [own for tag, own in page.tags if tag == "input" and own["type"] == "checkbox"]
    assert len(boxes) == (count if count > 1 else 0)


def test_a_table_of_many_strategies_fits_a_sheet() -> None:
    section = next(s for s in written("twelve").sections if s.id == "strategies")
    widths = [len(table.columns) for table in section.tables]
    assert widths == [5, 5, 5]


def test_hostile_text_stays_text() -> None:
    page, text = parsed("evil"), html(written("evil"))
    assert [tag for tag, _ in page.tags].count("script") == 2
    assert "<script>alert" not in text
    assert EVIL.replace("'", '"') in page.text("p")
    assert EVIL.replace("'", '"') in page.text("li")
    assert "\N{FIRST STRONG ISOLATE}" in page.text("th")


def test_title_is_the_answer() -> None:
    page, totals = parsed("two"), result("two").totals
    best = int(np.argmin(totals.mean(axis=1)))
    often = frequency(float(np.mean(totals.argmin(axis=0) == best))).replace(" in ", " of ")
    covers = figure(float(np.quantile(totals[best], 0.85)))
    said = f"{'ab'[best]}: cheapest in {often} futures; {covers} USD covers 85 in 100"
    assert page.text("h1") == said
    assert written("one").title.endswith(" USD covers 8 in 10 futures")
    assert page.text("h1") in page.text("title")


def test_numbers_are_the_findings() -> None:
    found, text = findings(result("two")), html(written("two"))
    for strategy in ("a", "b"):
        for key in ("base", "mean", "p10", "p50", "p80", "p95", "cvar95", "expected_regret"):
            assert f">{figure(found[strategy][key].number)}<" in text
    compared = comparisons(result("two"))["b"]["difference.mean"].number
    assert f">{plain(compared)}<" in text


@pytest.mark.parametrize("name", EXPERIMENTS)
def test_reconciliation_adds_up_as_written(name: str) -> None:
    section = next(s for s in written(name).sections if s.id == "reconciliation")
    for row in section.tables[0].rows:
        numbers = [float(cell.replace(",", "").replace("\N{MINUS SIGN}", "-")) for cell in row[1:]]
        base, hidden, skew, shocks, mean, spread, level = numbers
        unit = max(abs(number) for number in numbers) * 1e-9
        assert base + hidden + skew + shocks == pytest.approx(mean, abs=unit)
        assert mean + spread == pytest.approx(level, abs=unit)


def test_slider_data_follow_the_table() -> None:
    text = html(written("two"))
    start = text.index('<script type="application/json">') + len('<script type="application/json">')
    live = json.loads(text[start : text.index("</script>", start)])
    steps = live["steps"]
    assert [step[0] for step in steps] == list(range(1, 100))
    totals = result("two").totals
    assert live["budgets"][1][89] == pytest.approx(float(np.quantile(totals[1], 0.9)), rel=1e-6)
    section = next(s for s in written("two").sections if s.id == "buffer")
    assert section.slider is not None
    at_level = steps[section.slider.start.percent - 1]
    assert at_level[1] == "85 in 100"
    assert [row[1:] for row in section.slider.table.rows] == [tuple(row) for row in at_level[2]]


def test_a_single_block_has_no_standard_errors() -> None:
    page = parsed("one_block")
    assert "±\N{NO-BREAK SPACE}n/a" in page.text("small")
    assert "A single block tells nothing" in page.text("p")


def test_weak_beliefs_are_named() -> None:
    page = parsed("two")
    assert "Confidence is low in 1: strategies.b.costs.gone.once." in page.text("p")
    assert "No source is given for" in page.text("p")
    assert "as of 2026-01-02, owner: me, confidence: low" in page.text("small")


def test_a_strategy_that_never_breaks_even_is_told_plainly() -> None:
    text = " ".join(p for s in written("tiny_and_huge").sections for p in s.paragraphs)
    assert "huge never breaks even within 12 months: in none of the 8,192 futures drawn." in text
