"""One export format a file, found by their columns."""
