"""Public packages to measure on: their wheels, fetched by pip and unpacked, never installed and never imported.

They lie in the user's cache, or where IMPORTLINT_BENCH_DIR says; delete the directory to have them anew.
"""

import os
import subprocess
import sys
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import NamedTuple
from zipfile import ZipFile


class Corpus(NamedTuple):
    """A package of one version.

    package: the top-level package that other tools are told to look at. upper, lowest: two layers of it, the lower of
    which imports nothing of the upper, so that a contract about them is kept. changed: the file to change.
    """

    name: str
    version: str
    package: str
    upper: str
    lowest: str
    changed: str

    @property
    def directory(self) -> Path:
        """Return where its files are, below which nothing else is."""
        return storage() / f"{self.name}-{self.version}" / "files"


CORPORA = (
    Corpus(
        "homeassistant",
        "2025.4.4",
        "homeassistant",
        upper="homeassistant.components.zwave_js",
        lowest="homeassistant.util.network",
        changed="homeassistant/helpers/entity.py",
    ),
    Corpus(
        "ansible",
        "12.3.0",
        "ansible_collections",
        upper="ansible_collections.community",
        lowest="ansible_collections.ansible",
        changed="ansible_collections/community/general/plugins/modules/xml.py",
    ),
    Corpus(
        "django",
        "5.2.8",
        "django",
        upper="django.core.management",
        lowest="django.utils.functional",
        changed="django/db/models/base.py",
    ),
    Corpus(
        "sympy",
        "1.14.0",
        "sympy",
        upper="sympy.physics.quantum",
        lowest="sympy.utilities.exceptions",
        changed="sympy/core/basic.py",
    ),
    Corpus(
        "sqlalchemy",
        "2.0.44",
        "sqlalchemy",
        upper="sqlalchemy.dialects",
        lowest="sqlalchemy.util.compat",
        changed="sqlalchemy/orm/session.py",
    ),
)


def storage() -> Path:
    """Return the directory of everything that benchmarks keep."""
    given = os.environ.get("IMPORTLINT_BENCH_DIR")
    cache = Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache")
    return Path(given) if given else cache / "importlint-bench"


def provide(corpus: Corpus) -> Path:
    """Return the directory of a corpus, fetched first if it is not there."""
    directory = corpus.directory
    if not directory.exists():
        directory.parent.mkdir(parents=True, exist_ok=True)
        with TemporaryDirectory(dir=directory.parent) as scratch:
            fetch(corpus, Path(scratch))
            # Tools that look for the root of a repository find this one, not one around the cache.
            unpacked = Path(scratch) / "unpacked"
            (unpacked / ".git").mkdir()
            unpacked.rename(directory)
    return directory


def fetch(corpus: Corpus, scratch: Path) -> None:
    """Unpack the pure wheel of a corpus, the same on every machine and for every Python."""
    pip = [sys.executable, "-m", "pip", "--quiet", "--disable-pip-version-check", "download"]
    pure = ["--only-binary", ":all:", "--platform", "any", "--implementation", "py", "--abi", "none"]
    wanted = ["--no-deps", "--ignore-requires-python", f"{corpus.name}=={corpus.version}"]
    subprocess.run([*pip, *pure, *wanted, "--dest", str(scratch)], check=True)
    with ZipFile(next(scratch.glob("*.whl"))) as wheel:
        wheel.extractall(scratch / "unpacked")


def size_of(directory: Path) -> tuple[int, int]:
    """Return how many Python files there are, and their bytes."""
    sizes = [path.stat().st_size for path in directory.rglob("*.py")]
    return len(sizes), sum(sizes)
