"""One import statement written differently, as an edit."""

from importlint.model.facts import ImportStatement
from importlint.model.fix import Edit
from importlint.patterns import regex
from importlint.project import Project
from importlint.remedies.statements import written
from importlint.remedies.tried import sound, text_of
from importlint.scan.positions import Positions

_KEYWORD = regex(r"lazy\s+")


def rewritten(project: Project, path: str, old: ImportStatement, new: ImportStatement) -> tuple[Edit, ...]:
    """Return the edit that puts one statement in the place of another."""
    return sound(project, (Edit(path=path, span=old.span, replacement=written(new)),))


def without_keyword(project: Project, path: str, statement: ImportStatement) -> tuple[Edit, ...]:
    """Return the edit that makes a lazy import eager, () if no keyword makes it lazy."""
    text = text_of(project, path)
    match = _KEYWORD.match(Positions(text).slice(statement.span)) if text is not None else None
    if match is None:
        return ()
    line, column, *_ = statement.span
    span = statement.span._replace(end_line=line, end_column=column + match.end())
    return sound(project, (Edit(path=path, span=span, replacement=""),))
