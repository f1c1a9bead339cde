"""A summary in GitHub's and GitLab's Markdown, for a job's page and for a comment on a change.

Everything from the tree stands in code spans or is escaped, so that names mention nobody and make no markup.
"""

import re
from collections.abc import Iterator
from html import escape

from importlint.model.finding import Finding
from importlint.model.fix import Fix
from importlint.model.location import START, Location
from importlint.model.report import Report
from importlint.model.rule import Severity
from importlint.model.wording import count
from importlint.patterns import regex
from importlint.reporters.counts import count_rules, count_severities, count_words, most_severe_first
from importlint.reporters.display import place_in_project, visible
from importlint.reporters.options import Options
from importlint.reporters.prose import read_pieces

# A comment on GitHub holds 65,536 characters.
MOST_CHARACTERS = 60_000
MOST_DIAGNOSTICS = 10
_ICON = {Severity.ERROR: "❌", Severity.WARNING: "⚠️", Severity.NOTE: "💡"}
_MARKUP = regex(r"([\\`*_\[\]<>|~&]|^[-+]|:(?=//))")
_MENTION = regex("[@#]")  # people and issues; only code spans keep them from being linked


def render(report: Report, _options: Options) -> str:
    """Return a heading, a table of counts by rule, and the findings, the most severe first, as far as they fit."""
    text = "".join(f"{line}\n" for line in _head(report))
    findings = most_severe_first(report.findings)
    for number, finding in enumerate(findings):
        block = "".join(f"{line}\n" for line in _finding(finding, report.prefix))
        if len(text) + len(block) > MOST_CHARACTERS:
            left = len(findings) - number
            return f"{text}\n… and {count(left, 'more finding')}; the whole list is in the report.\n"
        text += block
    return text


def _head(report: Report) -> Iterator[str]:
    counts = count_severities(report.findings)
    yield f"## importlint: {count_words(counts)}"
    yield ""
    yield f"{count(report.files, 'file')} of {count(len(report.roots), 'source root')} analysed."
    if report.findings:
        yield ""
        yield "| | rule | errors | warnings | notes |"
        yield "|---|---|--:|--:|--:|"
    for rule, by_severity in count_rules(report.findings, report.rules):
        icon = next(_ICON[severity] for severity, number in by_severity.items() if number)
        numbers = " | ".join(f"{number:,}" if number else "" for number in by_severity.values())
        yield f"| {icon} | {_code(rule)} | {numbers} |"
    if report.diagnostics:
        yield ""
        for diagnostic in report.diagnostics[:MOST_DIAGNOSTICS]:
            where = place_in_project(diagnostic.location)
            yield f"- {f'{_code(where)}: ' if where else ''}{_prose(diagnostic.message)}"
        if len(report.diagnostics) > MOST_DIAGNOSTICS:
            yield f"- … and {count(len(report.diagnostics) - MOST_DIAGNOSTICS, 'more note')} about this run"


def _finding(finding: Finding, prefix: str) -> Iterator[str]:
    yield ""
    yield f"{_ICON[finding.severity]} **{finding.rule}** {_code(_place(finding.location, prefix))}<br>"
    yield _prose(finding.message)
    if finding.cycle:
        names = [_code(name) for name in (*finding.cycle, finding.cycle[0])]
        yield f"- cycle: {' → '.join(names)}"
    for step in finding.related:
        yield f"- {_code(_place(step.location, prefix))} {_prose(step.message)}"
    if finding.reproduce:
        yield f"- try: {_code(finding.reproduce)}"
    for fix in finding.fixes:
        yield from _fix(fix)


def _place(location: Location, prefix: str) -> str:
    path = f"{prefix}/{location.path}" if prefix else location.path
    return path if location.span == START else f"{path}:{location.span.line}"


def _fix(fix: Fix) -> Iterator[str]:
    """Yield a fix folded, because it may be long and its title says what it is about."""
    if not fix.text:
        yield f"- fix: {_prose(fix.title)}"
        return
    fence = "`" * max(3, 1 + max((len(run) for run in re.findall("`+", fix.text)), default=0))
    yield ""
    yield f"<details><summary>fix: {_html(fix.title)}</summary>"
    yield ""
    if "\n" in fix.text:
        yield f"{fence}text"
        yield from (visible(line) for line in fix.text.splitlines())
        yield fence
    else:
        yield _prose(fix.text)
    yield ""
    yield "</details>"


def _html(text: str) -> str:
    """Return prose as HTML, for Markdown is not read in a summary; mentions and issues are kept from being linked."""
    pieces = ((piece.style, escape(piece.text)) for piece in read_pieces(visible(text)))
    return "".join(
        f"<code>{part}</code>" if style == "code" else _MENTION.sub(r"<code>\g<0></code>", part)
        for style, part in pieces
    )


def _prose(text: str) -> str:
    pieces = read_pieces(visible(text))
    return "".join(_code(piece.text) if piece.style == "code" else _escape(piece.text) for piece in pieces)


def _escape(text: str) -> str:
    return _MENTION.sub(r"`\g<0>`", _MARKUP.sub(r"\\\1", text))


def _code(text: str) -> str:
    """Return a code span, fenced by more backticks than the text has in a row (CommonMark, 6.1)."""
    shown = visible(text)
    fence = "`" * (1 + max((len(run) for run in re.findall("`+", shown)), default=0))
    space = " " if len(fence) > 1 else ""
    return f"{fence}{space}{shown}{space}{fence}"
