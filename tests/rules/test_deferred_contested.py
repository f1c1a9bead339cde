"""Deferred imports of contested names."""

import pytest

from importlint.rules import deferred_contested
from tests.rules.checks import findings, reported
from tests.rules.test_contested_name import SCRIPT, SERVICES

DEFERRED = "def total(rows):\n    from app.core import Billing\n    return Billing(rows)\n"
LATE = SERVICES | {"services/billing-service/app/totals.py": DEFERRED}


def test_a_function_of_a_service_that_shares_a_process() -> None:
    files = LATE | {"scripts/load_both.py": SCRIPT}
    assert reported(deferred_contested, files) == [
        (
            "warning services/billing-service/app/totals.py:2 "
            "`total` gets the `app` of whichever service owns it at the call"
        )
    ]
    assert (
        findings(deferred_contested, files)[0]
        .fixes[0]
        .text.startswith(
            "move `from app.core import Billing` out of `total` to the top of services/billing-service/app/totals.py"
        )
    )


def test_the_imports_of_one_service_are_one_finding() -> None:
    files = LATE | {"scripts/load_both.py": SCRIPT, "services/billing-service/app/more.py": DEFERRED}
    (found,) = findings(deferred_contested, files)
    assert found.message.endswith("(1 more such import in `services/billing-service`)")


@pytest.mark.parametrize(
    "files",
    [
        pytest.param(LATE, id="services that never meet"),
        pytest.param(SERVICES | {"scripts/load_both.py": SCRIPT}, id="eager imports"),
        pytest.param(
            SERVICES | {"scripts/load_both.py": SCRIPT, "services/billing-service/tests/test_totals.py": DEFERRED},
            id="in a test",
        ),
    ],
)
def test_nothing_is_reported(files: dict[str, str]) -> None:
    assert reported(deferred_contested, files) == []
