"""The facts of a text that parses."""

import ast
from functools import cache
from operator import itemgetter

from importlint.model.facts import FileFacts
from importlint.scan.assembly import assemble_facts, telling_statements
from importlint.scan.gather import Standing, gather_imports
from importlint.scan.lazy_imports import find_misplaced
from importlint.scan.names import Names
from importlint.scan.positions import Positions
from importlint.scan.reading import Reading
from importlint.scan.telling_lines import TellingLines
from importlint.scan.walk import statements


def facts_of_module(path: str, text: str, module: ast.Module) -> FileFacts:
    """Return the facts of a parsed text."""
    positions = Positions(text)
    standing = list(statements(module, positions))
    imports = sorted(gather_imports(standing, positions), key=itemgetter(0))
    names = Names(imports)
    telling = telling_statements(names, lambda: _on_lines(standing, TellingLines(text, names)))
    nodes = cache(lambda: tuple(ast.walk(module)))
    facts = assemble_facts(path, imports, telling, Reading(lambda _: nodes(), positions, names))
    misplaced = find_misplaced(module, positions) if any(statement.lazy for statement in imports) else None
    return facts._replace(problem=misplaced)


def _on_lines(standing: list[Standing], lines: TellingLines) -> list[Standing]:
    """Return the statements whose own lines are among some, in the order of the text."""
    if not lines:
        return []
    chosen = [pair for pair in standing if lines.any_between(*_own_lines(pair[0]))]
    return sorted(chosen, key=lambda pair: (pair[0].lineno, pair[0].col_offset))


def _own_lines(node: ast.stmt) -> tuple[int, int]:
    """Return the first and last line of a statement, without those of the statements in it."""
    decorators = getattr(node, "decorator_list", ())
    first = decorators[0].lineno if decorators else node.lineno
    block = getattr(node, "body", None) or [inner for case in getattr(node, "cases", ()) for inner in case.body]
    return first, block[0].lineno if block else node.end_lineno or node.lineno
