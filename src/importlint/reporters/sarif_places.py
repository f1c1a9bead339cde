"""Where SARIF's locations are: paths as URIs, spans as regions that mark something."""

from typing import Any
from urllib.parse import quote

from importlint.model.location import Location, Span
from importlint.model.report import Report
from importlint.reporters.display import visible
from importlint.reporters.excerpt import index_lines
from importlint.reporters.prose import plain


class Places:
    """The locations of one report."""

    def __init__(self, report: Report) -> None:
        """Index the report's lines, which tell how long a line is."""
        self._prefix = f"{report.prefix}/" if report.prefix else ""
        self._lines = index_lines(report)

    def artifact(self, path: str) -> dict[str, str]:
        """Return an artifactLocation, relative to the repository's root, percent-encoded as RFC 3986 says."""
        return {"uri": quote(self._prefix + path, safe="/", errors="surrogatepass"), "uriBaseId": "%SRCROOT%"}

    def location(self, location: Location, message: str = "") -> dict[str, Any]:
        """Return a location object with all four region numbers."""
        span = self._marked(location)
        found: dict[str, Any] = {
            "physicalLocation": {
                "artifactLocation": self.artifact(location.path),
                "region": region(span),
            }
        }
        return {**found, "message": {"text": plain(visible(message))}} if message else found

    def is_empty(self, location: Location) -> bool:
        """Return whether there is nothing to mark, as in an empty file."""
        return _is_empty(self._marked(location))

    def _marked(self, location: Location) -> Span:
        """Return the span, or for one that marks nothing its whole line, with the line end if that is all there is."""
        path, span = location
        if not _is_empty(span):
            return span
        text = self._lines.get((path, span.line), "")
        if text:
            return Span(span.line, 1, span.line, len(text) + 1)
        return Span(span.line, 1, span.line + 1, 1) if (path, span.line + 1) in self._lines else span


def region(span: Span) -> dict[str, int]:
    """Return a region object."""
    return {
        "startLine": span.line,
        "startColumn": span.column,
        "endLine": span.end_line,
        "endColumn": span.end_column,
    }


def _is_empty(span: Span) -> bool:
    return (span.line, span.column) == (span.end_line, span.end_column)
