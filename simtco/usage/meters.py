"""Which tokens a meter of a cloud bill counts, by its name."""

import numpy as np
import pandas as pd

from simtco.words.arrays import Floats

_CACHE_READ = r"cache[\s_-]?read|cached"
_CACHE_WRITE = r"cache[\s_-]?write|cache[\s_-]?creation"
_OUTPUT = r"output|completion|generated|response"
_INPUT = r"input|prompt|context"


def meters(said: pd.Series, tokens: Floats) -> dict[str, Floats]:
    """Tokens by direction; NaN where a meter counts none of that sort.

    What is read from the cache, and what is written to it, is input too.
    """
    name = said.str.lower()
    read, written, out, into = (
        name.str.contains(pattern, regex=True).to_numpy(dtype=bool)
        for pattern in (_CACHE_READ, _CACHE_WRITE, _OUTPUT, _INPUT)
    )
    counted = ~np.isnan(tokens)
    cached = counted & read & ~written
    inputs = counted & (read | written | into) & ~(out & ~read & ~written)
    outputs = counted & out & ~inputs
    known = inputs | outputs
    return {
        "input_tokens": np.where(inputs, tokens, np.where(known, 0.0, np.nan)),
        "cached_input_tokens": np.where(cached, tokens, np.where(known, 0.0, np.nan)),
        "output_tokens": np.where(outputs, tokens, np.where(known, 0.0, np.nan)),
    }
