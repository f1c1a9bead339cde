"""Random packages whose modules import each other in every way that Python has, from a seed."""

import random
import re
from typing import NamedTuple

from tests.differential.statements import Writer

HANDLERS = (
    "ImportError",
    "ModuleNotFoundError",
    "AttributeError",
    "NameError",
    "Exception",
    "(ImportError, KeyError)",
    "",
)
_CAN_BE_LAZY = re.compile(r"import |from (?!__future__)\S+ import (?!\s*\*)").match


class Sample(NamedTuple):
    """A generated tree: path -> text, and the modules to import first."""

    files: dict[str, str]
    entries: tuple[str, ...]


def generate(seed: int) -> Sample:
    """Return the package of a seed."""
    rng = random.Random(seed)
    names = _module_names(rng)
    packages = {name for name in names for other in names if other.startswith(name + ".")}
    namespaces = {name for name in packages if name.count(".") >= 1 and rng.random() < 0.2}
    writers = {name: Writer(rng, name, is_package=name in packages) for name in names if name not in namespaces}
    files = {
        _path(name, name in packages): writer.write(
            [other for key, other in writers.items() if key != name], sorted(namespaces)
        )
        for name, writer in writers.items()
    }
    return Sample(files, tuple(sorted(writers)))


def generate_lazy(seed: int) -> Sample:
    """Return the package of a seed in which some modules are imported lazily (PEP 810): Python 3.15 and later."""
    rng = random.Random(seed)
    files, entries = generate(seed)
    return Sample({path: _made_lazy(rng, text) for path, text in files.items()}, entries)


def _made_lazy(rng: random.Random, text: str) -> str:
    lines = [f"lazy {line}" if _CAN_BE_LAZY(line) and rng.random() < 0.4 else line for line in text.splitlines()]
    return "\n".join(lines) + "\n"


def _module_names(rng: random.Random) -> list[str]:
    tails = rng.sample(["a", "b", "c", "d", "e"], rng.randint(1, 4))
    names = ["pk", *(f"pk.{tail}" for tail in tails)]
    if rng.random() < 0.5:
        names += ["pk.sub", *(f"pk.sub.{tail}" for tail in rng.sample(["x", "y", "z", "a"], rng.randint(1, 2)))]
    if rng.random() < 0.3:
        names += rng.sample(["top", "side"], rng.randint(1, 2))
    return names


def _path(name: str, is_package: bool) -> str:
    return name.replace(".", "/") + ("/__init__.py" if is_package else ".py")
