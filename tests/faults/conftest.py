"""The command in this process, and a small experiment, as the tests of the commands have them."""

from tests.cli.conftest import _simtco, tiny

__all__ = ["_simtco", "tiny"]
