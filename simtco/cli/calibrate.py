"""simtco calibrate: usage and billing exports -> beliefs."""

import re
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from simtco.cli import screen
from simtco.cli.options import Json
from simtco.cli.outcome import disk_errors, say_json, say_remarks, user_errors

if TYPE_CHECKING:
    from zoneinfo import ZoneInfo

_TOPIC = re.compile(r"[A-Za-z_][\w-]*")


def calibrate(  # noqa: PLR0913, PLR0917  (one parameter an option)
    files: Annotated[
        list[Path],
        typer.Argument(help="Usage and billing exports, CSV or JSON.", metavar="FILE..."),
    ],
    out: Annotated[
        Path | None,
        typer.Option(
            "--out",
            "-o",
            metavar="FILE.toml",
            help="Write the beliefs as a topic of a catalogue, and a picture beside it.",
        ),
    ] = None,
    figures: Annotated[
        Path | None,
        typer.Option(metavar="DIR", help="Write the picture of data against fit there instead."),
    ] = None,
    timezone: Annotated[
        str, typer.Option(metavar="ZONE", help="Whose days and hours, such as Europe/Berlin.")
    ] = "UTC",
    model: Annotated[
        list[str] | None,
        typer.Option(
            metavar="NAME=PROVIDER/MODEL", help="Which listed model a name stands for, or none."
        ),
    ] = None,
    skip_bad: Annotated[
        bool, typer.Option("--skip-bad", help="Leave out lines that are wrong; they are counted.")
    ] = False,
    keep_duplicates: Annotated[
        bool, typer.Option("--keep-duplicates", help="Count lines again that were read before.")
    ] = False,
    json: Json = False,
) -> None:
    """Fit beliefs to one's own usage: requests, growth, tokens, cached share, price, failures.

    Exports are recognised by their columns.
    """
    topic = "usage" if out is None else out.stem
    if out is not None and (out.suffix != ".toml" or not _TOPIC.fullmatch(topic)):
        raise typer.BadParameter(
            f"--out {out}: name a .toml file in the folder of your catalogue, such as "
            "company/usage.toml"
        )
    zone, models = zone_named(timezone), _models(model or [])
    with user_errors(as_json=json):
        from simtco.usage.calibrate import calibrate as calibrated
        from simtco.usage.read import read
        from simtco.usage.reader import Wishes

        wishes = Wishes(zone, skip_bad, keep_duplicates)
        usage = read(files, wishes)
        found = calibrated(usage, wishes, models)
    from simtco.usage.calibrated import as_data, as_text
    from simtco.usage.catalogue_text import catalogue_text
    from simtco.usage.written import write_text

    say_remarks(found.notes, [str(problem) for problem in usage.skipped])
    picture_folder = figures or (out.parent if out else None)
    with disk_errors(as_json=json):
        if out is not None:
            write_text(out, catalogue_text(found, topic))
        if picture_folder is not None:
            from simtco.report.picture import picture
            from simtco.usage.fit_figure import fit_figure

            drawn = picture(fit_figure(found), "svg")
            write_text(picture_folder / f"{topic}.svg", drawn.decode())
    if json:
        say_json(as_data(found, topic))
        return
    width = screen.table_width()
    typer.echo(as_text(found, topic, width))
    if out is not None:
        typer.echo(f"\nBeliefs: {out}")
    if picture_folder is not None:
        typer.echo(f"Picture: {picture_folder / f'{topic}.svg'}")


def zone_named(name: str) -> "ZoneInfo":
    """The time zone of a name.

    Raises:
        typer.BadParameter: there is none.

    """
    from zoneinfo import ZoneInfo, available_timezones

    if name not in available_timezones():
        from simtco.words.base import did_you_mean

        hint = did_you_mean(name, available_timezones()) or "; write one such as Europe/Berlin"
        raise typer.BadParameter(f"--timezone {name}: no time zone has that name{hint}")
    return ZoneInfo(name)


def _models(said: list[str]) -> dict[str, str]:
    found = {}
    for item in said:
        name, equals, model = item.partition("=")
        if not equals or not name or not model:
            raise typer.BadParameter(
                f"--model {item}: write --model NAME=PROVIDER/MODEL, or --model NAME=none"
            )
        found[name] = model
    return found
