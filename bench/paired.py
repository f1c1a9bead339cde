"""Times of two commands as whole processes, taken in turns.

What else the machine does slows neighbours alike, so the ratio within each pair is steadier than the ratio of two
averages; its median ignores the odd pair that was disturbed half-way. Processor time is that of the process and its
children: on an idle machine with one core in use it is the time on the clock, on a busy one what that would be.
"""

import resource
import statistics
import subprocess
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import NamedTuple


def nothing() -> None:
    """Prepare nothing."""


class Contender(NamedTuple):
    """A command to measure.

    statuses: how it may exit. prepare: called before each run, outside the time that is taken.
    """

    name: str
    command: Sequence[str]
    directory: Path = Path()
    statuses: frozenset[int] = frozenset({0})
    prepare: Callable[[], None] = nothing


class Seconds(NamedTuple):
    """How long a process took, by the clock and by the processor."""

    clock: float
    processor: float


class Comparison(NamedTuple):
    """Medians of two contenders, and the medians of their ratios."""

    first: Seconds
    second: Seconds
    ratio: Seconds
    rounds: int


def compare(first: Contender, second: Contender, *, rounds: int) -> Comparison:
    """Time both in turns; which goes first changes with every round, and one round warms up."""
    pairs: list[tuple[Seconds, Seconds]] = []
    for number in range(rounds + 1):
        if number % 2:
            one, two = seconds(first), seconds(second)
        else:
            two, one = seconds(second), seconds(first)
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


def seconds(contender: Contender) -> Seconds:
    """Run a contender to its end and return how long it took."""
    contender.prepare()
    before, began = processor_time(), time.perf_counter()
    process = start(contender)
    status = process.wait()
    clock, after = time.perf_counter() - began, processor_time()
    check(contender, status)
    return Seconds(clock, after - before)


def start(contender: Contender) -> subprocess.Popen[bytes]:
    """Start a contender, which nobody listens to."""
    quiet = subprocess.DEVNULL
    return subprocess.Popen(contender.command, cwd=contender.directory, stdin=quiet, stdout=quiet, stderr=quiet)


def check(contender: Contender, status: int) -> None:
    """End the benchmark if a contender did not do its work."""
    if status not in contender.statuses:
        raise SystemExit(f"{' '.join(contender.command)}: exit status {status}")


def processor_time() -> float:
    """Return the processor time of all children that have ended."""
    usage = resource.getrusage(resource.RUSAGE_CHILDREN)
    return usage.ru_utime + usage.ru_stime


def report(first: Contender, second: Contender, comparison: Comparison) -> None:
    """Print a comparison as a small table."""
    print("   clock  processor")
    for name, value in ((first.name, comparison.first), (second.name, comparison.second)):
        print(f"{value.clock * 1000:5.0f} ms {value.processor * 1000:7.0f} ms  {name}")
    ratio = comparison.ratio
    print(f"{ratio.clock:8.2f} {ratio.processor:10.2f}  median ratio of {comparison.rounds} pairs")
