"""Strings that name modules: `patch("app.core.run")`, `"app.main:app"`, `import_module("app.plugins")`.

One is rewritten if all of it is a dotted name of a module that moves, or of something that such a module defines, on
the search path of its file. What only holds such a name (a command line, a piece of code) is for the reader.
"""

import ast
import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from importlint.codemods.moves.meanings import Meanings, Meant
from importlint.codemods.moves.texts import Texts, offset_of, replace
from importlint.model.change import Note
from importlint.model.facts import FileFacts
from importlint.model.fix import Edit
from importlint.model.names import parents
from importlint.model.root import ModuleId
from importlint.patterns import regex
from importlint.scan.positions import Positions

# Parts after the first can be any file name, where they are imported by a string: `app.v1-beta`.
_WHOLE = regex(r"([^\W\d]\w*(?:\.\w[\w-]*)*)(:[^\W\d]\w*(?:\.\w+)*(?:\(\))?|\.\*)?")
_OPENING = regex(r"""[rRuU]?("{3}|'{3}|"|')""")
# What a file name ends with, more often than a module is called so.
_SUFFIXES = frozenset("cfg conf css csv db env html ini js json log md py sh sql toml txt xml yaml yml".split())  # noqa: SIM905
_IMPORTING = frozenset({"import_module", "__import__", "run_module"})


class Strings(NamedTuple):
    """What becomes of the strings of one file."""

    edits: tuple[Edit, ...] = ()
    notes: tuple[Note, ...] = ()


class _Literal(NamedTuple):
    """A string in a file. call: what imports it. whole: it is a literal by itself and no part of an f-string."""

    node: ast.Constant
    value: str
    call: ast.Call | None = None
    is_module: bool = False
    whole: bool = True


def rewrite_strings(facts: FileFacts, meanings: Meanings, texts: Texts) -> Strings:
    """Return the edits of the strings of a file that name what moves, and notes on those that only hold such names."""
    path, text = facts.path, texts.of(facts.path)
    mention = _mention(meanings)
    modules = {call.span for call in facts.dynamic_imports if call.call in _IMPORTING}
    if not mention.search(text) and not modules and not facts.table_edits:
        return Strings()
    syntax = texts.syntax(path)
    if syntax is None:
        return Strings()
    positions = Positions(text)
    edits: list[Edit] = []
    notes: list[Note] = []
    for literal in _literals(syntax.nodes):
        meant = module_meant(path, literal.value, meanings, is_module=literal.is_module) if literal.whole else None
        start = _start(text, positions, literal, meant)
        if meant is not None and start is not None:
            edits.extend(_edits(path, text, start, meant, literal, positions))
        elif mentions(path, literal.value, mention, meanings):
            shown = " ".join(literal.value.split())
            notes.append(Note(path, literal.node.lineno, f"this text names what moves: {shown[:80]!r}"))
    return Strings(tuple(edits), tuple(notes))


def _literals(nodes: Sequence[ast.AST]) -> Iterator[_Literal]:
    """Yield the strings of a module, docstrings left out."""
    calls: dict[int, ast.Call] = {}
    keys: set[int] = set()
    formatted: set[int] = set()
    prose: set[int] = set()
    for node in nodes:
        if isinstance(node, ast.Call):
            calls |= {id(each): node for each in _module_arguments(node)}
        keys.update(id(each) for each in _table_keys(node))
        formatted.update(id(each) for each in (node.values if isinstance(node, ast.JoinedStr) else ()))
        prose.update(id(each) for each in _docstring(node))
    for node in nodes:
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in prose:
            call = calls.get(id(node))
            is_module = call is not None or id(node) in keys
            yield _Literal(node, node.value, call, is_module, whole=id(node) not in formatted)


def _docstring(node: ast.AST) -> Iterator[ast.expr]:
    match node:
        case ast.Module(body=[ast.Expr(value=value), *_]) | ast.ClassDef(body=[ast.Expr(value=value), *_]):
            yield value
        case ast.FunctionDef(body=[ast.Expr(value=value), *_]) | ast.AsyncFunctionDef(body=[ast.Expr(value=value), *_]):
            yield value


