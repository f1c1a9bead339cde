"""Rewrite the import statements that name what moves: the leading parts of a dotted name become the new ones."""

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from importlint.codemods.moves.bindings import Binding, rebind
from importlint.codemods.moves.meanings import Meaning, Meanings, Meant, Unclear
from importlint.codemods.moves.texts import Texts, offset_of, replace
from importlint.model.change import Note
from importlint.model.facts import Alias, ImportStatement
from importlint.model.fix import Edit
from importlint.model.names import top_level
from importlint.patterns import regex
from importlint.remedies.statements import written
from importlint.resolve.directories import folder, parts_below

_GAP = r"(?:[ \t\f]|\\\n)*"
_FROM = regex(rf"(?:lazy\b{_GAP})?from\b{_GAP}")


class Rewritten(NamedTuple):
    """What becomes of the imports of one file, and what nobody can decide: the unclear names, each with its note."""

    edits: tuple[Edit, ...] = ()
    unclear: tuple[tuple[Note, Unclear], ...] = ()


def rewrite_imports(path: str, statements: Sequence[ImportStatement], meanings: Meanings, texts: Texts) -> Rewritten:
    """Return the edits of the absolute imports of one file; relative ones move with their package."""
    edits: list[Edit] = []
    unclear: list[tuple[Note, Unclear]] = []
    plain: list[tuple[ImportStatement, Alias, Meant]] = []
    for statement in statements:
        if _leaves(path, statement, meanings):
            lost = _relative(path, statement, meanings)
            unclear.append((Note(path, statement.span.line, f"`{written(statement)}`: {lost.why}"), lost))
        for alias, meaning in _meanings(path, statement, meanings):
            if isinstance(meaning, Unclear):
                note = Note(path, statement.span.line, f"`{written(statement)}` is left as it is: {meaning.why}")
                unclear.append((note, meaning))
            elif meaning is not None and meaning.renamed() is None:
                lost = Unclear(
                    "its new place has no name there",
                    (meaning.relocation.root,),
                    name=meaning.relocation.id.name,
                    works=True,
                )
                unclear.append((Note(path, statement.span.line, f"`{written(statement)}`: {lost.why}"), lost))
            elif meaning is not None and alias is None:
                edits.append(_from_edit(path, statement, meaning, texts.of(path)))
            elif meaning is not None and alias is not None:
                plain.append((statement, alias, meaning))
    edits += _plain_edits(path, plain, meanings, texts.of(path))
    return Rewritten(tuple(edits), tuple(unclear))


def _leaves(path: str, statement: ImportStatement, meanings: Meanings) -> bool:
    """Return whether a relative import leads out of what moves, so that it would lead elsewhere then."""
    own = meanings.relocations.around(path)
    if own is None or not statement.level:
        return False
    return own.is_file or statement.level > len(parts_below(folder(path), own.path)) + 1


def _relative(path: str, statement: ImportStatement, meanings: Meanings) -> Unclear:
    own = meanings.relocations.around(path)
    among, name = ((own.root,), own.id.name) if own is not None else ((), "")
    works = any(edge.path == path and edge.statement == statement for edge in meanings.project.graph.edges)
    return Unclear("it leads out of the package", among, name=name, works=works)


def _meanings(path: str, statement: ImportStatement, meanings: Meanings) -> Iterator[tuple[Alias | None, Meaning]]:
    """Yield what each module that a statement names absolutely means: None stands for the one after `from`."""
    line = statement.span.line
    if not statement.is_from:
        for alias in statement.names:
            yield alias, meanings.of_import(path, line, alias.name)
    elif not statement.level:
        yield None, meanings.of_import(path, line, statement.module, [alias.name for alias in statement.names])


def _from_edit(path: str, statement: ImportStatement, meant: Meant, text: str) -> Edit:
    start = offset_of(text, statement.span.line, statement.span.column)
    match = _FROM.match(text, start)
    return _prefix_edit(path, text, match.end() if match else start, meant)


def _prefix_edit(path: str, text: str, start: int, meant: Meant) -> Edit:
    """Replace the leading parts of a dotted name that begins at an offset."""
    parts, name = meant.renamed() or (0, "")
    match = re.compile(rf"\w+(?:{_GAP}\.{_GAP}\w+){{{parts - 1}}}").match(text, start)
    return replace(path, text, start, match.end() if match else start, name)


def _plain_edits(
    path: str, plain: Sequence[tuple[ImportStatement, Alias, Meant]], meanings: Meanings, text: str
) -> Iterator[Edit]:
    """Yield the edits of `import a.b as c`, and of `import a.b`, which binds `a`, with the uses of what it binds."""
    bound: dict[str, list[Binding]] = {}
    for statement, alias, meant in plain:
        if alias.asname:
            yield _prefix_edit(path, text, offset_of(text, alias.span.line, alias.span.column), meant)
        else:
            name = top_level(alias.name)
            after = statement.names[statement.names.index(alias) + 1 :]
            is_last = not any(top_level(each.name) == name and not each.asname for each in after)
            binding = Binding(alias, *(meant.renamed() or (1, name)), is_last=is_last)
            bound.setdefault(name, []).append(binding)
    early = any(_is_early(path, meant, meanings) for _, _, meant in plain)
    for name, bindings in bound.items():
        shared = any(
            not {name, "*"}.isdisjoint(edge.reads)
            for module in meanings.project.modules_at(path)
            for edge in meanings.project.importers_of(module.id)
        )
        yield from rebind(path, text, bindings, early=early, shared=shared)


def _is_early(path: str, meant: Meant, meanings: Meanings) -> bool:
    """Return whether the body of a file can run while the package that it names is half imported."""
    ids = {module.id for module in meanings.project.modules_at(path)}
    in_cycle = any(not ids.isdisjoint(cycle.modules) for cycle in meanings.project.cycles)
    return in_cycle or meanings.relocations.around(path) == meant.relocation
