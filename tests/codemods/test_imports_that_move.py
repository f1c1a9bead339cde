"""Import statements, and strings that name modules, when a package gets another name."""

import pytest

from tests.codemods.moving import move, two

PILLARS = "services/pillars-service"


def rewritten(text: str, path: str = "work.py") -> str:
    """Return what becomes of a module of the service `pillars`."""
    moved = move(two({path: text}))
    return moved.text(f"{PILLARS}/acme/pillars/{path}")


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("from app.core import X\n", "from acme.pillars.core import X\n"),
        ("from app import core\n", "from acme.pillars import core\n"),
        ("from app.core import (\n    X,  # why\n)\n", "from acme.pillars.core import (\n    X,  # why\n)\n"),
        ("from app.core import *\n", "from acme.pillars.core import *\n"),
        ("from \\\n    app . core import X\n", "from \\\n    acme.pillars . core import X\n"),
        ("import app.core as c\n", "import acme.pillars.core as c\n"),
        ("import app\n", "import acme.pillars\n"),
        ("import app\nX = app.core\n", "import acme.pillars as app\nX = app.core\n"),
        ("import os, app.core as c, sys\n", "import os, acme.pillars.core as c, sys\n"),
        ("from . import core\nfrom .core import X\n", "from . import core\nfrom .core import X\n"),
        ("from application import x\nimport appendix\n", "from application import x\nimport appendix\n"),
        ("def f():\n    from app.core import X\n", "def f():\n    from acme.pillars.core import X\n"),
        ("é = 'ü'; from app.core import X\n", "é = 'ü'; from acme.pillars.core import X\n"),
    ],
)
def test_an_import_gets_the_new_name(before: str, after: str) -> None:
    assert rewritten(before) == after


def test_uses_in_functions_follow_a_plain_import() -> None:
    text = "import app.core\n\n\ndef go(run):\n    return run(app.core.run(), app)\n"
    expected = "import acme.pillars.core\n\n\ndef go(run):\n    return run(acme.pillars.core.run(), acme.pillars)\n"
    assert rewritten(text) == expected


def test_a_use_while_the_package_may_be_half_imported_keeps_the_old_name() -> None:
    text = "import app.core\n\nY = app.core.X\n"
    assert rewritten(text) == "import acme.pillars.core, acme.pillars as app\n\nY = app.core.X\n"


def test_a_statement_binds_the_old_name_once() -> None:
    text = "import app.core, os, app.main\n\nY = app.core.X\n"
    expected = "import acme.pillars.core, os, acme.pillars.main, acme.pillars as app\n\nY = app.core.X\n"
    assert rewritten(text) == expected


def test_uses_follow_outside_of_the_package() -> None:
    moved = move(two({"/tests/test_core.py": "import app.core\n\nassert app.core.X == 1\n"}))
    assert (
        moved.text(f"{PILLARS}/tests/test_core.py") == "import acme.pillars.core\n\nassert acme.pillars.core.X == 1\n"
    )


@pytest.mark.parametrize(
    "text",
    [
        "import app.core\n\napp = make(app.core)\n",
        "import app.core\n\n__all__ = ['app']\n",
        "import app.core\n\n\ndef f():\n    global app\n",
        "class C:\n    import app.core\n",
    ],
)
def test_a_name_that_is_used_in_ways_nobody_can_follow_stays_bound(text: str) -> None:
    assert rewritten(text) == text.replace("import app.core", "import acme.pillars.core, acme.pillars as app")


def test_a_name_that_another_file_takes_stays_bound() -> None:
    moved = move(two({"/tools.py": "import app.core\n", "/run.py": "from tools import app\nprint(app.core)\n"}))
    assert moved.text(f"{PILLARS}/tools.py") == "import acme.pillars.core, acme.pillars as app\n"


def test_the_new_name_may_be_taken() -> None:
    text = "import app.core\n\nacme = 1\n\n\ndef f():\n    return app.core.run(acme)\n"
    assert rewritten(text) == text.replace("import app.core", "import acme.pillars as app, acme.pillars.core as _core")


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ('patch("app.core.run")\n', 'patch("acme.pillars.core.run")\n'),
        ("serve('app.core:run')\n", "serve('acme.pillars.core:run')\n"),
        ('routes = {"app.core.*": 1}\n', 'routes = {"acme.pillars.core.*": 1}\n'),
        ('x = import_module("app.core")\n', 'x = import_module("acme.pillars.core")\n'),
        (
            'import importlib\nimportlib.import_module("app")\n',
            'import importlib\nimportlib.import_module("acme.pillars")\n',
        ),
        ('x = __import__("app.core")\n', 'x = __import__("acme.pillars.core").pillars\n'),
        ('import sys\nsys.modules["app"] = 1\n', 'import sys\nsys.modules["acme.pillars"] = 1\n'),
        ('patch("app.core."\n      "run")\n', 'patch("acme.pillars.core."\n      "run")\n'),
    ],
)
def test_a_string_that_names_a_module_gets_the_new_name(before: str, after: str) -> None:
    assert rewritten(before) == after


@pytest.mark.parametrize(
    "text",
    [
        'x = "app"\n',
        'x = "app.json"\n',
        'x = "app.core.nothing_of_the_kind"\n',
        'x = "app.elsewhere.run"\n',
        'x = "application.core.run"\n',
        'x = b"app.core.run"\n',
    ],
)
def test_other_strings_stay(text: str) -> None:
    assert rewritten(text) == text


def test_a_module_that_only_a_string_can_name() -> None:
    moved = move(two({"v1-beta.py": "Y = 1\n", "work.py": 'x = load("app.v1-beta"), "app.v1-beta:Y"\n'}))
    text = moved.text(f"{PILLARS}/acme/pillars/work.py")
    assert text == 'x = load("acme.pillars.v1-beta"), "acme.pillars.v1-beta:Y"\n'


def test_a_string_that_only_holds_a_name_is_listed() -> None:
    moved = move(two({"work.py": 'system("celery -A app.core worker")\n'}))
    assert moved.text(f"{PILLARS}/acme/pillars/work.py") == 'system("celery -A app.core worker")\n'
    assert moved.notes == [
        f"{PILLARS}/app/work.py:1: this text names what moves: 'celery -A app.core worker'",
    ]


def test_docstrings_are_prose() -> None:
    moved = move(two({"work.py": '"""Start with app.core.run."""\n'}))
    assert not moved.notes


def test_a_broken_file_is_left_as_it_is() -> None:
    text = "from app.core import X\n\ndef broken(:\n"
    moved = move(two({"work.py": text}))
    assert moved.text(f"{PILLARS}/acme/pillars/work.py") == text
    assert moved.notes == [f"{PILLARS}/app/work.py:3: this file is left as it is: invalid syntax"]
