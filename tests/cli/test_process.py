"""What only a process of its own can show: streams, signals, pipes, and what is imported."""

import contextlib
import json
import os
import pty
import re
import signal
import subprocess
import sys
import time
from pathlib import Path

COMMAND = (sys.executable, "-c", "from simtco.cli.main import main; main()")
FRESH = """
import json, sys
sys.argv = ["simtco", *{arguments!r}]
from simtco.cli.main import main
try:
    main()
except SystemExit as exit_:
    code = exit_.code
print(json.dumps([code, sorted(sys.modules)]), file=sys.stderr)
"""


def imported(*arguments: str) -> set[str]:
    """The modules that a command has read when it ends, which it does well."""
    done = subprocess.run(
        [sys.executable, "-c", FRESH.format(arguments=list(arguments))],
        capture_output=True,
        text=True,
        timeout=120,
        check=True,
    )
    code, modules = json.loads(done.stderr.splitlines()[-1])
    assert code == 0
    return set(modules)


def test_help_reads_nothing_heavy() -> None:
    heavy = {"numpy", "pydantic", "scipy", "pandas", "matplotlib", "jinja2", "genai_prices"}
    assert not imported("--help") & heavy


def test_check_reads_no_plots_no_tables_no_statistics(tiny: Path) -> None:
    heavy = {"matplotlib", "pandas", "scipy.stats", "scipy.optimize", "jinja2", "simtco.report"}
    assert not imported("check", str(tiny)) & heavy


def test_a_mistake_is_said_on_stderr_with_an_exit_code_that_the_shell_sees(tiny: Path) -> None:
    done = subprocess.run(
        [*COMMAND, "check", str(tiny), "--set", "horizon_months=0"],
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr == (
        "--set horizon_months=0: horizon_months = 0 must be at least 1\n1 problem found\n"
    )


def test_a_terminal_sees_a_bar_and_no_color_is_honoured(tiny: Path) -> None:
    """stderr is a terminal, stdout is not: the bar is on stderr alone."""
    ours, theirs = pty.openpty()
    with subprocess.Popen(
        [*COMMAND, "run", str(tiny), "--trials", "400000"],
        stdout=subprocess.PIPE,
        stderr=theirs,
        env={**os.environ, "TERM": "xterm-256color", "NO_COLOR": "1"},
        text=True,
    ) as running:
        os.close(theirs)
        shown = _all_of(ours)
        assert running.stdout
        out = running.stdout.read()
    assert running.returncode == 0, shown
    assert "simulating" in shown
    assert "401,408 futures" in shown
    assert "simulating" not in out
    assert not re.search(r"\x1b\[(\d+;)*[349]\d", shown), "a colour in spite of NO_COLOR"


def _all_of(terminal: int) -> str:
    """What is shown on a terminal until its other end is closed."""
    shown = b""
    with contextlib.suppress(OSError):
        while part := os.read(terminal, 4096):
            shown += part
    os.close(terminal)
    return shown.decode(errors="replace")


def _listen() -> None:
    signal.signal(signal.SIGINT, signal.default_int_handler)


def test_an_interrupt_leaves_with_130_and_no_report(tiny: Path) -> None:
    """Sent once the run has claimed its folder, so while it simulates."""
    with subprocess.Popen(
        [*COMMAND, "run", str(tiny), "--trials", "50000000", "--out", "out"],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        preexec_fn=_listen,  # noqa: PLW1509  (a shell that runs the tests aside has it ignored)
    ) as running:
        until = time.monotonic() + 60
        while not Path("out").exists() and time.monotonic() < until:
            time.sleep(0.02)
        time.sleep(0.3)
        running.send_signal(signal.SIGINT)
        out, err = running.communicate(timeout=60)
    assert running.returncode == 130
    assert (out, err) == ("", ""), "no progress where nobody watches, and no traceback"
    assert list(Path("out").iterdir()) == []


def test_a_reader_that_leaves_early_is_no_error(tiny: Path) -> None:
    """simtco list | head -1: more is left to say than a pipe holds."""
    with subprocess.Popen(
        [*COMMAND, "list", "--json"], stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    ) as running:
        assert running.stdout
        assert running.stderr
        assert running.stdout.readline()
        running.stdout.close()
        err = running.stderr.read()
    assert err == ""
    assert running.returncode in {0, 1, 141}
