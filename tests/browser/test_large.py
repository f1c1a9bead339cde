"""A report of a large repository: 20,000 modules and 10,000 findings."""

import time

import pytest

from importlint.model.facts import Timing
from importlint.model.finding import Step
from importlint.model.location import Location, Span
from importlint.model.report import GraphEdge, GraphModule, ReportGraph, RootCounts, SourceLine
from importlint.model.root import Module, ModuleId, ModuleKind, SourceRoot
from importlint.reporters.html import render
from importlint.reporters.options import Options
from tests.reporters.reports import CLEAN, CRASHES, EXAMPLE, RULES, make_report

expect = pytest.importorskip("playwright.sync_api").expect

SERVICES = 40
MODULES = 500  # of each service
FINDINGS = 250  # of each service
TIMINGS = tuple(Timing)


def module(service: int, number: int) -> GraphModule:
    name = f"app.area{number % 25:02}.module_{number:04}"
    root = f"services/service-{service:02}"
    return GraphModule(root, name, f"{root}/{name.replace('.', '/')}.py")


def large_report():
    modules = tuple(sorted(module(service, number) for service in range(SERVICES) for number in range(MODULES)))
    edges = tuple(
        GraphEdge(number, other, TIMINGS[(number + step) % 7 % 4], step)
        for number in range(len(modules))
        for step, other in enumerate((number // 2, number * 7 % len(modules), max(0, number - 3)), 1)
        if other != number
    )
    findings = tuple(
        finding(modules[service * MODULES + number], number)
        for service in range(SERVICES)
        for number in range(FINDINGS)
    )
    paths = sorted({found.location.path for found in findings})
    roots = tuple(
        SourceRoot(
            path=root,
            project=root,
            names=(Module(ModuleId(root, "app"), f"{root}/app/__init__.py", ModuleKind.PACKAGE, f"{root}/app"),),
            evidence=(),
            search_path=(root,),
        )
        for root in sorted({one.root for one in modules})
    )
    return make_report(
        *findings,
        files={},
        roots=roots,
        counts=tuple(RootCounts(root=root.path, files=MODULES, modules=MODULES, findings=FINDINGS) for root in roots),
        lines=tuple(
            SourceLine(path=path, line=line, text=f"from app.area{line:02} import module_{line:04} as other_{line}")
            for path in paths
            for line in range(1, 5)
        ),
        graph=ReportGraph(modules=modules, edges=edges),
    )


def finding(one: GraphModule, number: int):
    places = [Location(one.path, Span(line, 1, line, 40)) for line in (2, 3, 4)]
    return CRASHES._replace(
        rule=RULES[number % len(RULES)].name,
        severity=RULES[number % len(RULES)].severity,
        message=f"importing `{one.name}` first raises ImportError: cannot import name 'other_{number}'",
        location=places[0],
        cycle=(one.name, f"{one.name}_b", f"{one.name}_c"),
        flow=tuple(Step(location=place, message=f"`{one.name}` imports the next one") for place in places),
        fixes=CRASHES.fixes[1:],
        fingerprint=f"{int(one.root[-2:]):08x}{number:08x}",
    )


def interactive_after(page) -> float:
    return page.evaluate("performance.getEntriesByType('navigation')[0].domContentLoadedEventEnd")


def test_small_reports_are_small():
    for report in (CLEAN, EXAMPLE):
        assert len(render(report, Options()).encode()) < 1_500_000


def test_large_report(open_report, capsys):
    report = large_report()
    size = len(render(report, Options()).encode())
    assert size < 12_000_000
    page = open_report(report)
    ready = page.evaluate("performance.now()")
    first = interactive_after(page)
    if first > 3_000:  # once more, in case something else kept the machine busy
        page.reload()
        first = interactive_after(page)
    assert first < 3_000
    page.get_by_role("link", name="Findings").click()
    expect(page.locator("#shown")).to_have_text("10,000 findings")
    slowest = page.evaluate(SCROLL)
    began = time.monotonic()
    page.fill("#query", "service-39 module_0100")
    expect(page.locator("#shown")).to_have_text("1 of 10,000 findings")
    searched = time.monotonic() - began
    began = time.monotonic()
    page.get_by_role("link", name="Graph").click()
    expect(page.locator("#scene .node")).to_have_count(SERVICES)
    drawn = time.monotonic() - began
    with capsys.disabled():
        print(
            f"\nreport of {size / 1e6:.1f} MB, interactive after {first:.0f} ms (seen after {ready:.0f} ms), slowest"
            f" frame in scrolling {slowest:.0f} ms, search {searched * 1000:.0f} ms, graph {drawn * 1000:.0f} ms"
        )
    assert slowest < 250
    assert page.locator("#list .row").count() < 60


# Scroll through the whole list in 60 frames and return the longest frame.
SCROLL = """
() => new Promise((resolve) => {
  const list = document.getElementById("list");
  let [slowest, frames, last] = [0, 0, performance.now()];
  const step = (now) => {
    slowest = Math.max(slowest, frames > 1 ? now - last : 0);
    last = now;
    list.scrollTop = (frames / 60) * list.scrollHeight;
    frames += 1;
    if (frames > 60) resolve(slowest);
    else requestAnimationFrame(step);
  };
  requestAnimationFrame(step);
})
"""
