"""Rows inside a page of JSON, each with the path that leads to it."""

from collections.abc import Iterator
from typing import Any


def listed(page: Any, *lists: str) -> Iterator[tuple[str, dict[str, Any]]]:
    """The tables in a list of a page, or in lists within lists; keys of the outer ones included.

    Keys are in lower case; a table within a row gives keys such as `amount.value`.
    """
    if not lists:
        if isinstance(page, dict):
            yield "", flat(page)
        return
    first, *rest = lists
    tables = page.get(first) if isinstance(page, dict) else None
    for at, table in enumerate(tables if isinstance(tables, list) else ()):
        if not isinstance(table, dict):
            continue
        around = {key: value for key, value in flat(table).items() if key not in rest}
        for path, row in listed(table, *rest):
            yield f"{first}[{at}]{'.' if path else ''}{path}", around | row


def flat(table: dict[str, Any], before: str = "") -> dict[str, Any]:
    """One table of plain values; lists are left out."""
    found: dict[str, Any] = {}
    for key, value in table.items():
        name = f"{before}{key}".lower()
        if isinstance(value, dict):
            found |= flat(value, f"{name}.")
        elif not isinstance(value, list):
            found[name] = value
    return found
