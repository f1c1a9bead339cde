"""What makes imports mean something else, as facts."""

import pytest

from importlint.model.facts import FileFacts, Scope
from importlint.scan.reader import read_facts


def facts_of(text: str) -> FileFacts:
    """Read one file."""
    return read_facts("a.py", text.encode())


@pytest.mark.parametrize(
    ("text", "operation", "base"),
    [
        ('import sys\nsys.path.insert(0, "..")\n', "insert", "cwd"),
        ('import sys as s\ns.path.append("/opt/app")\n', "append", "absolute"),
        ("from sys import path\nimport os\npath.append(os.path.dirname(__file__))\n", "append", "file"),
        ("import sys\nHERE = __file__\nsys.path[:0] = [HERE]\n", "assign", "file"),
        ("import sys, os\nsys.path += [os.environ['X']]\n", "augment", "environment"),
        ("import os, site\nsite.addsitedir(os.getcwd())\n", "addsitedir", "cwd"),
        ("import sys\ndel sys.path[0]\n", "delete", "unknown"),
        ("import sys\nfrom pathlib import Path\nsys.path.insert(0, str(Path('src')))\n", "insert", "cwd"),
        ("import sys\nsys.path.append(find())\n", "append", "unknown"),
        ("import sys, sysconfig\nsys.path.append(sysconfig.get_path('platlib'))\n", "append", "unknown"),
        ("import sys\nsys.path.append(str(root.joinpath('lib')))\n", "append", "unknown"),
    ],
)
def test_path_edits(text: str, operation: str, base: str) -> None:
    (edit,) = facts_of(text).path_edits
    assert (edit.operation, edit.base) == (operation, base)


def test_a_local_list_called_path_is_no_search_path() -> None:
    assert facts_of("import sys\npath = []\npath.append('x')\nself.path.append('y')\n").path_edits == ()


@pytest.mark.parametrize(
    ("line", "operation", "key"),
    [
        ("del sys.modules['app']", "delete", "'app'"),
        ("sys.modules.pop(name, None)", "pop", "name"),
        ("sys.modules['x'] = object()", "assign", "'x'"),
        ("sys.modules.clear()", "clear", ""),
        ("sys.modules = {}", "replace", ""),
    ],
)
def test_table_edits(line: str, operation: str, key: str) -> None:
    (edit,) = facts_of(f"import sys\n{line}\n").table_edits
    assert (edit.operation, edit.key) == (operation, key)


def test_reading_the_module_table_is_no_edit() -> None:
    assert facts_of("import sys\nm = sys.modules['x']\nsys.modules.get('y')\n").table_edits == ()


def test_dynamic_imports() -> None:
    found = facts_of(
        "import importlib\nfrom importlib import import_module as im\n"
        "def load(name):\n    importlib.import_module('.x', package=__package__)\n    return im(name)\n"
        "importlib.reload(load)\n"
    ).dynamic_imports
    assert [(each.call, each.name, each.relative_to, each.context.owner) for each in found] == [
        ("import_module", ".x", "__package__", "load"),
        ("import_module", None, "", "load"),
        ("reload", "load", "", ""),
    ]


def test_a_call_in_a_lambda_is_deferred() -> None:
    (found,) = facts_of("import importlib\nget = lambda: importlib.import_module('x')\n").dynamic_imports
    assert found.context.scope is Scope.FUNCTION


def test_cached_loaders() -> None:
    (found,) = facts_of(
        "import functools\n@functools.lru_cache(maxsize=None)\ndef engine():\n    import app\n    return app\n"
        "@functools.cache\ndef number():\n    return 1\n"
    ).cached_loaders
    assert (found.function, found.decorator, found.span.line) == ("engine", "functools.lru_cache", 3)


def test_patches_and_spawns() -> None:
    found = facts_of(
        "import subprocess, sys\nimport settings\nsettings.DEBUG = True\n"
        "subprocess.run([sys.executable, '-c', ''])\nsubprocess.run(['ls'])\n"
    )
    assert [patch.target for patch in found.patches] == ["settings.DEBUG"]
    assert [spawn.span.line for spawn in found.spawns] == [4]


def test_marks_of_a_file() -> None:
    found = facts_of(
        "#!/usr/bin/env python\n__lazy_modules__ = ['json']\ndef __getattr__(name): ...\n"
        "__path__ = extend(__path__)\nif __name__ == '__main__':\n    main()\n"
    )
    assert found.shebang
    assert found.lazy_modules == ("json",)
    assert found.has_getattr
    assert found.extends_path
    assert found.main_guard is not None
    assert found.main_guard.line == 5


@pytest.mark.parametrize(
    ("text", "rules", "covers"),
    [
        ("import a  # importlint: ignore[x, y]\n", ("x", "y"), (1, 1)),
        ("# importlint: ignore\nfrom a import (\n    b,\n)\n", (), (1, 4)),
        ("from a import (\n    b,  # importlint: ignore\n)\n", (), (1, 3)),
        ("def f():  # importlint: ignore[x]\n    import a\n", ("x",), (1, 1)),
    ],
)
def test_ignore_comments(text: str, rules: tuple[str, ...], covers: tuple[int, int]) -> None:
    (ignore,) = facts_of(text).ignores
    assert (ignore.rules, ignore.covers, ignore.whole_file) == (rules, covers, False)


def test_an_ignore_in_a_string_is_text() -> None:
    assert facts_of('x = "# importlint: ignore"\n').ignores == ()


def test_an_ignore_for_the_whole_file() -> None:
    (ignore,) = facts_of("# importlint: ignore-file[path-edit]\nimport a\n").ignores
    assert ignore.whole_file
    assert ignore.rules == ("path-edit",)
