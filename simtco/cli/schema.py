"""simtco schema: the JSON schema of experiment files, for editors."""

from simtco.cli.outcome import say_json


def schema() -> None:
    """Print the JSON schema of experiment files."""
    from simtco.files.schema.generate import experiment_schema

    say_json(experiment_schema())
