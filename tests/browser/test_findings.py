"""The overview and the findings of the HTML report in a browser."""

import pytest

from importlint.model.finding import Finding
from importlint.model.fix import Fix
from importlint.model.location import Location, Span
from tests.reporters.reports import CLEAN, COLLIDES, CRASHES, EXAMPLE, make_report

expect = pytest.importorskip("playwright.sync_api").expect

CRASH_LINK = f"#{CRASHES.fingerprint}"


def expect_messages(page, messages: list[str]) -> None:
    expect(page.locator("#list .row .message")).to_have_text(messages, ignore_case=True)


def expect_title(page, text: str) -> None:
    expect(page.locator("#detail h2").first).to_have_text(text, ignore_case=True)


def test_overview_is_the_first_screen(open_report):
    page = open_report(EXAMPLE)
    assert page.title() == "importlint: 2 errors, 1 warning and 1 note"
    expect(page.locator("h1:visible")).to_have_text("2 errors, 1 warning and 1 note")
    assert page.locator(".first li").count() == 3
    assert page.locator(".fact .figure").all_inner_texts() == [
        "1 of 1 with errors",
        "1 none of them live",
        "1",
        "2 of 3 with errors",
    ]
    assert page.locator(".contested td .kind").all_inner_texts() == ["package", "package"]
    assert "its app is hidden" in page.locator(".search-path").inner_text()


def test_clean_report_says_so(open_report):
    page = open_report(CLEAN)
    assert page.locator("h1:visible").inner_text() == "No findings"
    expect(page.get_by_text("All clear")).to_be_visible()
    page.get_by_role("link", name="Findings").click()
    expect(page.get_by_text("Nothing found.")).to_be_visible()


def test_report_of_nothing_claims_nothing(open_report):
    page = open_report(make_report(files={}, roots=(), launches=(), counts=(), modules=0))
    assert page.locator("h1:visible").inner_text() == "Nothing was scanned"
    expect(page.get_by_text("this report says nothing about any import")).to_be_visible()
    assert page.locator(".fact").count() == 0


def test_remedies_show_words_as_words_and_code_as_code(open_report):
    text = (
        "then each of the 2 modules can be imported first\nmkdir -p src && git mv app src\nwith `a`, as here\nimport a"
    )
    fix = Fix(title="move it", text=text)
    page = open_report(make_report(CRASHES._replace(fixes=(fix,))), CRASH_LINK)
    lines = page.locator("#detail .remedy p")
    verbatim = [line.get_attribute("class") == "verbatim" for line in lines.all()]
    assert verbatim == [False, True, False, True]


def test_tally_leads_to_the_findings_of_its_severity(open_report):
    page = open_report(EXAMPLE)
    page.locator(".tally.error").click()
    expect_messages(page, [COLLIDES.message, CRASHES.message])
    assert page.locator("#shown").inner_text() == "2 of 4 findings"
    page.get_by_role("button", name="show all").click()
    expect(page.locator("#list .row")).to_have_count(4)


def test_filters_go_together_and_stand_in_the_address(open_report):
    page = open_report(EXAMPLE, "#view=findings")
    page.locator("label.error").click()
    page.select_option("#root-filter", "services/orders")
    expect_messages(page, [CRASHES.message])
    assert page.evaluate("location.hash") == "#view=findings&severity=error&root=services%2Forders"
    page.reload()
    expect_messages(page, [CRASHES.message])
    page.select_option("#rule-filter", "path-edit")
    expect(page.get_by_text("No finding passes these filters.")).to_be_visible()


def test_search_looks_into_messages_paths_and_cycles(open_report):
    page = open_report(EXAMPLE, "#view=findings")
    page.fill("#query", "NIGHTLY sys.path")
    expect_messages(page, ["puts services/orders and services/billing in front of sys.path"])
    page.fill("#query", "app.users")
    expect_messages(page, [CRASHES.message])


def test_permanent_link_opens_its_finding(open_report):
    page = open_report(EXAMPLE, CRASH_LINK)
    detail = page.locator("#detail")
    expect_title(page, CRASHES.message)
    assert detail.locator("mark").inner_text() == "from app.users import User"
    assert detail.locator(".cycle .module").all_inner_texts() == ["app.orders", "app.users"]
    assert detail.locator(".diff .added").all_inner_texts() == ["+ import app.users", "+     owner: app.users.User"]
    assert page.evaluate("location.hash") == CRASH_LINK
    page.get_by_role("link", name="Overview").click()
    page.go_back()
    expect_title(page, CRASHES.message)


def test_figure_leads_to_its_section(open_report):
    page = open_report(EXAMPLE, viewport={"width": 1000, "height": 400})
    expect(page.locator("#launches-title")).not_to_be_in_viewport()
    page.get_by_role("link", name="Processes").click()
    expect(page.locator("#launches-title")).to_be_in_viewport()
    page.reload()
    page.get_by_role("link", name="Findings").click()
    expect(page.locator("#list .row")).to_have_count(4)


def test_launch_is_shown_with_its_search_path(open_report):
    page = open_report(EXAMPLE, f"#{COLLIDES.fingerprint}")
    launch = "python scripts/nightly.py begins with scripts, services/orders, services/billing on sys.path"
    expect(page.locator("#detail section", has_text="Happens in").locator("li")).to_have_text(launch)


