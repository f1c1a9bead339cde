"""Edits that mend cycles: what they look like, and that real interpreters agree with the machine about them."""

import subprocess
import sys
from collections import defaultdict
from collections.abc import Mapping
from pathlib import Path

import pytest

from importlint.edits.text import apply_edits
from importlint.failures import find_failures
from importlint.model.fix import Applicability, Edit, Fix
from importlint.project import Project
from importlint.remedies.cycle_fix import cycle_fixes
from tests.projects import project_from


def first_fix(project: Project) -> Fix:
    (cycle,) = project.cycles
    failures = find_failures(project, cycle)
    return cycle_fixes(project, cycle, failures)[0]


def fixed(files: Mapping[str, str], fix: Fix) -> dict[str, str]:
    edits: defaultdict[str, list[Edit]] = defaultdict(list)
    for edit in fix.edits:
        edits[edit.path].append(edit)
    return {path: apply_edits(path, text.encode(), edits[path]).decode() for path, text in files.items()}


SERVICES = """\
from typing import Any

from shop.models import User


class Channel:
    pass


def notify(user: User) -> Any:
    return user
"""
USED_AND_ANNOTATED = """\
\"\"\"Services.\"\"\"
import os

from shop.models import (
    User,
    Order as Ordered,
)


def notify(user: User) -> None:
    \"\"\"Tell a user.\"\"\"
    assert isinstance(user, User)


def sell() -> None:
    def inner() -> object:
        return [Ordered for _ in range(3)]

    inner()
"""
MODELS = """\
from shop.services import notify


class User:
    tell = notify


class Order:
    pass
"""
CASES = {
    "annotations only": (
        {"shop/__init__.py": "", "shop/models.py": "from shop.services import notify\n\nclass User: pass\nnotify(1)\n"},
        {"shop/services.py": SERVICES},
        "Import `User` for type checkers only",
    ),
    "in the function": (
        {"shop/__init__.py": "", "shop/models.py": "from shop.services import f\n\nclass User: pass\nf(1)\n"},
        {"shop/services.py": "from shop.models import User\n\n\ndef f(user):\n    return isinstance(user, User)\n"},
        "Import `User` in the function that uses it",
    ),
    "annotated and used": (
        {"shop/__init__.py": "", "shop/models.py": MODELS},
        {"shop/services.py": USED_AND_ANNOTATED},
        "Import `User` and `Ordered` in the 2 functions that use it",
    ),
    "re-export": (
        {
            "shop/__init__.py": "from .errors import ShopError\nfrom .pay import Refused\n",
            "shop/errors.py": "class ShopError(Exception): pass\n",
        },
        {"shop/pay.py": "from shop import Other, ShopError\n\nclass Refused(ShopError): pass\n"},
        "",
    ),
    "a name that a package passes on": (
        {
            "shop/__init__.py": "from .pay import Refused\nfrom .errors import ShopError as Mistake\n",
            "shop/errors.py": "class ShopError(Exception): pass\n",
        },
        {"shop/pay.py": "from . import Mistake\n\nclass Refused(Mistake): pass\n"},
        "Import `Mistake` from `shop.errors`, where it comes from",
    ),
    "a package that passes on in the wrong order": (
        {
            "shop/__init__.py": "from .pay import Refused, LIMIT\nfrom .errors import *\nVERSION = 1\n",
            "shop/errors.py": "class ShopError(Exception): pass\n",
        },
        {"shop/pay.py": "import shop\n\nclass Refused(shop.ShopError): pass\n\nLIMIT = 1\n"},
        "Move `from .pay import Refused, LIMIT` below the other imports",
    ),
    "a relative module": (
        {"shop/__init__.py": "", "shop/a.py": "from .b import g\n\ndef f():\n    return g()\n"},
        {"shop/b.py": "from .a import f\n\ndef g():\n    return 1\n\nclass K:\n    later = lambda: f()\n"},
        "",
    ),
    "top-level modules": (
        {"a.py": "from b import g\n\nclass A:\n    def f(self):\n        return g()\n"},
        {"b.py": "from a import A\n\nMADE = A()\n\ndef g():\n    return MADE\n"},
        "",
    ),
    "three in a ring": (
        {
            "a.py": "from b import B\n\nclass A: pass\n\ndef f():\n    return B\n",
            "b.py": "from c import C\n\nclass B(C): pass\n",
        },
        {"c.py": "from a import A\n\nclass C:\n    def g(self) -> 'A':\n        return A()\n"},
        "Import `B` in the function that uses it",
    ),
    "two ways back": (
        {
            "p/__init__.py": "",
            "p/a.py": "from p.b import B\nfrom p.c import C\n\nclass A:\n    def make(self):\n        return B, C\n",
            "p/b.py": "from p.a import A\n\nclass B(A): pass\n",
        },
        {"p/c.py": "from p.a import A\n\nclass C(A): pass\n"},
        "Rewrite 2 imports",
    ),
}


def importable_first(directory: Path, files: Mapping[str, str]) -> dict[str, str]:
    """Import each module in a fresh interpreter; return what the failing ones say."""
    for path, text in files.items():
        (directory / path).parent.mkdir(parents=True, exist_ok=True)
        (directory / path).write_text(text)
    found = {}
    for path in files:
        name = path.removesuffix(".py").removesuffix("/__init__").replace("/", ".")
        command = [sys.executable, "-B", "-c", f"import {name}"]
        ended = subprocess.run(command, cwd=directory, capture_output=True, text=True, check=False)
        if ended.returncode:
            found[name] = ended.stderr.splitlines()[-1]
    return found


