"""Models that were shut down, or will be: a price after that day is nobody's price."""

import datetime as dt

SOURCE = "model-eol feeds by thossullivan (MIT), read 2026-08-18; chat models only"

_SHUT_DOWN: dict[dt.date, tuple[str, ...]] = {
    dt.date(2025, 7, 21): ("anthropic/claude-3-sonnet-20240229",),
    dt.date(2025, 10, 28): (
        "anthropic/claude-3-5-sonnet-20240620",
        "anthropic/claude-3-5-sonnet-20241022",
    ),
    dt.date(2026, 1, 5): ("anthropic/claude-3-opus-20240229",),
    dt.date(2026, 2, 19): (
        "anthropic/claude-3-5-haiku-20241022",
        "anthropic/claude-3-7-sonnet-20250219",
    ),
    dt.date(2026, 3, 9): ("google/gemini-3-pro-preview",),
    dt.date(2026, 4, 20): ("anthropic/claude-3-haiku-20240307",),
    dt.date(2026, 5, 25): ("google/gemini-3.1-flash-lite-preview",),
    dt.date(2026, 6, 1): (
        "google/gemini-2.0-flash",
        "google/gemini-2.0-flash-lite",
    ),
    dt.date(2026, 6, 15): (
        "anthropic/claude-opus-4-20250514",
        "anthropic/claude-sonnet-4-20250514",
    ),
    dt.date(2026, 7, 23): (
        "openai/computer-use-preview-2025-03-11",
        "openai/gpt-4o-mini-search-preview-2025-03-11",
        "openai/gpt-4o-search-preview-2025-03-11",
        "openai/gpt-5-chat-latest",
        "openai/gpt-5-codex",
        "openai/gpt-5.1-chat-latest",
        "openai/gpt-5.1-codex",
        "openai/gpt-5.1-codex-max",
        "openai/gpt-5.1-codex-mini",
        "openai/gpt-5.2-codex",
        "openai/o3-deep-research-2025-06-26",
        "openai/o4-mini-deep-research-2025-06-26",
    ),
    dt.date(2026, 8, 5): ("anthropic/claude-opus-4-1-20250805",),
    dt.date(2026, 8, 10): (
        "openai/gpt-5.2-chat-latest",
        "openai/gpt-5.3-chat-latest",
    ),
    dt.date(2026, 10, 23): (
        "openai/gpt-3.5-turbo-0125",
        "openai/gpt-4-0613",
        "openai/gpt-4-turbo-2024-04-09",
        "openai/gpt-4.1-nano-2025-04-14",
        "openai/gpt-4o-2024-05-13",
        "openai/o1-2024-12-17",
        "openai/o1-pro-2025-03-19",
        "openai/o3-mini-2025-01-31",
        "openai/o4-mini-2025-04-16",
    ),
    dt.date(2026, 12, 11): (
        "openai/gpt-5-2025-08-07",
        "openai/gpt-5-mini-2025-08-07",
        "openai/gpt-5-nano-2025-08-07",
        "openai/gpt-5-pro-2025-10-06",
        "openai/o3-2025-04-16",
        "openai/o3-pro-2025-06-10",
    ),
    dt.date(2027, 5, 7): ("google/gemini-3.1-flash-lite",),
}
_LAST_DAYS = {model: day for day, models in _SHUT_DOWN.items() for model in models}


def last_day(model: str) -> dt.date | None:
    """The day on which `provider/model` was or will be shut down; None where none is known."""
    return _LAST_DAYS.get(model)
