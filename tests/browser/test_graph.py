"""The graph and the matrix of the HTML report in a browser."""

import pytest

from importlint.model.report import GraphModule, ReportGraph
from tests.reporters.reports import COLLIDES, CRASHES, EXAMPLE, make_report

expect = pytest.importorskip("playwright.sync_api").expect

OPEN_ORDERS = "#view=graph&open=services%252Forders%7Cservices%252Forders%253Aapp"


def labels(page) -> list[str]:
    return sorted(page.locator("#scene .node > text").all_text_contents())


def node(page, label: str):
    return page.locator("#scene .node", has_text=label).first


def expect_labels(page, *expected: str) -> None:
    expect(page.locator("#scene .node > text")).to_have_count(len(expected))
    assert labels(page) == sorted(expected)


def test_services_are_closed_at_first(open_report):
    page = open_report(EXAMPLE, "#view=graph")
    expect_labels(page, "scripts", "billing", "orders")
    assert page.locator("#scene .edge").count() == 2


def test_paths_are_cut_to_what_tells_them_apart(open_report):
    paths = ("a/api", "b/api", "libs/one/src", "libs/two/src", "tools")
    roots = tuple(EXAMPLE.roots[1]._replace(path=path, project=path) for path in paths)
    modules = tuple(GraphModule(path, "app", f"{path}/app.py") for path in paths)
    page = open_report(make_report(roots=roots, graph=ReportGraph(modules=modules)), "#view=graph")
    expect_labels(page, "a/api", "b/api", "one/src", "two/src", "tools")


def test_groups_open_and_close(open_report):
    page = open_report(EXAMPLE, "#view=graph")
    node(page, "services/orders").locator(".sign").click()
    expect_labels(page, "scripts", "billing", "orders", "app")
    node(page, "app").dblclick(position={"x": 60, "y": 12})
    expect_labels(page, "scripts", "billing", "orders", "app", "orders", "users", "__init__")
    assert "open=" in page.evaluate("location.hash")
    page.reload()
    expect_labels(page, "scripts", "billing", "orders", "app", "orders", "users", "__init__")
    node(page, "services/orders").locator(".sign").click()
    expect_labels(page, "scripts", "billing", "orders")


def test_cycles_are_marked_and_can_be_shown_alone(open_report):
    page = open_report(EXAMPLE, OPEN_ORDERS)
    expect(page.locator("#scene .edge.in-cycle")).to_have_count(2)
    page.locator("#only-cycles").check()
    expect_labels(page, "orders", "app", "orders", "users")


def test_from_finding_to_graph_and_back(open_report):
    page = open_report(EXAMPLE, f"#{CRASHES.fingerprint}")
    page.get_by_role("button", name="Show in graph").click()
    expect(page.locator("#scene .edge.chosen")).to_have_count(2)
    page.locator("#panel a", has_text="importing app.orders first").click()
    expect(page.locator("#detail h2").first).to_have_text(CRASHES.message, ignore_case=True)


def test_findings_of_a_node_are_listed(open_report):
    page = open_report(EXAMPLE, "#view=graph")
    node(page, "scripts").click()
    expect(page.locator("#panel h2")).to_have_text("scripts")
    page.locator("#panel a", has_text="app.invoices is not found").click()
    expect(page.locator("#detail h2").first).to_have_text(COLLIDES.message, ignore_case=True)


def test_timings_are_filtered(open_report):
    page = open_report(EXAMPLE, "#view=graph")
    page.get_by_label("eager").uncheck()
    expect(page.locator("#scene .edge")).to_have_count(0)
    page.get_by_label("eager").check()
    page.get_by_label("of packages").check()
    expect(page.locator("#scene .edge")).to_have_count(2)
    page.locator("#scene .edge .wide").nth(1).dispatch_event("click")
    expect(page.locator("#panel li")).to_have_count(2)


def test_graph_of_one_source_root(open_report):
    page = open_report(EXAMPLE, OPEN_ORDERS)
    page.select_option("#graph-root", "services/orders")
    expect_labels(page, "orders", "app", "orders", "users", "__init__")


def test_graph_of_modules_with_errors(open_report):
    page = open_report(EXAMPLE, OPEN_ORDERS)
    page.select_option("#graph-severity", "error")
    expect_labels(page, "scripts", "orders", "app", "orders")


def test_neighbours_of_a_module(open_report):
    page = open_report(EXAMPLE, OPEN_ORDERS)
    node(page, "users").click()
    page.get_by_role("button", name="Only its neighbours").click()
    expect_labels(page, "orders", "app", "orders", "users")
    page.get_by_role("button", name="Show all").first.click()
    expect_labels(page, "scripts", "billing", "orders", "app", "orders", "users", "__init__")


