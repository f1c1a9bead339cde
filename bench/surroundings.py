"""Where figures were taken: the machine, how busy it was, and the versions of what was measured."""

import os
import platform
from collections.abc import Iterable
from importlib.metadata import version


def describe_machine(distributions: Iterable[str]) -> str:
    """Return what decides how fast things are."""
    processors = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count()
    versions = ", ".join(f"{name} {version(name)}" for name in distributions)
    python = f"{platform.python_implementation()} {platform.python_version()}"
    return f"{python}, {platform.system()} {platform.machine()}, {processors} processors; {versions}"


def describe_load() -> str:
    """Return the load average: figures from a machine on which more was running than processors say little."""
    return f"load average {os.getloadavg()[0]:.1f}"
