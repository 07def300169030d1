"""How a number moves over the months: each file is one path."""