def _module_arguments(call: ast.Call) -> Iterator[ast.expr]:
    """Yield the arguments of a call that are names of modules, even with no dot in them."""
    name = getattr(call.func, "attr", None) or getattr(call.func, "id", "")
    if name in _IMPORTING:
        yield from call.args[:1]
        yield from (each.value for each in call.keywords if each.arg in {"name", "package", "mod_name"})
        yield from call.args[1:2] if name == "import_module" else ()
    elif name == "ModuleType":
        yield from call.args[:1]
    elif name in {"pop", "get", "setdefault", "setitem", "delitem"}:
        of_table = _is_table(getattr(call.func, "value", None)) or any(_is_table(each) for each in call.args)
        yield from call.args[:2] if of_table else ()


def _table_keys(node: ast.AST) -> Iterator[ast.expr]:
    """Yield the keys by which `sys.modules` is read and written."""
    match node:
        case ast.Subscript(value=value, slice=key) if _is_table(value):
            yield key
        case ast.Compare(left=left, comparators=[value]) if _is_table(value):
            yield left


def _is_table(node: ast.AST | None) -> bool:
    return isinstance(node, ast.Attribute) and ast.unparse(node) == "sys.modules"


def module_meant(path: str, value: str, meanings: Meanings, *, is_module: bool = False) -> Meant | None:
    """Return what a text as a whole names: a module that moves, or something that one defines."""
    match = _WHOLE.fullmatch(value)
    if match is None:
        return None
    name, more = match[1], match[2] or ""
    shortest = 1 if is_module or more.startswith(":") else 2
    for prefix in reversed((*parents(name), name)):
        meant = meanings.of_text(path, prefix) if prefix.count(".") + 1 >= shortest else None
        if isinstance(meant, Meant) and meanings.project.index.find_dotted(prefix, [meant.root]) is not None:
            behind = (*name[len(prefix) + 1 :].split("."), *more[1:].split("."))
            attribute = next((part.removesuffix("()") for part in behind if part not in {"", "*"}), "")
            is_file = not attribute and not is_module and name.rpartition(".")[2] in _SUFFIXES
            return None if is_file or _lacks(meanings, ModuleId(meant.root, prefix), attribute) else meant
    return None


def _lacks(meanings: Meanings, module: ModuleId, attribute: str) -> bool:
    project = meanings.project
    return bool(attribute) and module in project.modules and project.names.lacks(module, attribute)


def _mention(meanings: Meanings) -> re.Pattern[str]:
    """Return a pattern of what a dotted name of something that moves begins with."""
    names = "|".join(sorted(meanings.relocations.names))
    return re.compile(rf"(?<![\w./-])(?:{names})(?:\.\w[\w-]*)+")


def mentions(path: str, text: str, mention: re.Pattern[str], meanings: Meanings) -> bool:
    """Return whether a text holds the name of a module that moves, or of something that one defines."""
    return any(module_meant(path, match[0], meanings) is not None for match in mention.finditer(text))


def _old(value: str, meant: Meant) -> str:
    """Return the leading parts of a text that change."""
    parts, _ = meant.renamed() or (0, "")
    return ".".join(re.split(r"[.:]", value)[:parts])


def _start(text: str, positions: Positions, literal: _Literal, meant: Meant | None) -> int | None:
    """Return the offset of what changes in a literal, None if it is not written there as it is."""
    if meant is None or meant.renamed() is None:
        return None
    span = positions.span(literal.node)
    match = _OPENING.match(text, offset_of(text, span.line, span.column))
    old = re.escape(_old(literal.value, meant))
    return match.end() if match and re.compile(rf"{old}(?!\w)").match(text, match.end()) else None


def _edits(path: str, text: str, start: int, meant: Meant, literal: _Literal, positions: Positions) -> Iterator[Edit]:
    _, name = meant.renamed() or (0, "")
    yield replace(path, text, start, start + len(_old(literal.value, meant)), name)
    call = literal.call
    if call is not None and getattr(call.func, "id", "") == "__import__" and len(call.args) + len(call.keywords) == 1:
        # It returns the first package of a dotted name.
        span = positions.span(call)
        end = offset_of(text, span.end_line, span.end_column)
        yield replace(path, text, end, end, "".join(f".{part}" for part in name.split(".")[1:]))