def test_module_is_found_and_its_groups_open(open_report):
    page = open_report(EXAMPLE, "#view=graph")
    page.fill("#graph-query", "orders users")
    page.locator("#panel button", has_text="app.users").click()
    expect(page.locator(".node.chosen > text")).to_have_text("users")
    expect(page.locator("#panel h2")).to_have_text("app.users")


def test_keyboard_walks_the_graph(open_report):
    page = open_report(EXAMPLE, "#view=graph")
    page.locator("#scene .node[tabindex='0']").focus()
    walked = set()
    for key in ("ArrowLeft", "ArrowUp", "ArrowRight", "ArrowDown", "ArrowDown"):
        page.keyboard.press(key)
        walked.add(page.evaluate("document.activeElement.dataset.id"))
    assert walked == {"scripts", "services/billing", "services/orders"}
    page.locator(".node[data-id='services/orders']").focus()
    page.keyboard.press("Enter")
    expect(page.locator(".node[data-id='services/orders:app']")).to_be_visible()
    expect(page.locator(".node[data-id='services/orders']")).to_be_focused()
    assert page.locator(".node[data-id='services/orders']").get_attribute("aria-expanded") == "true"
    page.keyboard.press("Enter")
    expect(page.locator(".node[data-id='services/orders:app']")).to_have_count(0)
    page.keyboard.press(" ")
    expect(page.locator("#panel h2")).to_have_text("services/orders")


def scale(page) -> float:
    return page.evaluate("document.getElementById('scene').transform.baseVal.consolidate().matrix.a")


def test_zoom_and_move(open_report):
    page = open_report(EXAMPLE, "#view=graph")
    before = scale(page)
    page.get_by_role("button", name="Zoom in").click()
    assert scale(page) == pytest.approx(before * 1.25)
    page.locator("#canvas").hover()
    page.mouse.wheel(0, 300)
    page.wait_for_timeout(100)
    assert scale(page) < before * 1.25
    page.get_by_role("button", name="Fit").click()
    assert scale(page) == pytest.approx(before)
    box = page.locator("#canvas").bounding_box()
    start = node(page, "scripts").bounding_box()
    page.mouse.move(box["x"] + 20, box["y"] + 20)
    page.mouse.down()
    page.mouse.move(box["x"] + 60, box["y"] + 50, steps=4)
    page.mouse.up()
    moved = node(page, "scripts").bounding_box()
    assert (moved["x"] - start["x"], moved["y"] - start["y"]) == (pytest.approx(40, abs=1), pytest.approx(30, abs=1))


def test_two_fingers_zoom(open_report):
    page = open_report(EXAMPLE, "#view=graph", has_touch=True)
    before = scale(page)
    box = page.locator("#canvas").bounding_box()
    session = page.context.new_cdp_session(page)
    for kind, apart in (("touchStart", 50), ("touchMove", 75), ("touchMove", 100), ("touchEnd", None)):
        x, y = box["x"] + box["width"] / 2, box["y"] + 40
        fingers = [] if apart is None else [{"x": x - apart, "y": y, "id": 1}, {"x": x + apart, "y": y, "id": 2}]
        session.send("Input.dispatchTouchEvent", {"type": kind, "touchPoints": fingers})
    page.wait_for_timeout(100)
    assert scale(page) == pytest.approx(2 * before, rel=0.1)


def test_matrix_shows_the_same_groups(open_report):
    page = open_report(EXAMPLE, "#view=matrix")
    page.get_by_role("button", name="Open services/orders").click()
    page.get_by_role("button", name="Open app").click()
    expect(page.get_by_role("button", name="Close app")).to_be_focused()
    rows = page.locator("#matrix-table tbody tr")
    expect(rows).to_have_count(7)
    expect(page.locator("#matrix-table .in-cycle")).to_have_count(2)
    page.locator("#matrix-table .in-cycle").first.click()
    expect(page.locator("#panel li")).to_contain_text("app.orders imports app.users")
    page.get_by_role("link", name="Graph").click()
    expect_labels(page, "scripts", "billing", "orders", "app", "orders", "users", "__init__")


def test_report_without_a_graph(open_report):
    page = open_report(make_report(CRASHES, graph=type(EXAMPLE.graph)()), f"#{CRASHES.fingerprint}")
    assert page.get_by_role("button", name="Show in graph").count() == 0
    page.get_by_role("link", name="Graph").click()
    expect(page.get_by_text("No module passes these filters.")).to_be_visible()
