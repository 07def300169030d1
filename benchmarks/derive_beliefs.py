"""Derive again, from raw data, the beliefs of distributions/ that are fitted or computed.

    python benchmarks/derive_beliefs.py DATA_DIR            print them as TOML
    python benchmarks/derive_beliefs.py DATA_DIR --check    compare them with distributions/

DATA_DIR holds the files that the sources in distributions/ name. --check exits with 1 when a
stated value is not the derived one.
"""

import argparse
import sys
from collections.abc import Iterator
from pathlib import Path

from derive.catalogue import Derived, as_toml, entry
from derive.computed import computed
from derive.lifecycles import lifecycles
from derive.prices import prices
from derive.serving import serving
from derive.traces import traces


def main() -> int:
    parser = argparse.ArgumentParser(description="Derive the fitted beliefs from raw data.")
    parser.add_argument("data", type=Path, metavar="DATA_DIR", help="folder of the data files")
    parser.add_argument("--check", action="store_true", help="compare with distributions/")
    options = parser.parse_args()
    wrong = 0
    for derived in all_derived(options.data):
        if not options.check:
            print(as_toml(derived))
            continue
        for key, value in derived.values.items():
            stated = entry(derived.name).get(key)
            if stated != value:
                wrong += 1
                print(f"{derived.name}.{key}: stated {stated}, derived {value}", file=sys.stderr)
    if options.check:
        print(f"{wrong} keys differ" if wrong else "every derived belief is as stated")
    return 1 if wrong else 0


def all_derived(data: Path) -> Iterator[Derived]:
    """Every derived belief, topic by topic."""
    yield from traces(data)
    yield from prices(data)
    yield from serving(data)
    yield from lifecycles(data)
    yield from computed()


if __name__ == "__main__":
    sys.exit(main())
