"""The facts of a text that the parser need not read as a whole, which nearly all files of a project are.

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
    """Return the facts of a text, None if the parser has to be asked."""
    imports, certain = lex_imports(text)
    if not certain or any(statement.lazy for statement in imports):
        return None
    padded = "\n" + text
    guard = _find_main_guard(padded)
    known = padded.index("__main__") if guard else -1
    facts = None
    if all(offset == known for offset in telling_offsets(padded, Names(imports))):
        facts = _guarded_facts(path, padded, imports, guard)
    facts = facts or _telling_facts(path, padded, imports)
    return None if facts is None or _may_be_kept(facts, text) else facts


def _guarded_facts(
    path: str, padded: str, imports: tuple[ImportStatement, ...], guard: re.Match[str] | None
) -> FileFacts | None:
    """Return the facts of a text with nothing but imports and perhaps a main guard."""
    if guard is None:
        return FileFacts(path=path, imports=imports) if is_sound(padded) else None
    if not (is_sound(padded, 0, guard.start()) and is_sound(padded, guard.start())):
        return None
    line = padded.count("\n", 0, guard.start(1))
    return FileFacts(path=path, imports=imports, main_guard=Span(line, 1, line, len(guard[1]) + 1))


def _telling_facts(path: str, padded: str, imports: tuple[ImportStatement, ...]) -> FileFacts | None:
    """Return the facts of a text, some lines of which have to be parsed."""
    if not is_sound(padded):
        return None
    # Small projects need no syntax trees, which take their time to load.
    from importlint.scan.lexed_facts import facts_of_sound_text  # noqa: PLC0415

    return facts_of_sound_text(path, padded[1:], imports)


def _find_main_guard(text: str) -> re.Match[str] | None:
    """Return the match of a text's only mention of `__main__`, if that is the usual test at module level."""
    if "__main__" not in text or text.count("__main__") > 1:
        return None
    return _MAIN_GUARD.search(text)


def _may_be_kept(facts: FileFacts, text: str) -> bool:
    """Return whether the result of a function that imports may be kept by a decorator."""
    contexts = {each.context for each in facts.imports} | {each.context for each in facts.dynamic_imports}
    owners = {name for context in contexts if context.scope is Scope.FUNCTION for name in context.owner.split(".")}
    if not owners:
        return False
    cached = cached_functions(text)
    return cached is None or not owners.isdisjoint(cached)
