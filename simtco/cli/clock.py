"""The day that the command is run on: the one place that asks the clock for it."""

import datetime as dt


def today() -> dt.date:
    """Today's date, where the user is; no number of a report depends on it."""
    return dt.datetime.now().astimezone().date()
