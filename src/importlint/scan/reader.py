"""One file's bytes to facts."""

import ast

from importlint.model.facts import FileFacts, ImportStatement
from importlint.scan.import_facts import import_statement
from importlint.scan.parser import NotPythonError, parse
from importlint.scan.positions import Positions
from importlint.scan.source import decode
from importlint.scan.walk import statements


def read_facts(path: str, data: bytes) -> FileFacts:
    """Return what one file says about imports; never raises."""
    source = decode(data)
    try:
        module = parse(source.text)
    except NotPythonError as error:
        return FileFacts(path=path, reader="lexer", problem=source.problem or error.problem)
    positions = Positions(source.text)
    imports: list[ImportStatement] = []
    for statement, context in statements(module, positions):
        if isinstance(statement, ast.Import | ast.ImportFrom):
            imports.append(import_statement(statement, context, positions))
    return FileFacts(path=path, imports=tuple(sorted(imports)), problem=source.problem)
