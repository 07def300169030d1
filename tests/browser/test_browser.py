"""The report in Chromium: what moves, what is read out, what is printed, who can use it."""

import json
import re
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any, Literal

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, expect, sync_playwright

from simtco.report.page import html
from simtco.words.wording import figure
from tests.browser.pdf_text import pages
from tests.report.written import written

EXAMPLE = Path(__file__).parents[2] / "reports" / "example" / "support_chatbot"
CHROMIUM = next(filter(None, map(shutil.which, ("chromium", "chromium-browser"))), None)
FLAGS = [
    *("--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run"),
    *("--disable-background-networking", "--disable-component-update", "--disable-sync"),
]
SUMMARY: dict[str, Any] = json.loads((EXAMPLE / "summary.json").read_text(encoding="utf-8"))
NAMES = list(SUMMARY["strategies"])
UNFOLD = "document.querySelectorAll('details').forEach(it => { it.open = true; })"
THIN = (  # rows and marks are alike, and an audit takes its time over each
    "document.querySelectorAll('tbody tr:nth-child(n+4), svg > g > g > g:nth-child(n+12)')"
    ".forEach(it => it.remove())"
)
A4 = 657  # the width between the margins, in CSS pixels

pytestmark = [
    pytest.mark.skipif(CHROMIUM is None, reason="no Chromium here: apt-get install chromium"),
    pytest.mark.xdist_group("browser"),
]


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        opened = playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        yield opened
        opened.close()


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    """A page of which nothing may be said on the console."""
    said: list[str] = []
    opened = browser.new_page(viewport={"width": 1000, "height": 900})
    opened.on("console", lambda message: said.append(message.text))
    opened.on("pageerror", lambda error: said.append(str(error)))
    yield opened
    opened.close()
    assert said == []


@pytest.fixture
def report(page: Page) -> Page:
    page.goto((EXAMPLE / "report.html").as_uri())
    return page


def cells(page: Page, row: int) -> list[str]:
    return page.locator(".slider tbody tr").nth(row).locator("td").all_inner_texts()


def slide(page: Page, chance: int) -> None:
    page.locator(".slider [type=range]").fill(str(chance))


def displayed(page: Page, strategy: int) -> list[tuple[str, str]]:
    """Tag and CSS display of all that shows a strategy."""
    told = "all => all.map(it => [it.localName, getComputedStyle(it).display])"
    found = page.locator(f'[data-strategy="{strategy}"]').evaluate_all(told)
    return [(tag, how) for tag, how in found]


def test_the_slider_gives_the_budgets_of_the_summary(report: Page) -> None:
    for level in (50, 80, 90, 95):
        slide(report, level)
        for row, found in enumerate(SUMMARY["strategies"].values()):
            budget, over = found[f"p{level}"], found[f"p{level}"] - found["base"]
            share = found["buffer"][f"p{level}"]
            said = [figure(budget), f"+{figure(over)}", f"{figure(100 * share)}%"]
            assert cells(report, row) == said
    assert report.locator(".slider output").inner_text() == "95 in 100"


def test_a_budget_gives_its_chance_back(report: Page) -> None:
    says = report.locator(".says")
    budget = report.get_by_label("Budget, USD")
    for row, found in enumerate(SUMMARY["strategies"].values()):
        report.get_by_label("Strategy", exact=True).select_option(str(row))
        budget.fill(str(1.0001 * found["p90"]))
        expect(says).to_contain_text(f"{figure(found['p90'])} USD covers 9 in 10 futures")
        expect(says).to_contain_text(f"{figure(found['p90'] - found['base'])} USD over the base")
    budget.fill("1")
    expect(says).to_contain_text("1.00 USD covers fewer than 1 in 100 futures")
    expect(says).to_contain_text("under the base estimate")
    budget.fill("1e12")
    expect(says).to_contain_text("covers more than 99 in 100 futures")
    assert says.get_attribute("role") == "status"


def test_keys_move_the_slider(report: Page) -> None:
    slider = report.locator(".slider [type=range]")
    slider.focus()
    report.keyboard.press("ArrowRight")
    assert slider.get_attribute("aria-valuetext") == "81 in 100"
    report.keyboard.press("Home")
    assert slider.get_attribute("aria-valuetext") == "1 in 100"
    expect(report.locator(".says")).to_contain_text("covers 1 in 100 futures")


def test_a_strategy_hidden_is_gone_from_figures_and_tables(report: Page) -> None:
    assert {found[0] for found in displayed(report, 1)} >= {"tr", "th", "td", "g", "figure"}
    report.locator(".toggles summary").focus()
    report.keyboard.press("Enter")
    for key in ("Tab", "Tab", "Space"):
        report.keyboard.press(key)
    assert {how for _, how in displayed(report, 1)} == {"none"}
    assert "none" not in {how for _, how in displayed(report, 0)}
    assert report.locator(".toggles output").inner_text() == "1 of 2"
    report.locator(".toggles input").first.click()
    assert report.locator(".toggles input").first.is_checked(), "one strategy stays"


def test_tables_are_sorted_by_keys(report: Page) -> None:
    table = report.locator("#spending-table-1")
    head = table.locator("thead th").nth(4)
    written_order = table.locator("tbody th").all_inner_texts()

    def means() -> list[float]:
        said = table.locator("tbody tr td:nth-child(5)").all_inner_texts()
        return [float(each.partition("\n")[0].replace(",", "")) for each in said[:-1]]

    ways = [("descending", True), ("ascending", False)]
    for way, reverse in ways:
        head.locator("button").press("Enter")
        assert head.get_attribute("aria-sort") == way
        assert means() == sorted(means(), reverse=reverse)
        assert table.locator("tbody th").last.inner_text() == "all items"
    head.locator("button").press("Enter")
    assert head.get_attribute("aria-sort") is None
    assert table.locator("tbody th").all_inner_texts() == written_order


