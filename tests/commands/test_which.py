"""`importlint which` against `importlib.util.find_spec` at the end of the same process."""

import subprocess
import sys
import textwrap
from pathlib import Path
from typing import NamedTuple

import pytest

from importlint.commands import which
from importlint.commands.outcome import Outcome

SAMPLES = Path(__file__).resolve().parents[2] / "samples"

# The origins of modules that are compiled into the interpreter.
INTERPRETERS_OWN = {"built-in", "frozen"}

# Run the script as Python does, whatever it ends in, and say what `import NAME` would then find.
ASK = """
import importlib.util, os, sys
script, name = sys.argv[1:]
sys.path[0] = os.path.abspath(os.path.dirname(script))
main = {"__name__": "__main__", "__file__": os.path.abspath(script)}
try:
    exec(compile(open(script).read(), script, "exec"), main)
except Exception:
    pass
try:
    spec = importlib.util.find_spec(name)
except ModuleNotFoundError:
    spec = None
if spec is not None and spec.origin is None:
    places = sorted(spec.submodule_search_locations)
else:
    places = [spec.origin] if spec is not None else []
print(", ".join(os.path.relpath(place).replace(os.sep, "/") for place in places))
"""


class Shape(NamedTuple):
    """A project, its script, and a name to ask for."""

    files: dict[str, str]
    name: str


SERVICES = {
    "a/app/__init__.py": "",
    "a/app/core/__init__.py": "",
    "a/app/core/engine.py": "A = 1\n",
    "a/app/settings.py": "",
    "b/app/__init__.py": "",
    "b/app/core/__init__.py": "",
    "b/app/core/engine.py": "B = 1\n",
    "b/app/settings.py": "",
    "b/app/core/reports.py": "",
    "b/other.py": "",
}
BOTH = "import sys\nsys.path.insert(0, 'a')\nfrom app.core.engine import A\nsys.path.insert(0, 'b')\n"
CRASHING = f"{BOTH}from app.core.engine import B\n"
PORTIONS = {
    "a/ns/x.py": "",
    "b/ns/y.py": "",
    "b/ns/z/deep.py": "",
    "a/ns/z/shallow.py": "",
}

SHAPES = {
    "loaded": Shape({**SERVICES, "run.py": CRASHING}, "app.core.engine"),
    "of a loaded parent": Shape({**SERVICES, "run.py": CRASHING}, "app.settings"),
    "of a loaded parent below": Shape({**SERVICES, "run.py": CRASHING}, "app.core.reports"),
    "not in the loaded parent": Shape({**SERVICES, "run.py": CRASHING}, "app.missing.deeper"),
    "of the entry that comes first": Shape({**SERVICES, "run.py": CRASHING}, "other"),
    "nothing loaded": Shape({**SERVICES, "run.py": "import sys\nsys.path[:0] = ['b', 'a']\n"}, "app.settings"),
    "package deleted": Shape({**SERVICES, "run.py": f"{BOTH}del sys.modules['app']\n"}, "app.settings"),
    "package deleted, its child not": Shape(
        {**SERVICES, "run.py": f"{BOTH}del sys.modules['app']\n"}, "app.core.reports"
    ),
    "all deleted": Shape(
        {
            **SERVICES,
            "run.py": f"{BOTH}for name in [n for n in sys.modules if n[:3] == 'app']:\n    del sys.modules[name]\n",
        },
        "app.core.reports",
    ),
    "a plain module is loaded": Shape(
        {**SERVICES, "c/app.py": "", "run.py": "import sys\nsys.path[:0] = ['c', 'a']\nimport app\n"}, "app.settings"
    ),
    "a plain module comes first": Shape(
        {**SERVICES, "c/app.py": "", "run.py": "import sys\nsys.path[:0] = ['c', 'a']\n"}, "app.settings"
    ),
    "only elsewhere": Shape({**SERVICES, "run.py": "import sys\nsys.path.insert(0, 'a')\n"}, "app.core.reports"),
    "a namespace package": Shape({**PORTIONS, "run.py": "import sys\nsys.path[:0] = ['a', 'b']\n"}, "ns"),
    "a module of its second portion": Shape({**PORTIONS, "run.py": "import sys\nsys.path[:0] = ['a', 'b']\n"}, "ns.y"),
    "a loaded namespace package grows": Shape(
        {**PORTIONS, "run.py": "import sys\nsys.path.insert(0, 'a')\nimport ns.x\nsys.path.append('b')\n"}, "ns.y"
    ),
    "a nested one grows": Shape(
        {**PORTIONS, "run.py": "import sys\nsys.path.insert(0, 'a')\nimport ns.z.shallow\nsys.path.append('b')\n"},
        "ns.z.deep",
    ),
    "a loaded one stays though a package comes first": Shape(
        {
            **PORTIONS,
            "c/ns/__init__.py": "",
            "c/ns/y.py": "",
            "run.py": "import sys\nsys.path[:0] = ['a', 'b']\nimport ns.x\nsys.path.insert(0, 'c')\n",
        },
        "ns.y",
    ),
    "one not yet loaded loses to a package": Shape(
        {
            **PORTIONS,
            "c/ns/__init__.py": "",
            "c/ns/y.py": "",
            "run.py": "import sys\nsys.path[:0] = ['a', 'b', 'c']\n",
        },
        "ns.y",
    ),
    "an extended path": Shape(
        {
            "a/app/__init__.py": "import os\n__path__.append(os.path.abspath('extra'))\nimport app.more\n",
            "extra/more.py": "",
            "extra/further.py": "",
            "run.py": "import sys\nsys.path.insert(0, 'a')\nimport app\n",
        },
        "app.further",
    ),
    "a name that the interpreter has loaded": Shape({"sys.py": "", "run.py": ""}, "sys"),
}


