"""A real browser, and reports opened in it from a file, as people do."""

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from importlint.model.report import Report
from importlint.reporters.html import render
from importlint.reporters.options import Options

sync_api = pytest.importorskip("playwright.sync_api", reason="Playwright is not installed: no test in a browser")

PROGRAMS = ("chromium", "chromium-browser", "google-chrome-stable", "google-chrome")
ARGUMENTS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
]


@pytest.fixture(scope="session")
def browser() -> Iterator["sync_api.Browser"]:
    program = next(filter(None, map(shutil.which, PROGRAMS)), None)
    if program is None:
        pytest.skip("no Chromium here: no test in a browser (Debian: apt-get install chromium)")
    with sync_api.sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=program, args=ARGUMENTS)
        yield browser
        browser.close()


@pytest.fixture
def open_report(browser, tmp_path: Path) -> Iterator[Callable[..., "sync_api.Page"]]:
    """Return a function that opens a report; afterwards nothing may have been asked of a network, shown or logged."""
    told: list[str] = []
    contexts = []

    def open_page(report: Report, hash_: str = "", **settings: object) -> "sync_api.Page":
        path = tmp_path / "report.html"
        path.write_text(render(report, Options()), encoding="utf-8")
        context = browser.new_context(**{"viewport": {"width": 1280, "height": 860}, **settings})
        contexts.append(context)
        page = context.new_page()
        page.set_default_timeout(5_000)
        page.on("console", lambda message: told.append(f"console: {message.text}"))
        page.on("pageerror", lambda error: told.append(f"error: {error}"))
        page.on("dialog", lambda dialog: told.append(f"dialog: {dialog.message}"))
        page.on(
            "request", lambda request: request.url.startswith(path.as_uri()) or told.append(f"asked: {request.url}")
        )
        page.goto(f"{path.as_uri()}{hash_}")
        page.wait_for_selector("html[data-ready]")
        return page

    yield open_page
    for context in contexts:
        context.close()
    assert told == []
