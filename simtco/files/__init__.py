"""Text on disk -> Experiment, with a place for every problem."""
