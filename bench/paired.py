"""Times of two commands as whole processes, taken in turns.

What else the machine does slows neighbours alike, so the ratio within each pair is steadier than the ratio of two
averages; its median ignores the odd pair that was disturbed half-way. Processor time is that of the process and its
children: on an idle machine it is the time on the clock, on a busy one it is what the time on the clock would be.
"""

import resource
import statistics
import subprocess
import time
from collections.abc import Sequence
from typing import NamedTuple

Command = Sequence[str]


class Seconds(NamedTuple):
    """How long a process took, by the clock and by the processor."""

    clock: float
    processor: float


class Comparison(NamedTuple):
    """Medians of two commands, and the medians of their ratios."""

    first: Seconds
    second: Seconds
    ratio: Seconds
    rounds: int


def compare(first: Command, second: Command, *, rounds: int, statuses: frozenset[int] = frozenset({0})) -> Comparison:
    """Time both commands in turns; which goes first changes with every round, and one round warms up."""
    pairs: list[tuple[Seconds, Seconds]] = []
    for number in range(rounds + 1):
        if number % 2:
            one, two = seconds(first, statuses), seconds(second, statuses)
        else:
            two, one = seconds(second, statuses), seconds(first, statuses)
        pairs.append((one, two))
    kept = pairs[1:]
    return Comparison(
        median([one for one, _ in kept]),
        median([two for _, two in kept]),
        median([Seconds(one.clock / two.clock, one.processor / two.processor) for one, two in kept]),
        len(kept),
    )


def median(values: Sequence[Seconds]) -> Seconds:
    """Return the medians of both kinds of time."""
    return Seconds(*(statistics.median(kind) for kind in zip(*values, strict=True)))


def seconds(command: Command, statuses: frozenset[int]) -> Seconds:
    """Run a command to its end and return how long it took; an unexpected exit status is an error."""
    before, start = processor_time(), time.perf_counter()
    status = subprocess.run(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, check=False).returncode
    clock, after = time.perf_counter() - start, processor_time()
    if status not in statuses:
        raise SystemExit(f"{' '.join(command)}: exit status {status}")
    return Seconds(clock, after - before)


def processor_time() -> float:
    """Return the processor time of all children that have ended."""
    usage = resource.getrusage(resource.RUSAGE_CHILDREN)
    return usage.ru_utime + usage.ru_stime


def report(first: str, second: str, comparison: Comparison) -> None:
    """Print a comparison as a small table."""
    print("   clock  processor")
    for name, value in ((first, comparison.first), (second, comparison.second)):
        print(f"{value.clock * 1000:5.0f} ms {value.processor * 1000:7.0f} ms  {name}")
    ratio = comparison.ratio
    print(f"{ratio.clock:8.2f} {ratio.processor:10.2f}  median ratio of {comparison.rounds} pairs")