@pytest.mark.parametrize("case", CASES)
def test_after_the_fix_each_module_can_be_imported_first(case: str, tmp_path: Path) -> None:
    others, told, title = CASES[case]
    files = others | told
    if case == "re-export":
        files["shop/errors.py"] += "class Other: pass\n"
        files["shop/__init__.py"] += "from .errors import Other\n"
        title = "Import `Other` and `ShopError` from `shop.errors`, where it comes from"
    assert importable_first(tmp_path / "before", files), "nothing to mend"
    fix = first_fix(project_from(files))
    assert fix.edits, fix
    assert not title or fix.title == title
    after = fixed(files, fix)
    assert importable_first(tmp_path / "after", after) == {}
    assert [path for path in files if files[path] != after[path]]
    again = project_from(after)
    assert not [failure for cycle in again.cycles for failure in find_failures(again, cycle)]


def test_type_checkers_only() -> None:
    files = {**CASES["annotations only"][0], "shop/services.py": SERVICES}
    fix = first_fix(project_from(files))
    assert fix.applicability is Applicability.UNSAFE
    assert fix.text == "then each of the 2 modules can be imported first"
    assert fixed(files, fix)["shop/services.py"] == (
        "from __future__ import annotations\n\nfrom typing import TYPE_CHECKING, Any\n\nif TYPE_CHECKING:\n"
        "    from shop.models import User\n\n\nclass Channel:\n    pass\n\n\ndef notify(user: User) -> Any:\n"
        "    return user\n"
    )


def test_annotations_that_are_late_anyway_need_no_future() -> None:
    files = {**CASES["annotations only"][0], "shop/services.py": SERVICES}
    project = project_from(files, target_version=(3, 14))
    assert "__future__" not in fixed(files, first_fix(project))["shop/services.py"]


def test_deferring_keeps_docstrings_first_and_imports_only_what_is_used() -> None:
    files = {
        "shop/__init__.py": "",
        "shop/models.py": MODELS,
        "shop/services.py": USED_AND_ANNOTATED,
    }
    fix = first_fix(project_from(files))
    assert fix.title == "Import `User` and `Ordered` in the 2 functions that use it"
    assert fixed(files, fix)["shop/services.py"] == (
        '"""Services."""\nfrom __future__ import annotations\n\nfrom typing import TYPE_CHECKING\nimport os\n\n'
        "if TYPE_CHECKING:\n    from shop.models import User\n\n\ndef notify(user: User) -> None:\n"
        '    """Tell a user."""\n    from shop.models import User\n\n    assert isinstance(user, User)\n\n\n'
        "def sell() -> None:\n    from shop.models import Order as Ordered\n\n    def inner() -> object:\n"
        "        return [Ordered for _ in range(3)]\n\n    inner()\n"
    )


def test_lazy_imports_where_the_target_has_them() -> None:
    files = {
        "a.py": "from b import g\n\nclass A: pass\n\ndef f(): return g\n",
        "b.py": "from a import A\n\nclass B(A): pass\n\ndef g(): pass\n",
    }
    fix = first_fix(project_from(files, target_version=(3, 15)))
    assert fix.title == "Make `from b import g` lazy (PEP 810)"
    assert fixed(files, fix)["a.py"].startswith("lazy from b import g\n")


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("used while the module is imported", "from a import A\n\nclass B(A): pass\n"),
        ("rebound", "from a import A\n\nA = A\n"),
        ("in a base class of a function's annotation", "from a import A\n\nx: A = A()\n"),
    ],
)
def test_what_cannot_be_moved_stays(name: str, text: str) -> None:
    """Both sides need the other while they are imported: nothing that is rewritten here helps."""
    files = {"a.py": "from b import g\n\nclass A(g): pass\n", "b.py": f"{text}\nclass g: pass\n"}
    assert not first_fix(project_from(files)).edits


def test_names_that_others_take_from_the_importer_stay() -> None:
    files = {
        "a.py": "from b import g\n\nclass A(g): pass\n",
        "b.py": "from a import A\n\nclass g: pass\n\ndef f(): return A\n",
        "user.py": "from b import A\n",
    }
    assert not first_fix(project_from(files)).edits


def test_exported_names_stay() -> None:
    files = {
        "a.py": "from b import g\n\nclass A(g): pass\n",
        "b.py": "from a import A\n\n__all__ = ['A']\n\nclass g: pass\n\ndef f(): return A\n",
    }
    assert not first_fix(project_from(files)).edits


def test_annotations_that_a_program_looks_at_stay() -> None:
    files = {
        "a.py": "from b import Base\n\nclass A(Base): pass\n",
        "b.py": "from a import A\n\nclass Base: pass\n\nclass Model(Base):\n    field: A\n",
    }
    assert not first_fix(project_from(files)).edits


@pytest.mark.parametrize(
    ("case", "is_found"), [("a name that a package passes on", True), ("in the function", False)], ids=str
)
def test_without_libcst_only_single_statements_are_rewritten(
    case: str, is_found: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "libcst", None)
    monkeypatch.delitem(sys.modules, "importlint.remedies.name_uses", raising=False)
    others, told, _ = CASES[case]
    assert bool(first_fix(project_from(others | told)).edits) is is_found