def test_trace_is_told_in_steps(open_report):
    page = open_report(EXAMPLE, f"#{COLLIDES.fingerprint}")
    assert page.locator(".steps li").count() == 3
    assert "ModuleNotFoundError" in page.locator(".steps li").last.inner_text()


def test_rule_is_explained_on_request(open_report):
    page = open_report(EXAMPLE, CRASH_LINK)
    text = page.locator("#detail .rule-text .text")
    expect(text).to_be_hidden()
    page.locator("#detail summary").click()
    assert "is bound before its body has finished" in text.inner_text()


def test_command_is_copied(open_report):
    page = open_report(EXAMPLE, CRASH_LINK, permissions=["clipboard-read", "clipboard-write"])
    page.get_by_role("button", name="Copy command").click()
    expect(page.locator("#announcements")).to_have_text("command copied")
    assert page.evaluate("navigator.clipboard.readText()") == CRASHES.reproduce


def test_command_is_copied_without_the_clipboard_interface(open_report):
    page = open_report(EXAMPLE, CRASH_LINK)
    page.evaluate("Object.defineProperty(navigator, 'clipboard', { value: undefined })")
    page.get_by_role("button", name="Copy command").click()
    expect(page.locator("#announcements")).to_have_text("command copied")


def test_keyboard_alone(open_report):
    page = open_report(EXAMPLE)
    page.keyboard.press("/")
    expect(page.locator("#query")).to_be_focused()
    page.keyboard.type("app")
    page.keyboard.press("ArrowDown")
    expect(page.locator("#list")).to_be_focused()
    expect_title(page, COLLIDES.message)
    page.keyboard.press("ArrowDown")
    expect_title(page, CRASHES.message)
    assert page.locator("[aria-selected=true]").get_attribute("id") == page.locator("#list").get_attribute(
        "aria-activedescendant"
    )
    page.keyboard.press("Enter")
    expect(page.locator("#detail")).to_be_focused()
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.getAttribute('aria-label')") == "Copy place"


def background(page) -> str:
    return page.evaluate("getComputedStyle(document.body).backgroundColor")


def test_dark_and_light(open_report):
    page = open_report(EXAMPLE, color_scheme="dark")
    dark = background(page)
    page.locator("#theme").click()
    light = background(page)
    assert (dark, light) == ("rgb(14, 18, 24)", "rgb(246, 247, 249)")
    page.reload()
    assert background(page) == light


def test_narrow_screen_shows_the_list_or_the_finding(open_report):
    page = open_report(EXAMPLE, "#view=findings", viewport={"width": 390, "height": 800})
    expect(page.locator("#detail")).to_be_hidden()
    page.locator("#list .row").first.click()
    expect(page.locator("#detail h2").first).to_be_visible()
    expect(page.locator("#list")).to_be_hidden()
    assert page.evaluate("document.documentElement.scrollWidth") == 390
    page.get_by_role("button", name="Back to the list").click()
    expect(page.locator("#list")).to_be_visible()


def test_print_holds_every_finding_of_the_filters(open_report):
    page = open_report(EXAMPLE, "#view=findings&severity=error")
    page.emulate_media(media="print")
    page.evaluate("dispatchEvent(new Event('beforeprint'))")
    assert page.locator("#printed article").count() == 2
    assert page.locator("#printed .fix").first.is_visible()
    expect(page.locator(".top")).to_be_hidden()
    page.evaluate("dispatchEvent(new Event('afterprint'))")
    assert page.locator("#printed article").count() == 0


def test_unknown_address_changes_nothing(open_report):
    page = open_report(EXAMPLE, CRASH_LINK)
    for wrong in ("#nothing", "#%zz", "#view=nowhere&finding=x&color=red"):
        page.evaluate("hash => { location.hash = hash }", wrong)
    expect(page.locator("h1:visible")).to_have_text("2 errors, 1 warning and 1 note")


HOSTILE = "</script><img src=x onerror=alert(1)>\"'`\u202e\u2066\n\u2028\x00\x1b[31m{{ 7 * 7 }}<!--"


def test_hostile_names_stay_text(open_report):
    path = f"dir/{HOSTILE}.py"
    finding = Finding(
        rule=CRASHES.rule,
        severity=CRASHES.severity,
        message=f"in {HOSTILE}",
        location=Location(path, Span(1, 1, 1, 9)),
        subject=(HOSTILE,),
        related=tuple(step for step in COLLIDES.related),
        cycle=(HOSTILE, "b"),
        launches=(HOSTILE,),
        reproduce=f"python -c '{HOSTILE}'",
        fingerprint=HOSTILE,
    )
    report = make_report(finding, COLLIDES, files={path: f"import x{HOSTILE}"}, target=(HOSTILE,))
    page = open_report(report)
    assert page.locator("img").count() == 0
    page.locator(".first a", has_text="</script>").click()
    expect(page.locator("#detail")).to_contain_text("</script><img src=x onerror=alert(1)>")
    expect(page.locator("#detail")).to_contain_text("\\u202e\\u2066\\n\\u2028\\x00\\x1b[31m{{ 7 * 7 }}")
    page.reload()
    expect(page.locator("#detail h2").first).to_contain_text("</script>")
    for view in ("Graph", "Matrix", "Rules", "Overview"):
        page.get_by_role("link", name=view, exact=True).click()
    assert page.locator("img").count() == 0
