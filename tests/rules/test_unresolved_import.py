"""Modules of the project that do not exist."""

import pytest

from importlint.rules import unresolved_import
from tests.rules.checks import findings, reported

APP = {"setup.py": "", "app/__init__.py": "", "app/handlers.py": "", "app/sub/__init__.py": ""}


def test_a_missing_relative_import_is_an_error() -> None:
    files = APP | {"app/main.py": "from .handler import handle\n"}
    assert reported(unresolved_import, files) == [
        "error app/main.py:1 `app.handler` does not exist: `app` has no module and no package `handler`"
    ]
    (found,) = findings(unresolved_import, files)
    assert found.fixes[0].text == "modules of a like name: `app.handlers`"
    assert found.reproduce == 'python -c "import app.main"'


@pytest.mark.parametrize(
    ("path", "text"),
    [
        ("app/main.py", "from app.handler import handle\n"),
        ("app/main.py", "def f():\n    from .handler import handle\n"),
        ("app/main.py", "import x\nif x.is_mac:\n    from .handler import handle\n"),
        ("app/main.py", "if __name__ == '__main__':\n    from .handler import handle\n"),
        ("app/tests/test_main.py", "from ..handler import handle\n"),
    ],
)
def test_what_need_not_run_or_could_be_elsewhere_is_a_warning(path: str, text: str) -> None:
    assert [found.severity for found in findings(unresolved_import, APP | {path: text})] == ["warning"]


def test_a_missing_module_is_reported_once() -> None:
    files = APP | {"app/a.py": "from .handler import x\n", "app/b.py": "import app.handler\n"}
    (found,) = findings(unresolved_import, files)
    assert (found.severity, found.location.path, len(found.related)) == ("error", "app/a.py", 1)


def test_a_module_is_no_package() -> None:
    files = APP | {"app/main.py": "from .handlers.json import load\n"}
    assert reported(unresolved_import, files) == [
        "error app/main.py:1 `app.handlers.json` does not exist: `app/handlers.py` has no module and no package `json`"
    ]


@pytest.mark.parametrize(
    "files",
    [
        pytest.param({"app/main.py": "from .handlers import x\n"}, id="it is there"),
        pytest.param({"app/main.py": "from . import anything\n"}, id="an attribute, for all we know"),
        pytest.param({"app/main.py": "import requests, yaml.loader\n"}, id="dependencies"),
        pytest.param({"app/main.py": "from app import anything\n"}, id="an attribute of a package"),
        pytest.param(
            {"app/main.py": "try:\n    from .handler import x\nexcept ImportError:\n    x = 1\n"}, id="guarded"
        ),
        pytest.param(
            {"app/main.py": "from typing import TYPE_CHECKING\nif TYPE_CHECKING:\n    from .types import T\n"},
            id="type-only",
        ),
        pytest.param({"app/main.py": "from ._version import version\nfrom .api_pb2 import Call\n"}, id="generated"),
        pytest.param(
            {
                "app/main.py": "import app.other\n",
                "app/__init__.py": "__path__ = __import__('pkgutil').extend_path(__path__, __name__)\n",
            },
            id="a package that extends its path",
        ),
        pytest.param(
            {"app/main.py": "from .six.moves import x\n", "app/six.py": "import sys\nsys.modules[name()] = make()\n"},
            id="a module that makes others",
        ),
        pytest.param({"app/main.py": "from .fast import x\n", "app/fast.pyx": ""}, id="compiled"),
        pytest.param({"app/main.py": "from ._native import x\n", "src/lib.rs": ""}, id="compiled under another name"),
        pytest.param({"app/main.py": "from .api import x\n", "app/api.py.in": ""}, id="from a template"),
        pytest.param({"app/sub/main.py": "from ..handlers import x\n"}, id="one level up"),
        pytest.param({"app/main.py": "from ....far import x\n"}, id="beyond what was scanned"),
        pytest.param(
            {"app/main.py": "import sys\nif sys.version_info < (3, 8):\n    from .compat import x\n"}, id="old versions"
        ),
    ],
)
def test_nothing_is_reported(files: dict[str, str]) -> None:
    assert reported(unresolved_import, APP | files) == []
