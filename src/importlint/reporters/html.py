"""The report as one HTML file that opens without a network.

Whatever comes from the scanned tree is text: escaped by the template, or JSON that scripts set as text. The page's
content security policy lets only this style sheet and this script run, by their hashes.
"""

from base64 import b64encode
from hashlib import sha256

from markupsafe import Markup

from importlint.model.report import Report
from importlint.model.wording import count
from importlint.reporters.counts import count_severities, count_words, join_words
from importlint.reporters.display import place_in_project, visible
from importlint.reporters.options import Options
from importlint.reporters.page_data import page_json
from importlint.reporters.page_facts import state_facts
from importlint.reporters.page_overview import make_overview
from importlint.reporters.prose import read_blocks, read_pieces, sentence
from importlint.templating import read_asset, render_template

_STYLES = ("page", "overview", "findings", "graph")
_SCRIPTS = (
    "dom",
    "state",
    "findings",
    "detail",
    "graph_model",
    "graph_visible",
    "graph_layout",
    "graph_view",
    "graph_moves",
    "graph_panel",
    "matrix",
    "page",
)
_LIBRARY = "vendor/dagre.min.js"
_LICENCE = "vendor/dagre.LICENSE.txt"


def render(report: Report, _options: Options) -> str:
    """Return the page."""
    style, script = _style(), _script()
    counts = count_severities(report.findings)
    overview = make_overview(report)
    return render_template(
        "report.html.j2",
        report=report,
        overview=overview,
        facts=state_facts(report, overview),
        counts=counts,
        headline=count_words(counts).capitalize(),
        hidden=_hidden(report),
        style=Markup(style),  # noqa: S704
        script=Markup(script),  # noqa: S704
        style_hash=_hash(style),
        script_hash=_hash(script),
        data=Markup(page_json(report)),  # noqa: S704
        visible=visible,
        place_in_project=place_in_project,
        sentence=sentence,
        pieces=read_pieces,
        blocks=read_blocks,
        words=count_words,
        counted=count,
    )


def _style() -> str:
    return "".join(read_asset(f"report/{name}.css") for name in _STYLES)


def _script() -> str:
    """Return all scripts as one in a scope of its own, the library with its licence before it."""
    own = "".join(read_asset(f"report/{name}.js") for name in _SCRIPTS)
    library = f"/*!\n{read_asset(_LICENCE)}*/\n{read_asset(_LIBRARY)}"
    read = 'const data = JSON.parse(document.getElementById("data").textContent);\n'
    return f'{library}(() => {{\n"use strict";\n{read}{own}}})();\n'


def _hash(text: str) -> str:
    return f"'sha256-{b64encode(sha256(text.encode()).digest()).decode()}'"


def _hidden(report: Report) -> str:
    hidden = [
        *([f"{count(len(report.suppressed), 'finding')} that ignore comments name"] if report.suppressed else []),
        *([f"{count(len(report.accepted), 'finding')} that the baseline accepts"] if report.accepted else []),
    ]
    return f"Not shown: {join_words(hidden)}." if hidden else ""
