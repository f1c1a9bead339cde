"""Portions of a namespace package behind an __init__.py."""

import pytest

from importlint.rules import blocked_portion
from tests.rules.checks import findings, reported

PORTIONS = {
    "shared/pyproject.toml": "",
    "shared/src/acme/log.py": "",
    "billing/pyproject.toml": "",
    "billing/src/acme/billing/__init__.py": "",
    "billing/src/acme/billing/main.py": "import acme.billing\n",
    "search/pyproject.toml": "",
    "search/src/acme/search/__init__.py": "",
    "search/src/acme/search/main.py": "import acme.search\n",
}


def test_an_init_among_portions_is_reported_with_what_it_hides() -> None:
    files = PORTIONS | {"shared/src/acme/__init__.py": ""}
    assert reported(blocked_portion, files) == [
        (
            "note shared/src/acme/__init__.py:1 "
            "this file makes `acme` a regular package, which hides its portions in `billing/src` and `search/src`"
        )
    ]
    (found,) = findings(blocked_portion, files)
    assert [step.message for step in found.related] == [
        "`acme.billing` lies in `billing/src/acme`",
        "`acme.search` lies in `search/src/acme`",
    ]


def test_on_one_search_path_it_is_a_warning() -> None:
    files = {
        "pyproject.toml": "",
        "src/acme/__init__.py": "",
        "lib/acme/tools.py": "",
        "tests/test_tools.py": "import acme.tools\n",
    }
    found = findings(blocked_portion, files, roots=("src", "lib"))
    assert [finding.severity for finding in found] == ["warning"]


@pytest.mark.parametrize(
    "files",
    [
        pytest.param(PORTIONS, id="no __init__"),
        pytest.param(
            PORTIONS
            | {"shared/src/acme/__init__.py": "__path__ = __import__('pkgutil').extend_path(__path__, __name__)\n"},
            id="a path that is extended",
        ),
        pytest.param(
            {
                "a/setup.py": "",
                "a/app/__init__.py": "",
                "b/setup.py": "",
                "b/app/x.py": "import app.x\n",
            },
            id="two services that have nothing to do with each other",
        ),
    ],
)
def test_nothing_is_reported(files: dict[str, str]) -> None:
    assert reported(blocked_portion, files) == []
