"""Patches that a child interpreter cannot see."""

import pytest

from importlint.rules import patch_before_spawn
from tests.rules.checks import findings, reported

APP = {"setup.py": "", "app/__init__.py": "", "app/settings.py": "QUEUE = 'live'\n"}
HEAD = "import subprocess, sys, multiprocessing\nfrom app import settings\n"
RUN = 'subprocess.run([sys.executable, "-m", "app.worker"])'


def test_a_fresh_interpreter_does_not_see_it() -> None:
    files = APP | {"app/run.py": f"{HEAD}def run():\n    settings.QUEUE = 'test'\n    {RUN}\n"}
    (found,) = findings(patch_before_spawn, files)
    assert (found.severity, found.location.span.line, found.related[0].location.span.line) == ("warning", 5, 4)
    assert found.message.endswith(" does not see `settings.QUEUE`")


def test_multiprocessing_depends_on_the_start_method() -> None:
    text = f"{HEAD}def run():\n    settings.QUEUE = 'test'\n    multiprocessing.Process(target=run).start()\n"
    assert [found.severity for found in findings(patch_before_spawn, APP | {"app/run.py": text})] == ["note"]


@pytest.mark.parametrize(
    "text",
    [
        pytest.param(f"{HEAD}def run():\n    {RUN}\n    settings.QUEUE = 'test'\n", id="patched afterwards"),
        pytest.param(f"{HEAD}def f():\n    settings.QUEUE = 'test'\ndef g():\n    {RUN}\n", id="another function"),
        pytest.param(f"{HEAD}def run():\n    subprocess.x = 1\n    {RUN}\n", id="somebody else's module"),
        pytest.param(f"{HEAD}def run(settings):\n    {RUN}\n", id="no patch"),
        pytest.param(f"{HEAD}def run():\n    settings.QUEUE = 'test'\n    subprocess.run(['ls'])\n", id="no Python"),
    ],
)
def test_nothing_is_reported(text: str) -> None:
    assert reported(patch_before_spawn, APP | {"app/run.py": text}) == []
