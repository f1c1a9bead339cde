"""The facts of a text that parses."""

import ast
from functools import cache
from operator import itemgetter

from importlint.model.facts import FileFacts
from importlint.scan.assembly import assemble_facts, on_lines, telling_statements
from importlint.scan.gather import gather_imports
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
    telling = telling_statements(names, lambda: on_lines(standing, TellingLines(text, names)))
    nodes = cache(lambda: tuple(ast.walk(module)))
    facts = assemble_facts(path, imports, telling, Reading(lambda _: nodes(), positions, names))
    misplaced = find_misplaced(module, positions) if any(statement.lazy for statement in imports) else None
    return facts._replace(problem=misplaced)
