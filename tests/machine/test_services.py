"""Programs that use importlint.loader: the machine says what a real interpreter does with them."""

import subprocess
import sys
from pathlib import Path
from typing import NamedTuple

import pytest

from importlint.machine.beginnings import Beginnings
from importlint.machine.entries import run_modules
from importlint.machine.programs import settings_of
from importlint.model.trace import Trace
from importlint.resolve.search_path import PathIndex
from importlint.scan.files import tree_from_mapping

MAKE = """\
from importlint.loader import ServiceLoader

services = ServiceLoader({"one": "services/one-service", "two": ["services/two-service"]})
"""
DISCOVER = "from importlint.loader import ServiceLoader\nservices = ServiceLoader.discover('services')\n"
SERVICE = {
    "app/__init__.py": "",
    "app/settings.py": "NAME = 1\n",
    "app/engine.py": """
import app.settings
from app.settings import NAME

def late():
    from app.later import NAME
""",
    "app/later.py": "from app import settings\nNAME = settings.NAME\n",
    "app/ring.py": "import app.other_ring as other\nvalue = 1\n",
    "app/other_ring.py": "import app\nimport app.ring as ring\nassert ring\nother = 2\n",
    "app/broken_ring.py": "from app.broken_other import b\na = 1\n",
    "app/broken_other.py": "from app.broken_ring import a\nb = 1\n",
    "app/dynamic.py": "import importlib\n\ndef load():\n    return importlib.import_module('app.settings').NAME\n",
    "plain/part.py": "import plain.other\n",
    "plain/other.py": "",
}
FILES = {
    f"services/{name}-service/{path}": text.replace("NAME", name)
    for name in ("one", "two")
    for path, text in SERVICE.items()
}


class Program(NamedTuple):
    """A program below the making of the loader, and how it ends."""

    text: str
    ends: str


PROGRAMS = {
    "contexts": Program(
        """
with services["one"]:
    from app.engine import one
with services["two"]:
    from app.engine import two
""",
        "ok",
    ),
    "late": Program(
        """
with services["one"]:
    from app.engine import late
with services["two"]:
    import app.engine, app.dynamic
    late()
late()
app.engine.late()
app.dynamic.load()
""",
        "ok",
    ),
    "nested": Program(
        """
with services["one"]:
    with services["two"]:
        from app.settings import two
    from app.settings import one
""",
        "ok",
    ),
    "mounted": Program(
        """
services.mount()
from one.app.engine import one, late
import two.app.engine as e
late(), e.late()
""",
        "ok",
    ),
    "rings": Program("with services['one']:\n    import app.ring\n", "ok"),
    "portions": Program("services.mount()\nimport one.plain.part\n", "ok"),
    "by name": Program("services['one'].get('app.engine')\nfrom one.app.settings import one\n", "ok"),
    "several": Program("with services['one'], services['two']:\n    from app.settings import two\n", "ok"),
    "another service's name": Program(
        "with services['two']:\n    from app.engine import one\n",
        "ImportError: cannot import name 'one' from 'two.app.engine' (services/two-service/app/engine.py)",
    ),
    "a broken ring": Program(
        "services.mount()\nimport one.app.broken_ring\n",
        "ImportError: cannot import name 'a' from partially initialized module 'one.app.broken_ring' "
        "(most likely due to a circular import) (services/one-service/app/broken_ring.py)",
    ),
    "a missing module": Program(
        "with services['one']:\n    import app.absent\n", "ModuleNotFoundError: No module named 'one.app.absent'"
    ),
    "after the context": Program(
        "with services['one']:\n    import app\nimport app.settings\n", "ModuleNotFoundError: No module named 'app'"
    ),
    "not mounted": Program("import one.app\n", "ModuleNotFoundError: No module named 'one'"),
}


def trace_of(program: str) -> Trace:
    files = {**FILES, "scripts/run.py": program}
    tree = tree_from_mapping(files)
    settings = settings_of(tree, PathIndex(tree.files), (3, 11))
    return run_modules(Beginnings(settings), ["run"], search_path=["scripts"])[0]


def outcome_of(trace: Trace) -> str:
    return trace.verdict.value if trace.error is None else f"{trace.error.type}: {trace.error.message}"


def really(program: str, directory: Path) -> str:
    """Return how a program ends in a real interpreter."""
    for path, text in {**FILES, "scripts/run.py": program}.items():
        (directory / path).parent.mkdir(parents=True, exist_ok=True)
        (directory / path).write_text(text, encoding="utf-8")
    done = subprocess.run(
        [sys.executable, "-B", "scripts/run.py"], cwd=directory, capture_output=True, text=True, check=False
    )
    return done.stderr.strip().rpartition("\n")[2].replace(f"{directory}/", "") or "ok"


@pytest.mark.parametrize("make", [MAKE, DISCOVER], ids=["dict", "discover"])
@pytest.mark.parametrize("name", PROGRAMS)
def test_a_program_ends_as_it_does(name: str, make: str, tmp_path: Path) -> None:
    program, ends = PROGRAMS[name]
    assert outcome_of(trace_of(make + program)) == ends
    # Python 3.15 adds what may have been meant.
    assert really(make + program, tmp_path).partition(". Did you mean")[0] == ends


def test_each_import_finds_the_file_of_its_own_service() -> None:
    program, _ = PROGRAMS["late"]
    found = {
        (event.path, event.resolved) for event in trace_of(MAKE + program).events if event.path != "scripts/run.py"
    }
    assert found
    assert all(path.split("/")[1] == str(resolved).split("/")[1] for path, resolved in found)


def test_services_that_cannot_be_known_make_the_verdict_unknown() -> None:
    program = (
        "from importlint.loader import ServiceLoader\nimport os\nservices = ServiceLoader(eval(os.environ['S']))\n"
    )
    trace = trace_of(program + "with services['one']:\n    import app\n")
    assert outcome_of(trace) == "unknown"
    assert trace.reason == "the services of a loader are not known"


def test_the_loader_as_one_file_is_not_run() -> None:
    from importlint.commands.stand_alone import render_stand_alone

    program, _ = PROGRAMS["contexts"]
    files = {
        **FILES,
        "scripts/service_loader.py": render_stand_alone(),
        "scripts/run.py": (MAKE + program).replace("importlint.loader", "service_loader"),
    }
    tree = tree_from_mapping(files)
    settings = settings_of(tree, PathIndex(tree.files), (3, 11))
    assert outcome_of(run_modules(Beginnings(settings), ["run"], search_path=["scripts"])[0]) == "ok"
