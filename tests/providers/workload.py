"""A workload file over two vendors on loopback, and the rows that measuring it leaves."""

import csv
from collections.abc import Callable
from pathlib import Path

from tests.providers.vendor import Vendor

PROMPTS = [f"planted prompt {at}" for at in range(10)]
FILE = """
max_output_tokens = 50
system = "planted system"
prompts = {prompts}
[limits]
requests = 100
cost_usd = 1
requests_per_minute = 60_000
[providers.fast]
kind = "openai"
model = "some"
base_url = "{fast}/v1"
key_variable = "FAST_KEY"
input_price = 1
output_price = 4
[providers.careful]
kind = "anthropic"
model = "other"
base_url = "{careful}"
key_variable = "CAREFUL_KEY"
list_price = "anthropic/claude-sonnet-4-6"
"""
TASKS = """
[router]
attempts = 1
cooldown_seconds = 0
[tasks.all]
chain = ["fast", "careful"]
"""
Write = Callable[..., tuple[Vendor, Vendor]]


def rows(path: str = "w.csv") -> list[dict[str, str]]:
    """The requests of a file of measurements."""
    return list(csv.DictReader(Path(path).read_text(encoding="utf-8").splitlines()))