def test_shares_of_futures_are_sorted_as_numbers(report: Page) -> None:
    table = report.locator("#shocks-table-1")
    table.locator("thead th button").nth(1).click()
    said = table.locator("tbody td:nth-child(2)").all_inner_texts()
    shares = [int(a.replace(",", "")) / int(b.replace(",", "")) for a, b in _frequencies(said)]
    assert shares == sorted(shares, reverse=True)


def _frequencies(cells_: list[str]) -> list[tuple[str, str]]:
    found = [re.match(r"([\d,]+) in ([\d,]+)", cell) for cell in cells_]
    return [(each[1], each[2]) for each in found if each is not None]


def test_the_address_keeps_what_was_set(report: Page) -> None:
    slide(report, 90)
    report.locator(".toggles summary").click()
    report.locator(".toggles input").nth(1).click()
    report.locator("#spending-table-1 thead button").first.click()
    report.locator("nav a[href='#spending']").click()
    report.wait_for_function("location.hash.startsWith('#spending&')")
    address = report.url
    said, kept = report.locator(".says").inner_text(), cells(report, 0)
    report.goto("about:blank")
    report.goto(address)
    assert report.locator(".says").inner_text() == said
    assert cells(report, 0) == kept
    assert not report.locator(".toggles input").nth(1).is_checked()
    assert report.locator("#spending-table-1 th").first.get_attribute("aria-sort") == "ascending"
    assert (
        report.locator("#spending").evaluate("it => Math.abs(it.getBoundingClientRect().top)") < 120
    )


@pytest.mark.parametrize("end", ["#nowhere&chance=x&of=9&hide=0,1,7&sort=a.b.c", "#%E0&=&&sort=."])
def test_an_address_that_says_nothing_changes_nothing(page: Page, end: str) -> None:
    page.goto((EXAMPLE / "report.html").as_uri() + end)
    assert page.locator(".toggles input:checked").count() == 2
    assert page.locator("[aria-sort]").count() == 0
    assert page.locator(".slider tbody tr").count() == 2


def test_nothing_is_lost_where_scripts_do_not_run(browser: Browser) -> None:
    context = browser.new_context(java_script_enabled=False)
    plain = context.new_page()
    plain.goto((EXAMPLE / "report.html").as_uri())
    found = SUMMARY["strategies"][NAMES[0]]
    assert cells(plain, 0)[0] == figure(found["p80"])
    assert not plain.locator(".control").is_visible()
    assert not plain.locator(".toggles").is_visible()
    assert plain.locator("thead button").count() == 0
    context.close()


@pytest.mark.parametrize(
    ("scheme", "options"), [("light", None), ("dark", {"runOnly": ["color-contrast"]})]
)
def test_nobody_is_shut_out(
    report: Page, scheme: Literal["light", "dark"], options: dict[str, Any] | None
) -> None:
    report.emulate_media(color_scheme=scheme)
    report.evaluate(UNFOLD)
    report.evaluate(THIN)
    assert grave(report, options) == []


def test_no_row_and_no_mark_shuts_anybody_out(page: Page, tmp_path: Path) -> None:
    """All of a short report, where the others leave out what is alike."""
    path = tmp_path / "report.html"
    path.write_text(html(written("one")), encoding="utf-8")
    page.goto(path.as_uri())
    page.evaluate(UNFOLD)
    assert grave(page) == []


def grave(audited: Page, options: dict[str, Any] | None = None) -> list[Any]:
    """What an audit finds serious or critical."""
    response = Axe().run(audited, options=options).response
    assert "color-contrast" in {each["id"] for each in response["passes"]}
    return [
        (each["id"], [node["html"][:120] for node in each["nodes"][:3]])
        for each in response["violations"]
        if each["impact"] in {"serious", "critical"}
    ]


def wider(page: Page) -> Any:
    """By how much the page is wider than its window."""
    return page.evaluate(
        "document.documentElement.scrollWidth - document.documentElement.clientWidth"
    )


@pytest.mark.parametrize("name", ["example", "evil", "words", "right_to_left"])
def test_a_phone_need_not_scroll_sideways(page: Page, tmp_path: Path, name: str) -> None:
    path = EXAMPLE / "report.html"
    if name != "example":
        path = tmp_path / "report.html"
        path.write_text(html(written(name)), encoding="utf-8")
    page.set_viewport_size({"width": 360, "height": 740})
    page.goto(path.as_uri())
    page.evaluate(UNFOLD)
    assert wider(page) == 0


def test_print_keeps_every_section_and_cuts_no_table(report: Page) -> None:
    headings = report.locator("h1, main > section > h2").all_inner_texts()
    captions = report.locator("section > details caption").all_text_contents()
    sheets = list(pages(report.pdf(prefer_css_page_size=True)))
    text = "".join(sheets)
    for said in (*headings, *captions):
        assert re.sub(r"\s", "", said) in text, said
    assert "Futuresinwhichthebudgetshallhold" not in text
    assert "Numbersbehindthefigure" not in text
    assert "Strategiesshown" not in text
    report.emulate_media(media="print")
    report.set_viewport_size({"width": A4, "height": 900})
    assert wider(report) == 0
