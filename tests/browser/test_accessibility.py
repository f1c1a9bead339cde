"""The rules of axe-core on every view of the HTML report, light and dark, wide and narrow."""

from importlib.resources import files

import pytest

from tests.reporters.reports import CLEAN, COLLIDES, CONTESTS, CRASHES, EXAMPLE, make_report

pytest.importorskip("axe_playwright_python", reason="axe-playwright-python is not installed: axe-core is in there")

OPEN = "open=services%252Forders%7Cservices%252Forders%253Aapp"
STATES = {
    "overview": "",
    "findings": "#view=findings&severity=error",
    "nothing found": "#view=findings&q=zzz",
    "cycle": f"#{CRASHES.fingerprint}",
    "trace": f"#{COLLIDES.fingerprint}",
    "providers": f"#{CONTESTS.fingerprint}",
    "graph": "#view=graph",
    "open graph": f"#view=graph&{OPEN}&node=services%2Forders",
    "graph of a finding": f"#view=graph&{OPEN}&finding={CRASHES.fingerprint}",
    "empty graph": "#view=graph&rule=cycle-deferred",
    "matrix": f"#view=matrix&{OPEN}&node=services%2Forders%3Aapp",
    "rules": "#view=rules",
}


def violations(page) -> list[str]:
    page.evaluate(files("axe_playwright_python").joinpath("axe.min.js").read_text("utf-8"))
    found = page.evaluate("axe.run(document, { resultTypes: ['violations'] })")["violations"]
    return [f"{one['impact']}: {one['id']}: {node['html'][:200]}" for one in found for node in one["nodes"]]


@pytest.mark.parametrize("hash_", STATES.values(), ids=STATES)
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_every_state(open_report, hash_, scheme):
    assert violations(open_report(EXAMPLE, hash_, color_scheme=scheme)) == []


@pytest.mark.parametrize("hash_", ["", "#view=findings", f"#{CRASHES.fingerprint}", f"#view=graph&{OPEN}"])
def test_narrow_screen(open_report, hash_):
    assert violations(open_report(EXAMPLE, hash_, viewport={"width": 380, "height": 700})) == []


@pytest.mark.parametrize("hash_", ["", "#view=findings", "#view=graph", "#view=matrix"])
def test_report_without_findings(open_report, hash_):
    assert violations(open_report(CLEAN, hash_)) == []


def test_explained_rule(open_report):
    page = open_report(make_report(CRASHES), f"#{CRASHES.fingerprint}")
    page.locator("#detail summary").click()
    assert violations(page) == []
