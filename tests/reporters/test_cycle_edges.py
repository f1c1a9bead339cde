"""Which steps of a finding are the imports of its cycle."""

import pytest

from importlint.model.finding import Step
from importlint.model.location import Location, Span
from importlint.reporters.cycle_edges import cycle_edges
from importlint.reporters.options import Options
from importlint.reporters.text import render
from tests.reporters.reports import CRASHES, EDITS_PATH, make_report


def with_flow(*paths: str):
    steps = tuple(Step(location=Location(path, Span(1, 1, 1, 2)), message="imports the next") for path in paths)
    return CRASHES._replace(flow=steps)


@pytest.mark.parametrize(
    "paths",
    [
        ("app/orders.py", "app/users.py"),
        ("services/app/orders/__init__.py", "services/app/users.py"),
    ],
)
def test_steps_in_the_modules_of_the_cycle_are_its_edges(paths):
    assert cycle_edges(with_flow(*paths)) == with_flow(*paths).flow


@pytest.mark.parametrize(
    "paths",
    [
        ("app/users.py", "app/orders.py"),
        ("app/orders.py",),
        ("app/orders.py", "app/users.py", "app/orders.py"),
        ("webapp/orders.py", "app/users.py"),
        (),
    ],
)
def test_other_steps_are_not(paths):
    assert cycle_edges(with_flow(*paths)) == ()


def test_finding_without_a_cycle_has_none():
    assert cycle_edges(EDITS_PATH) == ()


def test_steps_that_are_no_edges_are_told_as_a_trace():
    text = render(make_report(with_flow("app/users.py", "app/orders.py")), Options())
    assert "├─ trace 1 app/users.py:1:1  imports the next" in text
    assert "╰─────╯\n" in text
