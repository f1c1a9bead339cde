"""Eager cycles."""

import pytest

from importlint.rules import cycle_fragile
from tests.rules.checks import findings, reported

# Whoever starts with `shop.orders` survives: `LIMIT` is there before the import below it.
ORDER_DEPENDENT = {
    "shop/__init__.py": "",
    "shop/orders.py": "LIMIT = 3\nimport shop.stock\n",
    "shop/stock.py": "import shop.orders\n\ndef check():\n    return shop.orders.LIMIT\n",
}


def test_module_imports_that_nobody_looks_into_are_a_note() -> None:
    assert reported(cycle_fragile, ORDER_DEPENDENT) == [
        "note shop/stock.py:1 `shop.orders` and `shop.stock` import each other while they are being imported"
    ]


def test_names_that_are_there_in_time_in_every_order_are_a_note() -> None:
    files = {
        "shop/__init__.py": "import shop.orders\n",
        "shop/orders.py": "LIMIT = 3\nimport shop.stock\n",
        "shop/stock.py": "from shop.orders import LIMIT\n",
    }
    (found,) = findings(cycle_fragile, files)
    assert found.severity == "note"
    assert found.cycle == ("shop.orders", "shop.stock")
    assert [step.message for step in found.flow] == [
        "`shop.orders` imports `shop.stock`",
        "`shop.stock` takes `LIMIT` from `shop.orders`",
    ]
    assert found.location == found.flow[1].location


def test_names_that_may_be_missing_are_a_warning() -> None:
    files = {
        "shop/__init__.py": "",
        "shop/orders.py": "import shop.stock\nLIMIT = 3\n",
        "shop/stock.py": "import os\nif os.environ.get('STRICT'):\n    from shop.orders import LIMIT\n",
    }
    assert [found.severity for found in findings(cycle_fragile, files)] == ["warning"]


def test_a_cycle_that_raises_is_left_to_another_rule() -> None:
    assert reported(cycle_fragile, {"a.py": "from b import B\nA = 1\n", "b.py": "from a import A\nB = 1\n"}) == []


def test_a_name_that_many_take_is_moved_out() -> None:
    files = {
        "shop/__init__.py": "",
        "shop/models/__init__.py": "class Base: ...\nimport shop.models.role\nimport shop.models.user\n",
        "shop/models/user.py": "from shop.models import Base\nclass User(Base): ...\n",
        "shop/models/role.py": "from . import Base as Model\nclass Role(Model): ...\n",
    }
    (found,) = findings(cycle_fragile, files)
    (fix,) = found.fixes
    assert fix.title == "Move `Base` out of `shop.models` into a module that imports none of these"
    assert fix.text.splitlines() == [
        "such as `shop.models.base`, and then",
        "shop/models/role.py:1: from . import Base as Model  ->  from shop.models.base import Base as Model",
        "shop/models/user.py:1: from shop.models import Base  ->  from shop.models.base import Base",
    ]


def test_each_component_is_reported_once_with_the_imports_that_end_it() -> None:
    files = {
        "shop/__init__.py": "import shop.a\n",
        "shop/a.py": "X = 1\nimport shop.b\n",
        "shop/b.py": "X = 1\nimport shop.c\nimport shop.d\n",
        "shop/c.py": "from shop.a import X\n",
        "shop/d.py": "from shop.a import X\n",
    }
    (found,) = findings(cycle_fragile, files)
    assert found.subject == ("shop.a", "shop.b", "shop.c", "shop.d")
    assert [fix.title for fix in found.fixes] == ["Change `import shop.b`"]


@pytest.mark.parametrize(
    "files",
    [
        pytest.param({"a.py": "import b\n", "b.py": "import c\n", "c.py": ""}, id="one way"),
        pytest.param(
            {"p/__init__.py": "from p.a import A\n", "p/a.py": "from p.b import B\nA = 1\n", "p/b.py": "B = 1\n"},
            id="an __init__ that collects its modules",
        ),
        pytest.param(
            {"p/__init__.py": "from p import a, b\n", "p/a.py": "from . import b\n", "p/b.py": ""},
            id="modules taken from their own package",
        ),
        pytest.param({"a.py": "import b\n", "b.py": "def f():\n    import a\n"}, id="deferred"),
        pytest.param(
            {"a.py": "import b\n", "b.py": "from typing import TYPE_CHECKING\nif TYPE_CHECKING:\n    import a\n"},
            id="type-only",
        ),
        pytest.param(
            {"a.py": "import b\n", "b.py": "if __name__ == '__main__':\n    import a\n"}, id="only when run as a script"
        ),
    ],
)
def test_nothing_is_reported(files: dict[str, str]) -> None:
    assert reported(cycle_fragile, files) == []
