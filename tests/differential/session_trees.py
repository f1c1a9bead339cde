"""Make trees of services with tests from seeds: what pytest imports in them depends on every one of its rules."""

import random
from typing import NamedTuple

_EDITS = (
    "",
    "",
    "",
    "import sys\nfrom pathlib import Path\nsys.path.insert(0, str(Path(__file__).resolve().parent))\n",
    "import sys\nfrom pathlib import Path\nsys.path.insert(0, str(Path(__file__).resolve().parents[1]))\n",
    "import sys\nfrom pathlib import Path\nsys.path.append(str(Path(__file__).resolve().parent))\n",
    "import app\n",
    "collect_ignore = ['test_api.py', 'unit']\n",
)
_IMPORTS = (
    "import app as seen_{n}",
    "from app.core import WHERE as seen_{n}",
    "from app.only_{s} import WHERE as seen_{n}",
    "import app.core as seen_{n}",
    "from helpers import WHERE as seen_{n}",
    "from tests.helpers import WHERE as seen_{n}",
    "import conftest as seen_{n}",
    "from .helpers import WHERE as seen_{n}",
    "try:\n    from app.missing import WHERE as seen_{n}\nexcept ImportError:\n    from app.core import WHERE as seen_{n}",
)
_FILES = ("test_api.py", "test_core.py", "api_test.py", "check_api.py")


class SessionTree(NamedTuple):
    """A tree, and how pytest is started in it: directory, arguments, and whether as `python -m pytest`."""

    files: dict[str, str]
    cwd: str
    arguments: tuple[str, ...]
    as_module: bool


def generate_session(seed: int) -> SessionTree:
    """Return the tree of a seed."""
    choose = random.Random(seed)
    services = choose.sample(["a", "b-c", "d"], choose.randint(1, 3))
    files: dict[str, str] = {"README": ""}
    for service in services:
        files |= _service(choose, f"services/{service}", service[0])
    if choose.random() < 0.5:
        files["conftest.py"] = choose.choice([each for each in _EDITS if "parents[1]" not in each])
    if choose.random() < 0.3:
        files["tests/test_all.py"] = _test(choose, services[0][0])
    if choose.random() < 0.2:
        files["services/__init__.py"] = ""
    files |= _configuration(choose, services)
    places = [path.rpartition("/")[0] for path in files if path.endswith("test_api.py")] + [f"services/{services[0]}"]
    arguments = tuple(choose.sample(places, min(len(places), choose.choice([0, 0, 0, 1, 2]))))
    cwd = "." if arguments or choose.random() < 0.7 else f"services/{services[0]}"
    more = choose.choice([(), (), (), ("--import-mode=importlib",), ("--import-mode", "append"), ("--ignore=tests",)])
    return SessionTree(files, cwd, (*arguments, *more), choose.random() < 0.4)


def _service(choose: random.Random, base: str, letter: str) -> dict[str, str]:
    files = {path: f"WHERE = '{path}'\n" for path in (f"{base}/app/core.py", f"{base}/app/only_{letter}.py")}
    if choose.random() < 0.8:
        files[f"{base}/app/__init__.py"] = ""
    if choose.random() < 0.2:
        files[f"{base}/__init__.py"] = ""
    tests = f"{base}/{choose.choice(['tests', 'tests', 'specs', 'checks'])}"
    for directory in (tests, f"{tests}/unit") if choose.random() < 0.5 else (tests,):
        if choose.random() < 0.5:
            files[f"{directory}/__init__.py"] = ""
        for name in choose.sample(_FILES, choose.randint(1, 3)):
            files[f"{directory}/{name}"] = _test(choose, letter)
        if choose.random() < 0.4:
            files[f"{directory}/conftest.py"] = choose.choice(_EDITS)
        files[f"{directory}/helpers.py"] = f"WHERE = '{directory}/helpers.py'\n"
    if choose.random() < 0.4:
        files[f"{base}/conftest.py"] = choose.choice(_EDITS)
    return files


def _test(choose: random.Random, letter: str) -> str:
    imports = [choose.choice(_IMPORTS).format(n=number, s=letter) for number in range(choose.randint(1, 2))]
    return "\n".join((*imports, "", "def test_it():", "    pass", ""))


def _configuration(choose: random.Random, services: list[str]) -> dict[str, str]:
    settings = []
    if choose.random() < 0.4:
        settings.append(("addopts", f"--import-mode={choose.choice(['prepend', 'append', 'importlib'])}"))
    if choose.random() < 0.4:
        settings.append(("pythonpath", " ".join(f"services/{each}" for each in services)))
    if choose.random() < 0.3:
        settings.append(
            ("testpaths", choose.choice(["services", "services/*/tests", f"services/{services[-1]} tests"]))
        )
    if choose.random() < 0.2:
        settings.append(("python_files", "check_*.py test_*.py"))
    if choose.random() < 0.1:
        settings.append(("norecursedirs", "unit"))
    lines = "".join(f"{name} = {value}\n" for name, value in settings)
    quoted = "".join(f'{name} = "{value}"\n' for name, value in settings)
    texts = {
        "pytest.ini": f"[pytest]\n{lines}",
        "tox.ini": f"[tox]\n[pytest]\n{lines}",
        "setup.cfg": f"[metadata]\n[tool:pytest]\n{lines}",
        "pyproject.toml": f"[tool.pytest.ini_options]\n{quoted}",
    }
    name = choose.choice(["", *texts])
    files = {name: texts[name]} if name else {}
    if choose.random() < 0.2:
        files[f"services/{services[0]}/pytest.ini"] = choose.choice(["", "[pytest]\n", "[tool:pytest]\n"])
    if choose.random() < 0.2:
        files[f"services/{services[-1]}/pyproject.toml"] = choose.choice(["[project]\nname = 'x'\n", "[tool.other]\n"])
    if choose.random() < 0.1:
        files["services/setup.py"] = ""
    return files
