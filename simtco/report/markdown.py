"""Contents -> the same report as Markdown, without the figures."""

import re
from collections.abc import Iterator

from simtco.report.contents import Contents
from simtco.report.section import Section, Table

_SPECIAL = re.compile(r"([\\`*_{}\[\]<>|#~&])")


def markdown(report: Contents) -> str:
    """The whole report; equal contents give equal text."""
    return "\n".join(_lines(report)).rstrip() + "\n"


def _lines(report: Contents) -> Iterator[str]:
    yield f"# {_text(report.title)}\n"
    yield f"{_text(report.question)} ({_text(report.stem)})\n"
    yield from (f"- {_text(key)}: {_text(value)}" for key, value in report.provenance)
    yield "\n## The answer\n"
    yield from (f"- **{_text(line.figure)}** {_text(line.sentence)}" for line in report.answer)
    yield f"\n{_text(' '.join(report.terms))}"
    if report.notes:
        yield "\nNotes of the experiment:\n"
        yield from (f"- {_text(note)}" for note in report.notes)
    for section in report.sections:
        yield from _section(section)


def _section(section: Section) -> Iterator[str]:
    yield f"\n## {_text(section.heading)}\n"
    yield from (f"{_text(paragraph)}\n" for paragraph in section.paragraphs)
    for shown in section.illustrations:
        yield f"**{_text(shown.title)}.** {_text(shown.sentence)}\n"
    if section.slider is not None:
        yield f"{_text(section.slider.label)}: {_text(section.slider.start.chance)}.\n"
        yield from _table(section.slider.table)
    for table in section.tables:
        yield from _table(table)


def _table(table: Table) -> Iterator[str]:
    yield f"{_text(table.caption)}:\n"
    yield _row(column.heading for column in table.columns)
    yield _row(("---:" if column.numeric else "---") for column in table.columns)
    yield from (_row(row) for row in table.rows)
    yield ""


def _row(cells: "tuple[str, ...] | Iterator[str]") -> str:
    return f"| {' | '.join(_cell(cell) for cell in cells)} |"


def _cell(cell: str) -> str:
    if set(cell) <= {"-", ":"}:
        return cell
    head, *rest = cell.splitlines() or [""]
    joined = "".join(f" {line}" if line.startswith("±") else f"; {line}" for line in rest)
    return _text(head + joined)


def _text(text: str) -> str:
    """Text in which nothing is taken for markup."""
    return _SPECIAL.sub(r"\\\1", " ".join(text.split()))
