"""Names that their modules do not define."""

import time

import pytest

from importlint.rules import deferred_broken, unresolved_name
from tests.rules.checks import findings, reported

PACKAGE = {"setup.py": "", "app/__init__.py": "", "app/main.py": "from app.models import Usr\n"}


def test_a_missing_name_is_an_error() -> None:
    assert reported(unresolved_name, PACKAGE | {"app/models.py": "class User: ...\n"}) == [
        "error app/main.py:1 `Usr` is not defined in `app.models`, so this import fails"
    ]


@pytest.mark.parametrize(
    "text",
    [
        "class Usr: ...\n",
        "def Usr(): ...\n",
        "Usr = 1\n",
        "Usr: int = 1\n",
        "from .other import Usr\n",
        "import x as Usr\n",
        "from x import (\n    a,\n    Usr,\n)\n",
        "if x:\n    Usr = 1\n",
        "try:\n    a\nexcept E as Usr:\n    pass\n",
        "for Usr in (): ...\n",
        "with a as (b, Usr): ...\n",
        "a, *Usr = x\n",
        "print(Usr := 1)\n",
        "match x:\n    case {'a': 1, **Usr}: ...\n",
        "def f():\n    global Usr\n    Usr = 1\n",
        "def __getattr__(name): ...\n",
        "globals()['Usr'] = 1\n",
        "import sys\nsetattr(sys.modules[__name__], 'Usr', 1)\n",
        "from third_party import *\n",
        "import helpers\nhelpers.bind(helpers.find_current_module())\n",
        "import sys, other\nother.bind(sys._getframe())\n",
        "import inspect, other\nother.bind(inspect.currentframe())\n",
        "from .other import *\n",
        "type Usr = int\n",
        "this is no Python\n",
    ],
)
def test_a_name_that_may_be_defined_is_no_finding(text: str) -> None:
    assert reported(unresolved_name, PACKAGE | {"app/models.py": text, "app/other.py": "Usr = 1\n"}) == []


def test_a_use_of_the_name_is_no_definition() -> None:
    assert len(reported(unresolved_name, PACKAGE | {"app/models.py": "print(Usr)\nx.Usr = 1\n"})) == 1


def test_a_submodule_is_a_name() -> None:
    files = {"setup.py": "", "app/__init__.py": "", "app/models/__init__.py": "", "app/models/Usr.py": ""}
    assert reported(unresolved_name, PACKAGE | files) == []


def test_a_name_may_be_a_submodule_where_the_path_of_a_package_leads() -> None:
    package = "app/models/__init__.py"
    assert len(reported(unresolved_name, PACKAGE | {package: ""})) == 1
    extended = "__path__ = __import__('pkgutil').extend_path(__path__, __name__)\n"
    assert reported(unresolved_name, PACKAGE | {package: extended}) == []


def test_names_that_every_module_has() -> None:
    files = PACKAGE | {"app/main.py": "from app.models import __file__, __doc__\n", "app/models.py": ""}
    assert reported(unresolved_name, files) == []


def test_a_guarded_import_is_a_warning() -> None:
    files = PACKAGE | {"app/main.py": "try:\n    from app.models import Usr\nexcept ImportError:\n    Usr = None\n"}
    assert reported(unresolved_name, files | {"app/models.py": ""}) == [
        "warning app/main.py:2 `Usr` is not defined in `app.models`; a handler hides the ImportError"
    ]


def test_a_deferred_import_is_the_other_rule() -> None:
    files = PACKAGE | {"app/main.py": "def f():\n    from app.models import Usr\n", "app/models.py": ""}
    assert reported(unresolved_name, files) == []
    assert reported(deferred_broken, files) == [
        "error app/main.py:2 `Usr` is not defined in `app.models`, so this import fails when `f` is called"
    ]


def test_places_that_take_the_name_from_where_it_is_are_shown() -> None:
    importers = {f"app/use{number}.py": "from app.people import Usr\n" for number in range(5)}
    files = PACKAGE | importers | {"app/models.py": "class User: ...\n", "app/people.py": "class Usr: ...\n"}
    (found,) = findings(unresolved_name, files)
    assert found.fixes[0].text.splitlines() == [
        "as here:",
        "app/use0.py:1: from app.people import Usr",
        "app/use1.py:1: from app.people import Usr",
        "app/use2.py:1: from app.people import Usr",
    ]


def test_two_thousand_missing_names_do_not_take_long() -> None:
    lines = "".join(f"from app.models import missing_{number}\n" for number in range(20))
    files = PACKAGE | {f"app/use{number}.py": lines for number in range(100)} | {"app/models.py": "class User: ...\n"}
    began = time.process_time()
    assert len(reported(unresolved_name, files)) == 2_001
    assert time.process_time() - began < 2


def test_an_import_that_a_test_may_skip_is_a_warning() -> None:
    files = PACKAGE | {"app/main.py": "import x\nif x.is_mac:\n    from .models import Usr\n", "app/models.py": ""}
    assert [line.split()[0] for line in reported(unresolved_name, files)] == ["warning"]


def test_a_stand_in_of_the_tests_is_not_what_others_mean() -> None:
    files = {
        "requirements.txt": "openai-agents\n",
        "examples/main.py": "from agents import Runner\nif __name__ == '__main__':\n    Runner()\n",
        "tests/stubs/agents.py": "class Stub: ...\n",
        "tests/conftest.py": "import sys\nsys.path.insert(0, 'tests/stubs')\n",
        "tests/test_it.py": "from agents import Stub\n",
    }
    assert reported(unresolved_name, files) == []
