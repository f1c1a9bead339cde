"""The facts of a text that the parser need not read as a whole, which nearly all files of a project are.

Either the facts are those that the parser would give, or the parser has to be asked
(docs/decisions/004-two-readers.md).
"""

import re

from importlint.model.facts import FileFacts, ImportStatement, Scope
from importlint.model.location import Span
from importlint.patterns import regex
from importlint.scan.lexed_imports import lex_imports
from importlint.scan.names import Names
from importlint.scan.soundness import find_assignments
from importlint.scan.telling_lines import cached_functions, telling_offsets

_MAIN_GUARD = regex(r"\n(if __name__ == (?:\"__main__\"|'__main__')):")


def plain_facts(path: str, text: str) -> FileFacts | None:
    """Return the facts of a text, None if the parser has to be asked."""
    imports, certain = lex_imports(text)
    if not certain or any(statement.lazy for statement in imports):
        return None
    padded = "\n" + text
    guard, assignments = _walk(padded)
    if assignments is None:
        return None
    known = padded.index("__main__") if guard else -1
    if all(offset == known for offset in telling_offsets(padded, Names(imports), assignments)):
        place = _place_of_guard(padded, guard) if guard else None
        facts: FileFacts | None = FileFacts(path=path, imports=imports, main_guard=place)
    else:
        facts = _telling_facts(path, text, imports)
    if facts is not None and _may_be_kept(facts, text):
        return _telling_facts(path, text, imports, cached=True)
    return facts


def _telling_facts(
    path: str, text: str, imports: tuple[ImportStatement, ...], *, cached: bool = False
) -> FileFacts | None:
    # Small projects need no syntax trees, which take their time to load.
    from importlint.scan.lexed_facts import facts_of_sound_text  # noqa: PLC0415

    return facts_of_sound_text(path, text, imports, cached=cached)


def _walk(padded: str) -> tuple[re.Match[str] | None, list[re.Match[str]] | None]:
    """Return the main guard of a text, if it is plain, and its assignments to attributes, None if it is not sound."""
    guard = _find_main_guard(padded)
    if guard is None:
        return None, find_assignments(padded)
    before, after = find_assignments(padded, 0, guard.start()), find_assignments(padded, guard.start())
    if before is None or after is None:
        # The guard may stand in a string.
        return None, find_assignments(padded)
    return guard, before + after


def _place_of_guard(padded: str, guard: re.Match[str]) -> Span:
    line = padded.count("\n", 0, guard.start(1))
    return Span(line, 1, line, len(guard[1]) + 1)


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
