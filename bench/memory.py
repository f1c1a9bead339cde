"""The most memory that a command and its children take together.

The kernel's own maximum (ru_maxrss) is that of one process. Here the processes are looked at while they work, and what
they share is counted once (proportional set size, where the system tells it).
"""

import time

import psutil
from paired import Contender, check, start

SECONDS_BETWEEN = 0.02


def peak_memory(contender: Contender, seconds_between: float = SECONDS_BETWEEN) -> int:
    """Run a contender and return its peak in bytes; looking takes time, so a run is either timed or looked at."""
    contender.prepare()
    process = start(contender)
    root = psutil.Process(process.pid)
    peak = 0
    while process.poll() is None:
        peak = max(peak, memory_of(root))
        time.sleep(seconds_between)
    check(contender, process.returncode)
    return peak


def memory_of(root: psutil.Process) -> int:
    """Return the bytes that a process and its descendants hold now."""
    total = 0
    for process in (root, *descendants(root)):
        try:
            memory = process.memory_full_info()
        except psutil.Error:  # it has ended meanwhile
            continue
        total += getattr(memory, "pss", memory.rss)
    return total


def descendants(root: psutil.Process) -> list[psutil.Process]:
    """Return the processes that a process has started, and those that they have."""
    try:
        return root.children(recursive=True)
    except psutil.Error:
        return []
