"""Measure how time and memory grow with a project: scans of generated monorepos, cold, warm, with one file changed.

python bench/growth.py [--rounds N] [FILES...]; 1,000, 10,000 and 100,000 by default, and 1,000,000 for the patient:
that takes 7 GB of disk. The exponent is that of time by number of files: 1 is linear. Fails beyond the limits.
"""

import argparse
import math
import sys
from collections.abc import Sequence
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import NamedTuple

from contenders import states
from corpora import storage
from memory import peak_memory
from monorepo import write
from paired import Seconds, median, seconds
from surroundings import describe_load, describe_machine

SIZES = (1_000, 10_000, 100_000)
SEED = 1
ROUNDS = 3
LONGEST_REPEATED = 100_000  # a larger project is scanned once in each state
LIMIT_EXPONENT = 1.05
LIMIT_BYTES = 1.2e9
LIMIT_HOLDS_FOR = 100_000


class Figures(NamedTuple):
    """What was measured with some number of files: time by state of the cache, and memory of the cold scan."""

    files: int
    times: dict[str, Seconds]
    memory: int


def main(arguments: Sequence[str]) -> int:
    """Print a row for each size and the exponents; fail if time or memory grow faster than they may."""
    parser = argparse.ArgumentParser(prog="bench/growth.py", description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("files", nargs="*", type=int, default=list(SIZES))
    parser.add_argument("--rounds", type=int, default=ROUNDS)
    options = parser.parse_args(arguments)
    print(describe_machine(("importlint-scan",)))
    print(f"\nmedian of {options.rounds}; {describe_load()}; exponents of processor time in parentheses\n")
    print("| files | cold | of processor time | warm | a function changed | an import changed | memory |")
    print("|---|---|---|---|---|---|---|")
    measured: list[Figures] = []
    for files in sorted(options.files):
        measured.append(measure(files, options.rounds if files <= LONGEST_REPEATED else 1))
        print(row(measured), flush=True)
    print(f"\n{describe_load()}")
    return verdict(measured)


def measure(files: int, rounds: int) -> Figures:
    """Scan a monorepo of so many files, generated first if it is not there."""
    directory = storage() / f"monorepo-{SEED}-{files}"
    if not directory.exists():
        unfinished = directory.with_suffix(".part")
        write(unfinished, files, SEED)
        (unfinished / ".git").mkdir()
        unfinished.rename(directory)
    with TemporaryDirectory() as scratch, states(directory, first_main(directory), Path(scratch)) as contenders:
        times = {name: median([seconds(each) for _ in range(rounds)]) for name, each in contenders.items()}
        return Figures(files, times, peak_memory(contenders["cold"], seconds_between=0.2))


def first_main(directory: Path) -> str:
    """Return the file that is changed."""
    return min(path.relative_to(directory).as_posix() for path in directory.glob("services/*/*/main.py"))


def row(measured: Sequence[Figures]) -> str:
    """Return the last figures as a row of the table, with the growth since those before."""
    *earlier, last = measured
    before = earlier[-1] if earlier else None
    cold, warm, function, import_ = last.times.values()
    growth = f" ({exponent(before, last):.2f})" if before else ""
    clocks = f"{cold.clock:.1f} s | {cold.processor:.1f} s{growth} | {warm.clock:.1f} s"
    changed = f"{function.clock:.1f} s | {import_.clock:.1f} s"
    return f"| {last.files:,} | {clocks} | {changed} | {last.memory / 1e6:,.0f} MB |"


def exponent(first: Figures, last: Figures) -> float:
    """Return the power of the number of files with which the processor time of a cold scan grows."""
    return math.log(last.times["cold"].processor / first.times["cold"].processor) / math.log(last.files / first.files)


def verdict(measured: Sequence[Figures]) -> int:
    """Print the growth from the smallest to the largest size that has a limit, and return whether it keeps it."""
    bounded = [figures for figures in measured if figures.files <= LIMIT_HOLDS_FOR]
    beyond = False
    if len(bounded) > 1:
        power = exponent(bounded[0], bounded[-1])
        print(
            f"exponent from {bounded[0].files:,} to {bounded[-1].files:,} files: {power:.2f} (limit {LIMIT_EXPONENT})"
        )
        beyond = power > LIMIT_EXPONENT
    if bounded:
        peak = bounded[-1].memory
        print(f"memory at {bounded[-1].files:,} files: {peak / 1e9:.2f} GB (limit {LIMIT_BYTES / 1e9} GB)")
        beyond = beyond or peak > LIMIT_BYTES
    return int(beyond)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
