"""The facts of a text that needs no parser, which nearly all files of a project are.

Either the facts are those that the parser would give, or the parser has to be asked
(docs/decisions/004-two-readers.md).
"""

import re

from importlint.model.facts import FileFacts, ImportStatement, Scope
from importlint.model.location import Span
from importlint.scan.lexed_imports import lex_imports
from importlint.scan.names import Names
from importlint.scan.soundness import is_sound
from importlint.scan.telling_lines import cached_functions, telling_offsets

_MAIN_GUARD = re.compile(r"\n(if __name__ == (?:\"__main__\"|'__main__')):")


def plain_facts(path: str, text: str) -> FileFacts | None:
    """Return the facts of a text with no facts but imports and a main guard, None if the parser has to be asked."""
    imports, certain = lex_imports(text, thorough=False)
    if not certain or any(statement.lazy for statement in imports):
        return None
    text = "\n" + text
    guard = _find_main_guard(text)
    known = text.index("__main__") if guard else -1
    if any(offset != known for offset in telling_offsets(text, Names(imports))):
        return None
    if _may_be_kept(imports, text):
        return None
    if guard is None:
        return FileFacts(path=path, imports=imports) if is_sound(text) else None
    if not (is_sound(text, 0, guard.start()) and is_sound(text, guard.start())):
        return None
    line = text.count("\n", 0, guard.start(1))
    return FileFacts(path=path, imports=imports, main_guard=Span(line, 1, line, len(guard[1]) + 1))


def _find_main_guard(text: str) -> re.Match[str] | None:
    """Return the match of a text's only mention of `__main__`, if that is the usual test at module level."""
    if "__main__" not in text or text.count("__main__") > 1:
        return None
    return _MAIN_GUARD.search(text)


def _may_be_kept(imports: tuple[ImportStatement, ...], text: str) -> bool:
    """Return whether the result of a function that imports may be kept by a decorator."""
    owners = {
        name for each in imports if each.context.scope is Scope.FUNCTION for name in each.context.owner.split(".")
    }
    if not owners:
        return False
    cached = cached_functions(text)
    return cached is None or not owners.isdisjoint(cached)
