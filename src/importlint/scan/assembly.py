"""Put the facts of a file together."""

import ast
from collections.abc import Callable, Sequence
from operator import itemgetter

from importlint.model.facts import (
    CachedLoader,
    DynamicImport,
    FileFacts,
    ImportStatement,
    Patch,
    PathEdit,
    Spawn,
    TableEdit,
)
from importlint.scan import gather
from importlint.scan.gather import Standing
from importlint.scan.lazy_imports import named_lazy
from importlint.scan.names import Names
from importlint.scan.reading import Reading
from importlint.scan.telling_lines import TellingLines


def telling_statements(names: Names, find: Callable[[], list[Standing]]) -> list[Standing]:
    """Return the statements that may be facts, found again if `names` has learned from the assignments among them."""
    telling = find()
    learned = sum(names.follow_assignment(node) for node, _ in telling)
    return find() if learned else telling


def on_lines(standing: list[Standing], lines: TellingLines) -> list[Standing]:
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


def assemble_facts(
    path: str, imports: Sequence[ImportStatement], telling: Sequence[Standing], reading: Reading
) -> FileFacts:
    """Return the facts of a file, given its import statements and the statements that may be other facts."""
    if not telling:
        return FileFacts(path=path, imports=tuple(imports))
    lazy_modules, lazy_line = gather.find_lazy_modules(telling)
    if lazy_modules:
        imports = tuple(named_lazy(imports, frozenset(lazy_modules), lazy_line))
    facts = sorted(gather.gather_facts(telling, reading), key=itemgetter(0))
    return FileFacts(
        path=path,
        imports=tuple(imports),
        dynamic_imports=tuple(fact for fact in facts if isinstance(fact, DynamicImport)),
        path_edits=tuple(fact for fact in facts if isinstance(fact, PathEdit)),
        table_edits=tuple(fact for fact in facts if isinstance(fact, TableEdit)),
        cached_loaders=tuple(fact for fact in facts if isinstance(fact, CachedLoader)),
        patches=tuple(fact for fact in facts if isinstance(fact, Patch)),
        spawns=tuple(fact for fact in facts if isinstance(fact, Spawn)),
        lazy_modules=lazy_modules,
        has_getattr=gather.defines_getattr(telling),
        extends_path=gather.extends_path(telling),
        main_guard=gather.find_main_guard(telling, reading.positions),
    )
