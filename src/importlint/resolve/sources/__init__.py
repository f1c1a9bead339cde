"""Where source roots are read from, one module each; the order is the order of their precedence."""

from collections.abc import Callable, Iterator

from importlint.resolve.sources import configured, imported, outermost, project_directory, src_layout
from importlint.resolve.survey import Claim, Survey

SOURCES: tuple[tuple[str, Callable[[Survey], Iterator[Claim]]], ...] = (
    ("configured", configured.find),
    ("imported", imported.find),
    ("src_layout", src_layout.find),
    ("project_directory", project_directory.find),
    ("outermost", outermost.find),
)
