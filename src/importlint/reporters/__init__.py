"""Report in, text out. A reporter's module is loaded when it renders, so that others cost nothing."""

from collections.abc import Callable

from importlint.model.report import Report
from importlint.reporters.options import Options

Render = Callable[[Report, Options], str]


def _text(report: Report, options: Options) -> str:
    from importlint.reporters.text import render

    return render(report, options)


def _json(report: Report, options: Options) -> str:
    from importlint.reporters.json import render

    return render(report, options)


def _sarif(report: Report, options: Options) -> str:
    from importlint.reporters.sarif import render

    return render(report, options)


def _github(report: Report, options: Options) -> str:
    from importlint.reporters.github import render

    return render(report, options)


def _gitlab(report: Report, options: Options) -> str:
    from importlint.reporters.gitlab import render

    return render(report, options)


def _junit(report: Report, options: Options) -> str:
    from importlint.reporters.junit import render

    return render(report, options)


def _markdown(report: Report, options: Options) -> str:
    from importlint.reporters.markdown import render

    return render(report, options)


def _html(report: Report, options: Options) -> str:
    from importlint.reporters.html import render

    return render(report, options)


REPORTERS: dict[str, Render] = {
    "text": _text,
    "json": _json,
    "sarif": _sarif,
    "github": _github,
    "gitlab": _gitlab,
    "junit": _junit,
    "markdown": _markdown,
    "html": _html,
}

# Those that show the import graph; the others do without, which spares a scan that was saved the reading of it.
NEED_GRAPH = frozenset({"html", "json"})
