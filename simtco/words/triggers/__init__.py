"""When to leave one strategy for another: each file is one trigger."""
