"""The commands that are measured on a tree: importlint in four states of its cache, and other tools."""

import itertools
import re
import shutil
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from paired import Contender, nothing

PYLINT_STATUSES = frozenset(range(32))  # the kinds of messages, one bit each


def tool(name: str) -> str:
    """Return a command of this environment."""
    return str(Path(sys.executable).with_name(name))


def importlint(directory: Path, cache: Path, prepare: Callable[[], None] = nothing) -> Contender:
    """Scan with all rules, as a user would, with a cache of its own."""
    command = (tool("importlint"), "scan", "--isolated", "--fail-on", "never", "--cache-dir", str(cache), ".")
    return Contender("importlint", command, directory, prepare=prepare)


@contextmanager
def states(directory: Path, changed: str, scratch: Path) -> Iterator[dict[str, Contender]]:
    """Provide importlint cold, warm, and with one file changed since the last scan; a cold scan fills the cache.

    What changes is the body of the last function of the file, or it gets another import.
    """
    cache = scratch / "cache"
    file = directory / changed
    text = file.read_bytes()
    numbers = itertools.count()

    def change_import() -> None:
        file.write_bytes(text + b"\nimport json as changed_%d\n" % next(numbers))

    def change_function() -> None:
        file.write_bytes(with_line_in_function(text, b"changed_%d = 0" % next(numbers)))

    try:
        yield {
            "cold": importlint(directory, cache, lambda: shutil.rmtree(cache, ignore_errors=True)),
            "warm": importlint(directory, cache),
            "a function changed": importlint(directory, cache, change_function),
            "an import changed": importlint(directory, cache, change_import),
        }
    finally:
        file.write_bytes(text)


def with_line_in_function(text: bytes, line: bytes) -> bytes:
    """Return a module with one more line in its last function; raises ValueError if it has none with a short head."""
    lines = text.splitlines(keepends=True)
    last = max(number for number, each in enumerate(lines) if re.match(rb"\s*(async )?def .*:$", each))
    indent = b" " * (len(lines[last]) - len(lines[last].lstrip()) + 4)
    return b"".join((*lines[: last + 1], indent, line, b"\n", *lines[last + 1 :]))


def ruff(directory: Path) -> Contender:
    """Draw the import graph; there is no cache."""
    return Contender("ruff analyze graph", (tool("ruff"), "--isolated", "analyze", "graph", "."), directory)


def import_linter(directory: Path, package: str, upper: str, lower: str, scratch: Path) -> Contender:
    """Build the graph with grimp and check one contract of two layers, without a cache."""
    config = scratch / f"{package}.ini"
    contract = f"[importlinter:contract:one]\nname = one\ntype = layers\nlayers =\n    {upper}\n    {lower}\n"
    config.write_text(f"[importlinter]\nroot_package = {package}\n{contract}", encoding="utf-8")
    command = (tool("lint-imports"), "--no-cache", "--config", str(config))
    return Contender("import-linter", command, directory)


def tach(directory: Path, package: str, lowest: str) -> Contender:
    """Check that one module does not import the rest; the configuration lies above the files, as tach wants it."""
    modules = f'[[modules]]\npath = "{package}"\nlayer = "upper"\n[[modules]]\npath = "{lowest}"\nlayer = "lowest"\n'
    text = f'source_roots = ["{directory.name}"]\nlayers = ["upper", "lowest"]\n{modules}'
    (directory.parent / "tach.toml").write_text(text, encoding="utf-8")
    return Contender("tach check", (tool("tach"), "check"), directory.parent)


def pylint(directory: Path, package: str) -> Contender:
    """Look for cyclic imports, and for nothing else."""
    command = (tool("pylint"), "--rcfile", "/dev/null", "--disable=all", "--enable=cyclic-import", package)
    return Contender("pylint cyclic-import", command, directory, PYLINT_STATUSES)


def pydeps(directory: Path, package: str) -> Contender:
    """Follow all imports, and draw nothing."""
    command = (tool("pydeps"), package, "--no-config", "--no-output", "--max-bacon", "0")
    return Contender("pydeps", command, directory)
