"""Whole-process times of two commands, taken in turns.

What else the machine does slows neighbours alike, so the ratio within each pair is steadier than the ratio of two
averages; its median ignores the odd pair that was disturbed half-way.
"""

import statistics
import subprocess
import time
from collections.abc import Sequence
from typing import NamedTuple

Command = Sequence[str]


class Comparison(NamedTuple):
    """Median seconds of two commands, and the median of their ratios."""

    first: float
    second: float
    ratio: float
    rounds: int


def compare(first: Command, second: Command, *, rounds: int, statuses: frozenset[int] = frozenset({0})) -> Comparison:
    """Time both commands in turns; the order changes with every round, and one round warms up."""
    times: list[tuple[float, float]] = []
    for number in range(rounds + 1):
        if number % 2:
            pair = seconds(first, statuses), seconds(second, statuses)
        else:
            pair = (seconds(second, statuses), seconds(first, statuses))[::-1]
        times.append(pair)
    kept = times[1:]
    ratio = statistics.median(one / two for one, two in kept)
    return Comparison(
        statistics.median(one for one, _ in kept), statistics.median(two for _, two in kept), ratio, len(kept)
    )


def seconds(command: Command, statuses: frozenset[int]) -> float:
    """Run a command to its end and return how long it took; an unexpected exit status is an error."""
    start = time.perf_counter()
    status = subprocess.run(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, check=False).returncode
    elapsed = time.perf_counter() - start
    if status not in statuses:
        raise SystemExit(f"{' '.join(command)}: exit status {status}")
    return elapsed


def report(first: str, second: str, comparison: Comparison) -> None:
    """Print a comparison in three lines."""
    print(f"{comparison.first * 1000:8.1f} ms  {first}")
    print(f"{comparison.second * 1000:8.1f} ms  {second}")
    print(f"{comparison.ratio:8.2f}     median ratio of {comparison.rounds} pairs")
