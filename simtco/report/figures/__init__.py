"""One figure a file: a Result in, a matplotlib Figure out; pyplot is never imported."""
