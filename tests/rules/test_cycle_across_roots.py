"""Cycles between services."""

import pytest

from importlint.rules import cycle_across_roots, cycle_fragile
from tests.rules.checks import findings, reported

SERVICES = {
    "services/billing/setup.py": "",
    "services/billing/billing/__init__.py": "",
    "services/billing/billing/invoice.py": "from orders.order import Order\n",
    "services/orders/setup.py": "",
    "services/orders/orders/__init__.py": "",
    "services/orders/orders/order.py": "from billing.invoice import Invoice\n",
}


def test_two_services_that_import_each_other() -> None:
    assert reported(cycle_across_roots, SERVICES) == [
        (
            "warning services/billing/billing/invoice.py:1 modules of `services/billing` and `services/orders` "
            "import each other: `billing.invoice -> orders.order`"
        )
    ]
    assert reported(cycle_fragile, SERVICES) == []


def test_a_deferred_import_on_the_way_makes_it_a_note() -> None:
    files = SERVICES | {"services/orders/orders/order.py": "def f():\n    from billing.invoice import Invoice\n"}
    assert [found.severity for found in findings(cycle_across_roots, files)] == ["note"]


@pytest.mark.parametrize(
    "files",
    [
        pytest.param(SERVICES | {"services/orders/orders/order.py": ""}, id="one way"),
        pytest.param(
            SERVICES
            | {
                "services/orders/orders/order.py": (
                    "from typing import TYPE_CHECKING\nif TYPE_CHECKING:\n    from billing.invoice import Invoice\n"
                )
            },
            id="type-only",
        ),
        pytest.param({"a/setup.py": "", "a/x.py": "import y\n", "a/y.py": "import x\n"}, id="within one service"),
    ],
)
def test_nothing_is_reported(files: dict[str, str]) -> None:
    assert reported(cycle_across_roots, files) == []
