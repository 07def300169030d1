"""Leave some lines in a session of cosmic-ray, chosen by a seed, with one change each.

`python -m tests.mutation.choose SESSION [COUNT [SEED]]`. Left out are changes that no run can
survive (bits of floats), that mean nothing while a program runs (types, frozen classes, `strict`
where lengths are equal), and `is` in place of `==`.
"""

import random
import sqlite3
import sys
from pathlib import Path

_ARITHMETIC = ("Add", "Sub", "Mul", "Div")
_ROOT = Path(__file__).parents[2]


def choose(session: Path, count: int = 100, seed: int = 33) -> None:
    """Keep one change of each of so many lines."""
    with sqlite3.connect(session) as data:
        found = data.execute(
            "select job_id, module_path, start_pos_row, operator_name, operator_args"
            " from mutation_specs order by module_path, start_pos_row, operator_name, occurrence,"
            " operator_args"
        ).fetchall()
        lines: dict[tuple[str, int], list[str]] = {}
        for job, module, row, operator, _ in found:
            if _can_matter(module, row, operator.partition("/")[2]):
                lines.setdefault((module, row), []).append(job)
        dice = random.Random(seed)  # noqa: S311  (no secret hangs on it)
        kept = {dice.choice(lines[line]) for line in dice.sample(sorted(lines), count)}
        left = [(job,) for job, *_ in found if job not in kept]
        for table in ("work_results", "mutation_specs", "work_items"):
            data.executemany(f"delete from {table} where job_id = ?", left)  # noqa: S608


def _can_matter(module: str, row: int, operator: str) -> bool:
    line = (_ROOT / module).read_text(encoding="utf-8").splitlines()[row - 1].strip()
    sort, _, change = operator.partition("_")
    if sort == "ReplaceBinaryOperator":
        return all(each in _ARITHMETIC for each in change.split("_"))
    if sort == "ReplaceComparisonOperator":
        return "Is" not in change or change in {"Is_IsNot", "IsNot_Is"}
    if "Invert" in change or sort == "RemoveDecorator" or line.startswith("@dataclass"):
        return False
    return not (sort == "ReplaceTrueWithFalse" and "strict=True" in line)


if __name__ == "__main__":
    choose(Path(sys.argv[1]), *map(int, sys.argv[2:]))
