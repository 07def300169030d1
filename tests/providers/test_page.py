"""docs/providers.md: its files are read, its session runs, its Python answers."""

import csv
import re
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest

from simtco.providers.kinds import KINDS
from simtco.providers.route import Route
from simtco.providers.rules import Rules
from simtco.providers.status import Status
from simtco.providers.vendors.anthropic import Anthropic
from simtco.providers.vendors.openai import OpenAI
from simtco.providers.workload import Limits, Workload
from simtco.words.base import Word
from tests.cli.conftest import simtco
from tests.providers.conftest import KEY
from tests.providers.vendor import Turn, Vendor

pytestmark = pytest.mark.allow_hosts(["127.0.0.1"])
PAGE = (Path(__file__).parents[2] / "docs" / "providers.md").read_text(encoding="utf-8")
WORKLOAD, BOT, ROUTING = re.findall(r"```toml\n(.*?)```", PAGE, re.DOTALL)
((COMMAND, SHOWN),) = re.findall(r"```sh\nsimtco (.*?)\n```\n\n```text\n(.*?)```", PAGE, re.DOTALL)
(LOOP,) = re.findall(r"```console\n(.*?)```", PAGE, re.DOTALL)
(PYTHON,) = re.findall(r"```python\n(.*?)```", PAGE, re.DOTALL)
NOT_ASKED = {Status.COOLING, Status.LIMIT}


@pytest.fixture(autouse=True)
def vendors(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[dict[str, Vendor]]:
    """The page's workload file, its vendors on loopback."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("OPENAI_API_KEY", KEY)
    monkeypatch.setenv("ANTHROPIC_API_KEY", KEY)
    slow, fast = Turn(input=40, output=60, first_delay=0.01), Turn(input=40, first_delay=0.005)
    with ExitStack() as stack:
        found = {
            name: stack.enter_context(Vendor(turn).open())
            for name, turn in {"large": slow, "careful": slow, "own": fast}.items()
        }
        monkeypatch.setattr(OpenAI, "home", found["large"].url + "/v1")
        monkeypatch.setattr(Anthropic, "home", found["careful"].url)
        text = WORKLOAD.replace("http://localhost:8000", found["own"].url)
        Path("support.toml").write_text(text, encoding="utf-8")
        yield found


def test_the_session_prints_what_is_shown_but_for_the_seconds(vendors: dict[str, Vendor]) -> None:
    said = simtco(*COMMAND.split(), "--rate", "60_000")
    assert said.code == 0, said.err
    assert _masked(said.out) == _masked(SHOWN)
    assert len(vendors["large"].heard) == len(vendors["own"].heard) == 75
    assert "max_completion_tokens" in vendors["large"].heard[0].body
    assert "max_tokens" in vendors["own"].heard[0].body


def test_the_loop_closes(vendors: dict[str, Vendor]) -> None:
    """What was measured is what an experiment spends: prices and tokens by hand."""
    vendors["large"].answer = lambda at: (
        Turn(status=503) if at % 10 == 3 else Turn(input=1_000, cached=200, output=90 + at % 2 * 20)
    )
    Path("bot.toml").write_text(BOT.replace('"4_000 to 20_000"', "10_000"), encoding="utf-8")
    measure, calibrate, run = (line.split()[1:] for line in LOOP.splitlines())
    assert simtco(*measure, "--rate", "60_000").code == 0
    said = simtco(*calibrate, "--json")
    assert said.code == 0, said.out
    ran = simtco(*run, "--trials", "4096", "--json")
    assert ran.code == 0, ran.out
    lines = list(csv.DictReader(Path("large.csv").read_text(encoding="utf-8").splitlines()))
    answered = [line for line in lines if line["status"] == "ok"]
    assert (len(lines), len(answered)) == (75, 67)
    output = sum(int(line["output_tokens"]) for line in answered) / len(answered)
    each = (800 * 2.5 + 200 * 1.25 + output * 10) / 1e6  # gpt-4o: 2.50, 1.25 and 10 USD
    assert sum(float(line["cost_usd"]) for line in answered) / 67 == pytest.approx(each)
    year = 10_000 * 365.25 * each
    strategies = ran.data["strategies"]
    assert strategies["measured"]["mean"] == pytest.approx(year, rel=1e-3)
    assert strategies["listed"]["mean"] == pytest.approx(year, rel=0.01)


def _masked(text: str) -> str:
    """Without the seconds, which differ, and the widths of columns, which follow them."""
    seconds = re.sub(r"[\d.]+ \([^)]*\)(?=  |$)", "SECONDS", text, flags=re.MULTILINE)
    return re.sub(r" +", " ", seconds)


def test_the_tables_of_the_router_go_with_the_workload(vendors: dict[str, Vendor]) -> None:
    path = Path("support.toml")
    text = path.read_text(encoding="utf-8") + ROUTING
    told = text.replace('  "When', '  {text="When').replace('arrive?"', 'arrive?", task="hard"}')
    told = told.replace('  "The', '  {text="The').replace('do?"', 'do?", task="hard"}')
    path.write_text(told, encoding="utf-8")
    said = simtco(
        "measure",
        "support.toml",
        "--route",
        "--max-requests",
        "3",
        "--rate",
        "60_000",
        "--yes",
        "--json",
    )
    assert said.code == 0, said.out
    assert said.data["routed"]["requests"] == 3


def test_the_python_of_the_page_gets_an_answer(capsys: pytest.CaptureFixture[str]) -> None:
    exec(PYTHON, {})  # noqa: S102
    cost = (40 * 2.5 + 60 * 10.0) / 1e6  # gpt-4o: 2.50 and 10 USD
    assert capsys.readouterr().out == f"All is welllarge 40 60 {cost}\n"


def test_each_status_of_a_request_stands_on_the_page() -> None:
    told = set(re.findall(r"^\| `([a-z_]+)` \|", PAGE, re.MULTILINE))
    assert {status.value for status in Status if status not in NOT_ASKED} <= told


def test_each_key_stands_on_the_page() -> None:
    words: list[type[Word]] = [*KINDS, Route, Rules, Limits, Workload]
    for word in words:
        for key in word.model_fields:
            assert re.search(rf"(?<![a-z_]){key}(?![a-z_])", PAGE), f"{word.__name__}.{key}"