def write(files: dict[str, str], directory: Path) -> None:
    """Write a project."""
    for path, text in files.items():
        (directory / path).parent.mkdir(parents=True, exist_ok=True)
        (directory / path).write_text(text)


def answer(*arguments: str) -> str:
    """Return the answer of `importlint which`, "" for nothing."""
    outcome = which.command.main([*arguments], standalone_mode=False)
    assert isinstance(outcome, Outcome)
    first = outcome.out.splitlines()[0].partition(": ")[2]
    assert outcome.status == (first == "nothing")
    return "" if first == "nothing" else first


def reality(directory: Path, script: str, name: str) -> str:
    """Return what a real interpreter finds."""
    done = subprocess.run(
        [sys.executable, "-B", "-c", ASK, script, name],
        cwd=directory, capture_output=True, text=True, check=True,
    )  # fmt: skip
    return done.stdout.strip()


@pytest.mark.parametrize("shape", SHAPES.values(), ids=SHAPES.keys())
def test_a_name_means_what_python_finds(tmp_path: Path, shape: Shape) -> None:
    write(shape.files, tmp_path)
    found = answer("--project", str(tmp_path), "run.py", shape.name)
    real = reality(tmp_path, "run.py", shape.name)
    assert found == ("a module of the interpreter" if real in INTERPRETERS_OWN else real)


@pytest.mark.parametrize("name", ["app", "app.settings", "app.core.engine", "app.core.weights", "app.main"])
def test_the_sample_with_two_services(name: str) -> None:
    project = SAMPLES / "two-services"
    found = answer("--project", str(project), "scripts/run_all.py", name)
    assert found.startswith("services/pillars-service/app/")
    assert found == reality(project, "scripts/run_all.py", name)


def test_the_reason_names_the_import_that_loaded_the_parent() -> None:
    outcome = which.command.main(
        ["--project", str(SAMPLES / "two-services"), "scripts/run_all.py", "app.settings"], standalone_mode=False
    )
    assert outcome.out == textwrap.dedent(
        """\
        app.settings in scripts/run_all.py: services/pillars-service/app/settings.py
          because sys.modules['app'] is services/pillars-service/app/__init__.py, which the import at scripts/run_all.py:9 put there
            0  services/analysis-service: services/analysis-service/app/settings.py (module)
          → 1  services/pillars-service: services/pillars-service/app/settings.py (module)
          the process itself: ImportError: cannot import name 'AnalysisEngine' from 'app.core.engine' (services/pillars-service/app/core/engine.py)
        """  # noqa: E501
    )
