"""--workers, --backend, --scheduler and --resume, as a shell sees them."""

import json
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from distributed import LocalCluster

from simtco.engine.crew import CrewError, _Call
from tests.cli.conftest import Said

Simtco = Callable[..., Said]

pytestmark = pytest.mark.allow_hosts(["127.0.0.1"])
COMMANDS = {
    "run": ("--json", "--out", "out"),
    "buffer": ("--json",),
    "decide": ("--json",),
    "sweep": (
        *("strategies.host.costs.gpus.monthly", "--from", "2_000", "--to", "5_000"),
        *("--points", "2", "--json"),
    ),
}
FIRM = '[organisation]\ndata = "internal"\n'
MANY = 4 * 32_768
"""Four calls of a worker."""


@pytest.fixture
def asked(tiny: Path) -> Callable[..., tuple[str | Path, ...]]:
    """A command with all that it needs, on a small experiment."""
    tiny.write_text(tiny.read_text(encoding="utf-8") + FIRM, encoding="utf-8")

    def words(command: str, trials: int, *options: str) -> tuple[str | Path, ...]:
        return command, tiny, *COMMANDS[command], "--trials", str(trials), *options

    return words


@pytest.fixture(scope="module")
def cluster() -> Iterator[str]:
    """The address of a scheduler with one worker."""
    with LocalCluster(n_workers=1, threads_per_worker=1, dashboard_address=":0") as started:
        yield started.scheduler_address


@pytest.mark.parametrize("command", COMMANDS)
@pytest.mark.parametrize(
    ("options", "said"),
    [
        (
            ("--backend", "threads", "--scheduler", "tcp://127.0.0.1:1"),
            "--backend threads has no scheduler; leave --scheduler out",
        ),
        (
            ("--workers", "2", "--scheduler", "tcp://127.0.0.1:1"),
            "the workers of --scheduler are its own; leave --workers out",
        ),
        (
            ("--workers", "2", "--backend", "serial"),
            "--backend serial is one worker; leave --workers out",
        ),
        *(
            (
                ("--scheduler", address),
                f"'--scheduler': write the scheduler's address, tcp://HOST:8786, not {address}",
            )
            for address in ("nonsense", "tcp://host", "http://host:8786", "tcp://host:port", "")
        ),
        (("--workers", "0"), "'--workers': write a whole number above 0, not 0"),
        (("--workers", "two"), "'--workers': write a whole number above 0, not two"),
        (
            ("--backend", "spark"),
            "'--backend': write serial, threads, processes, dask; not spark",
        ),
    ],
)
def test_options_that_contradict_each_other(
    simtco: Simtco, asked: Any, command: str, options: tuple[str, ...], said: str
) -> None:
    found = simtco(*asked(command, 1, *options))
    assert (found.code, found.err) == (2, "")
    (error,) = found.data["errors"]
    assert said in error["message"]


@pytest.mark.parametrize("command", COMMANDS)
def test_no_command_says_anything_else_with_another_crew(
    simtco: Simtco, asked: Any, command: str, cluster: str
) -> None:
    alone = simtco(*asked(command, 1, "--backend", "serial"))
    assert (alone.code, alone.err) == (0, "")
    assert simtco(*asked(command, 1, "--workers", "2")) == alone
    assert simtco(*asked(command, 1, "--scheduler", cluster)) == alone


def test_a_cluster_of_this_machine_and_processes_write_the_same_report(
    simtco: Simtco, asked: Any
) -> None:
    alone = simtco(*asked("run", 1))
    for backend in ("dask", "processes"):
        assert simtco(*asked("run", 1, "--backend", backend, "--workers", "1")) == alone


@pytest.mark.parametrize("command", COMMANDS)
def test_a_scheduler_that_is_not_there_is_said(
    simtco: Simtco, asked: Any, command: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("simtco.engine.dask_crew._REACH", 0.2)
    found = simtco(*asked(command, 1, "--scheduler", "tcp://127.0.0.1:1"))
    assert (found.code, found.err) == (1, "")
    (error,) = found.data["errors"]
    assert error["message"].startswith("nothing answers for the scheduler at tcp://127.0.0.1:1: ")
    assert not Path("out/tiny").exists()


@pytest.fixture
def broken_off(simtco: Simtco, asked: Any) -> Said:
    """A run whose workers were lost after two of its four calls."""
    made = _Call.result
    done: list[_Call] = []

    def lost(call: _Call) -> Any:
        if len(done) == 2:
            raise CrewError("the workers are lost")
        done.append(call)
        return made(call)

    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(_Call, "result", lost)
        return simtco(*asked("run", MANY, "--backend", "serial", "--resume"))


def test_what_is_done_is_kept_and_resumed(simtco: Simtco, asked: Any, broken_off: Said) -> None:
    assert broken_off.code == 1
    assert json.loads(broken_off.out) == {"errors": [{"message": "the workers are lost"}]}
    kept = Path("out/tiny.unfinished")
    assert "2 parts are done and kept in out/tiny.unfinished; run again with --resume" in (
        broken_off.err
    )
    again = simtco(*asked("run", MANY, "--backend", "serial", "--resume"))
    assert (again.code, again.err) == (0, "note: 2 of 2 parts were done already\n")
    assert not kept.exists()
    assert simtco(*asked("run", MANY)).out == again.out


def test_without_resume_it_is_done_anew(simtco: Simtco, asked: Any, broken_off: Said) -> None:
    simtco(*asked("run", MANY, "--backend", "serial", "--seed", "7"))
    assert len(list(Path("out/tiny.unfinished").iterdir())) == 2, "no cluster, nothing is kept"
    again = simtco(*asked("run", MANY, "--resume", "--seed", "7"))
    assert again.code == 0
    assert "note: 0 of 2 parts were done already\n" in again.err
    assert again.err.count("passed over") == 2


def test_resume_where_nothing_was_left_is_a_run(simtco: Simtco, asked: Any) -> None:
    found = simtco(*asked("run", 1, "--resume"))
    assert (found.code, found.err) == (0, "note: 0 of 0 parts were done already\n")
    assert not Path("out/tiny.unfinished").exists()
