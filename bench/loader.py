"""Measure what importlint.loader costs, against plain imports of the same service: first load, re-entry, loaded import.

python bench/loader.py [ROUNDS]; each figure is the median of pairs that alternate, in processor time, which other load
on the machine hardly moves. The service has 200 modules. A load without byte code, as after a change of every file, has
no limit: then the sources are compiled, and the loader compiles them by way of `ast`.
"""

import os
import statistics
import subprocess
import sys
import tempfile
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

ROUNDS = 21
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


def main(arguments: Sequence[str] = ()) -> int:
    """Print the figures; fail beyond the limits."""
    rounds = int(arguments[0]) if arguments else ROUNDS
    limits = Limits()
    with tempfile.TemporaryDirectory() as directory:
        write_service(Path(directory))
        over = first_load(directory, rounds, "first load", {})
        first_load(
            directory, rounds, "without byte code", {"PYTHONDONTWRITEBYTECODE": "1", "PYTHONPYCACHEPREFIX": "none"}
        )
        entry, *loaded = (line.split() for line in run(REPEATED, directory).splitlines())
    print(
        f"limit: {limits.first_ratio:.2f}x {limits.first_more * 1e3:+.0f} ms with byte code, here {over * 1e3:+.1f} ms"
    )
    microseconds = float(entry[0]) * 1e6
    print(f"context of {MODULES} loaded modules, in and out: {microseconds:.1f} us, limit {limits.entry * 1e6:.0f}")
    for name, (plain, mounted, ratio) in zip(LOADED, loaded, strict=True):
        figures = f"{float(plain) * 1e9:.0f} ns plain, {float(mounted) * 1e9:.0f} ns mounted, {float(ratio):.2f}x"
        print(f"loaded, {name}: {figures}, limit {limits.loaded_ratio}")
    slowest = max(float(ratio) for _, _, ratio in loaded)
    return int(over > limits.first_more or float(entry[0]) > limits.entry or slowest > limits.loaded_ratio)


def first_load(directory: str, rounds: int, name: str, environment: Mapping[str, str]) -> float:
    """Print the first load of the service in fresh processes; return the seconds beyond the ratio that is allowed."""
    programs = (FIRST_PLAIN, FIRST_LOADED)
    pairs: list[tuple[float, float]] = []
    for number in range(rounds + 1):  # The first warms up, and writes the byte code.
        order = programs if number % 2 else programs[::-1]
        taken = {program: float(run(program + PRINT, directory, **environment)) for program in order}
        pairs.append((taken[FIRST_PLAIN], taken[FIRST_LOADED]))
    kept = pairs[1:]
    plain, loaded = (statistics.median(column) * 1e3 for column in zip(*kept, strict=True))
    ratio = statistics.median(two / one for one, two in kept)
    print(f"{name}: {plain:.1f} ms plain, {loaded:.1f} ms in a context, {ratio:.2f}x ({rounds} pairs)")
    return statistics.median(two - Limits().first_ratio * one for one, two in kept)


def run(program: str, *arguments: str, **environment: str) -> str:
    """Run a program and return what it prints."""
    inherited = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    command = [sys.executable, "-c", program, *arguments]
    done = subprocess.run(command, check=True, capture_output=True, text=True, env={**inherited, **environment})
    return done.stdout


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
    sys.exit(main(sys.argv[1:]))
