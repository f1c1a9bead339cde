"""Take the pictures of the HTML report in docs/images: `python tools/pictures.py`.

Needs Playwright and a Chromium (`pip install playwright`; Debian: `apt-get install chromium`), and to look as on most
desks two fonts (Debian: `apt-get install fonts-inter fonts-jetbrains-mono`). Each sample is copied away from this
repository before it is scanned.
"""

import shutil
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import NamedTuple

from playwright.sync_api import Page, sync_playwright

PROJECT = Path(__file__).resolve().parent.parent
IMAGES = PROJECT / "docs" / "images"
SIZE = {"width": 1280, "height": 800}


class Picture(NamedTuple):
    """What is on a picture: a sample, what to press in its report one after the other, and the colours."""

    name: str
    sample: str
    presses: tuple[str, ...] = ()
    scheme: str = "light"


OPENED = ("#open-more", "#open-more", "#open-more")
PICTURES = (
    Picture("overview", "two-services"),
    Picture("overview-dark", "two-services", scheme="dark"),
    Picture("finding", "two-services", (".first a",)),
    Picture("finding-dark", "circular-exceptions", (".first a",), "dark"),
    Picture("graph", "circular-exceptions", (".first a", "text=Show in graph")),
    Picture("graph-dark", "two-services", ("[data-view=graph]", *OPENED), "dark"),
    Picture("matrix", "circular-exceptions", ("[data-view=matrix]", *OPENED)),
)


def main() -> None:
    program = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
    IMAGES.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as directory, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=program, args=["--no-sandbox", "--disable-gpu"])
        for picture in PICTURES:
            page = browser.new_page(viewport=SIZE, color_scheme=picture.scheme)
            page.goto(report_of(picture.sample, Path(directory)).as_uri())
            take(page, picture)
            page.close()
            print(f"docs/images/{picture.name}.png")
        browser.close()


def report_of(sample: str, directory: Path) -> Path:
    """Return the HTML report of a sample, made in a copy of it."""
    copy, report = directory / sample, directory / f"{sample}.html"
    if not report.exists():
        shutil.copytree(PROJECT / "samples" / sample, copy)
        command = [sys.executable, "-m", "importlint", "scan", "--format", "html", "--output", str(report)]
        subprocess.run(command, cwd=copy, check=False)  # noqa: S603
    return report


def take(page: Page, picture: Picture) -> None:
    """Press what is to be pressed and take the picture."""
    page.wait_for_selector("html[data-ready]")
    for selector in picture.presses:
        page.locator(selector).first.click()
        page.wait_for_timeout(150)
    page.mouse.move(0, 0)  # nothing shall look hovered over
    page.screenshot(path=IMAGES / f"{picture.name}.png", animations="disabled")


if __name__ == "__main__":
    main()
