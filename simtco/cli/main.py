"""The `simtco` command; the modules of commands import what is heavy only when called."""

import errno
import gc
import io
import os
import sys

import typer

from simtco.cli import (
    backtest,
    buffer,
    calibrate,
    check,
    compare,
    decide,
    inputs,
    listing,
    measure,
    new,
    run,
    schema,
    show,
    sweep,
)
from simtco.cli.outcome import Outcome, say_error, wants_json

_SELDOM = 100_000  # new objects between two looks for cycles: a report makes few that go unused
_FULL = (errno.ENOSPC, errno.EDQUOT, errno.EFBIG, errno.EIO)

app = typer.Typer(
    name="simtco",
    help="What an LLM really costs: total cost of ownership as a distribution, and the budget "
    "that covers it.",
    pretty_exceptions_enable=False,
    rich_markup_mode=None,  # plain help needs no rich: start-up time
    context_settings={"help_option_names": ["-h", "--help"]},
)
app.command("run")(run.run)
app.command("check")(check.check)
app.command("decide")(decide.decide)
app.command("buffer")(buffer.buffer)
app.command("sweep")(sweep.sweep)
app.command("inputs")(inputs.inputs)
app.command("compare")(compare.compare)
app.command("measure")(measure.measure)
app.command("calibrate")(calibrate.calibrate)
app.command("backtest")(backtest.backtest)
app.command("new")(new.new)
app.command("list")(listing.listing)
app.command("show")(show.show)
app.command("schema")(schema.schema)


@app.callback(invoke_without_command=True)
def start(
    context: typer.Context,
    version: bool = typer.Option(False, "--version", help="Say the version and stop."),
) -> None:
    """Say the version where it is asked for, and the help where no command is."""
    if version:
        from importlib import metadata

        typer.echo(f"simtco {metadata.version('simtco')}")
        raise typer.Exit
    if context.invoked_subcommand is None:
        typer.echo(context.get_help())
        raise typer.Exit(Outcome.USAGE)


def main() -> None:
    """Run the command line; a user's mistake is a message, a bug keeps its traceback."""
    gc.set_threshold(_SELDOM)
    if isinstance(sys.stdout, io.TextIOWrapper):
        sys.stdout.reconfigure(errors="replace")  # a pipe may not know every letter
    for said in sys.argv[1:]:
        if (told := said.encode(errors="replace").decode()) != said:
            say_error(f"{told}: this is not UTF-8; rename the file", as_json=wants_json(sys.argv))
            sys.exit(Outcome.USAGE)
    try:
        code = app(standalone_mode=False)
        sys.stdout.flush()
    except typer.TyperException as error:
        said = f"{error.format_message()}  (see simtco --help)"
        say_error(said, as_json=wants_json(sys.argv))
        code = Outcome.USAGE
    except typer.Abort:
        code = Outcome.INTERRUPTED
    except BrokenPipeError:
        sys.stderr.close()
        code = Outcome.DONE
    except MemoryError:
        say_error(
            "out of memory; run fewer --trials, or fewer months", as_json=wants_json(sys.argv)
        )
        code = Outcome.FAILED
    except OSError as error:
        if error.errno not in _FULL or error.filename is not None:
            raise
        os.dup2(os.open(os.devnull, os.O_WRONLY), 1)  # what is left to say is said to nobody
        say_error(f"cannot write the result: {error.strerror}", as_json=False)
        code = Outcome.FAILED
    gc.freeze()  # what is left ends with the process, and need not be searched for cycles
    sys.exit(code if isinstance(code, int) else Outcome.DONE)
