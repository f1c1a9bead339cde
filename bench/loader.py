"""Measure what importlint.loader costs, against plain imports of the same service: first load, re-entry, loaded import.

python bench/loader.py [ROUNDS]; each figure is the median of pairs that alternate, in processor time, which other load
on the machine hardly moves. The service has 200 modules, its byte code is there, and nothing else is in the process.
"""

import statistics
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

MODULES = 200
MODULE = '''\
"""Module {number} of a service."""

import dataclasses
import json
from app.core.shared import NAME, register
{imports}


@dataclasses.dataclass
class Order{number}:
    key: str
    amount: float = 0.0

    def total(self, rate: float) -> float:
        return round(self.amount * (1 + rate), 2)

    def render(self) -> str:
        return json.dumps({{"key": self.key, "amount": self.amount, "service": NAME}})


def handle(orders: list, rate: float = 0.19) -> float:
    """Handle orders."""
    import app.core.shared
    from app.core.shared import LIMITS

    return sum(order.total(rate) for order in orders if order.amount < LIMITS["amount"])


register("handle{number}", handle)
'''
SHARED = "NAME = 'service'\nLIMITS = {'amount': 1000}\nHANDLERS = {}\ndef register(n, f):\n    HANDLERS[n] = f\n"
PRELOADED = "import dataclasses, json, sys, time\n"
FIRST_PLAIN = f"{PRELOADED}began = time.process_time()\nsys.path.insert(0, sys.argv[1])\nimport app.everything\n"
FIRST_LOADED = f"""{PRELOADED}from importlint.loader import ServiceLoader
began = time.process_time()
services = ServiceLoader({{"orders": sys.argv[1]}})
with services["orders"]:
    import app.everything
"""
PRINT = "print(time.process_time() - began)\n"
REPEATED = """
import sys, time, timeit
from importlint.loader import ServiceLoader
services = ServiceLoader({"orders": sys.argv[1]})
services.mount()
service = services["orders"]
with service:
    import app.everything
sys.path.insert(0, sys.argv[1])
import app.everything
from orders.app.probe import late_name, late_dotted
from app.probe import late_name as plain_name, late_dotted as plain_dotted

def enter():
    with service:
        pass

def measure(function, number):
    return timeit.timeit(function, timer=time.process_time, number=number) / number

print(measure(enter, 2000))
statements = [
    ("import app.core.shared", "import orders.app.core.shared"),
    ("from app.core.shared import NAME", "from orders.app.core.shared import NAME"),
    ("from app.core import shared", "from orders.app.core import shared"),
]
for plain, mounted in [*statements, (plain_name, late_name), (plain_dotted, late_dotted)]:
    one, two = [], []
    for turn in range(15):
        for chosen, times in ((plain, one), (mounted, two)) if turn % 2 else ((mounted, two), (plain, one)):
            times.append(measure(chosen, 20_000))
    ratios = sorted(b / a for a, b in zip(one, two))
    print(sorted(one)[7], sorted(two)[7], ratios[7])
"""
PROBE = """\
def late_name():
    from app.core.shared import NAME


def late_dotted():
    import app.core.shared
"""
LOADED = (
    "import app.x.y",
    "from app.x.y import NAME",
    "from app.x import y",
    "late: from app...",
    "late: import app.x.y",
)


class Limits(NamedTuple):
    """What is promised: the first load in seconds beyond a ratio, the re-entry in seconds, the ratio of an import."""

    first_ratio: float = 1.10
    first_more: float = 0.005
    entry: float = 100e-6
    loaded_ratio: float = 1.2


def main(rounds: int) -> int:
    """Print the figures; fail beyond the limits."""
    limits = Limits()
    with tempfile.TemporaryDirectory() as directory:
        write_service(Path(directory))
        first = first_load(directory, rounds, limits)
        repeated = [line.split() for line in run(REPEATED, directory).splitlines()]
    entry = float(repeated[0][0])
    print(
        f"entering and leaving a context of {MODULES} loaded modules: {entry * 1e6:.1f} us, limit {limits.entry * 1e6:.0f}"
    )
    ratios = [float(ratio) for _, _, ratio in repeated[1:]]
    for name, (plain, mounted, ratio) in zip(LOADED, repeated[1:], strict=True):
        figures = f"{float(plain) * 1e9:.0f} ns plain, {float(mounted) * 1e9:.0f} ns mounted, {float(ratio):.2f}x"
        print(f"loaded, {name}: {figures}, limit {limits.loaded_ratio}")
    return int(not first or entry > limits.entry or max(ratios) > limits.loaded_ratio)


def first_load(directory: str, rounds: int, limits: Limits) -> bool:
    """Print the first load of the service in fresh processes; return whether it is within the limits."""
    pairs = [
        (seconds(FIRST_PLAIN, directory), seconds(FIRST_LOADED, directory))
        if number % 2
        else tuple(reversed((seconds(FIRST_LOADED, directory), seconds(FIRST_PLAIN, directory))))
        for number in range(rounds + 1)
    ][1:]
    plain, loaded = (statistics.median(column) for column in zip(*pairs, strict=True))
    over = statistics.median(two - limits.first_ratio * one for one, two in pairs)
    print(
        f"first load: {plain * 1e3:.1f} ms plain, {loaded * 1e3:.1f} ms in a context; beyond {limits.first_ratio:.2f}x "
        f"{over * 1e3:+.1f} ms, limit {limits.first_more * 1e3:+.0f} ({rounds} pairs)"
    )
    return over <= limits.first_more


def seconds(program: str, directory: str) -> float:
    """Run one first load in a process of its own."""
    return float(run(program + PRINT, directory))


def run(program: str, *arguments: str) -> str:
    """Run a program and return what it prints."""
    command: Sequence[str] = [sys.executable, "-c", program, *arguments]
    return subprocess.run(command, check=True, capture_output=True, text=True).stdout


def write_service(directory: Path) -> None:
    """Write a service whose modules import each other in a row."""
    core = directory / "app" / "core"
    core.mkdir(parents=True)
    (directory / "app" / "__init__.py").touch()
    (core / "__init__.py").touch()
    (core / "shared.py").write_text(SHARED)
    (directory / "app" / "probe.py").write_text(PROBE)
    for number in range(MODULES):
        before = f"from app.module{number - 1} import Order{number - 1}" if number else ""
        (directory / "app" / f"module{number}.py").write_text(MODULE.format(number=number, imports=before))
    everything = "".join(f"import app.module{number}\n" for number in range(MODULES))
    (directory / "app" / "everything.py").write_text(everything)


if __name__ == "__main__":
    sys.exit(main(int(sys.argv[1]) if len(sys.argv) > 1 else 21))
