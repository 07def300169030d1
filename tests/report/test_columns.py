"""Rows of cells as lines of text, wide and narrow."""

from simtco.report.columns import columns

HEADING = ("name", "P50", "unit")
ROWS = [("@a.long.name", "1.00", "USD"), ("@b", "12,345", "")]


def test_columns_are_aligned_numbers_to_the_right() -> None:
    assert columns(HEADING, ROWS, ("P50",)) == [
        "name             P50  unit",
        "@a.long.name    1.00  USD",
        "@b            12,345",
    ]


def test_a_terminal_just_wide_enough_shows_the_same() -> None:
    assert columns(HEADING, ROWS, ("P50",), 26) == columns(HEADING, ROWS, ("P50",))


def test_in_a_narrow_terminal_cells_stand_below_the_first() -> None:
    assert columns(HEADING, ROWS, ("P50",), 25) == [
        "@a.long.name",
        "    P50 1.00  USD",
        "@b",
        "    P50 12,345",
    ]
    assert columns(HEADING, ROWS[:1], ("P50",), 13) == [
        "@a.long.name",
        "    P50 1.00",
        "    USD",
    ]


def test_no_line_is_longer_than_the_terminal_unless_a_word_is() -> None:
    rows = [("@" + "n" * 30, "1.00", "interruptions/GPU/year " * 3)]
    for width in range(24, 120):
        for line in columns(HEADING, rows, ("P50",), width):
            assert len(line) <= max(width, 31)


def test_a_terminal_of_no_width_is_no_mistake() -> None:
    assert columns(HEADING, ROWS, ("P50",), 0)[0] == "@a.long.name"
