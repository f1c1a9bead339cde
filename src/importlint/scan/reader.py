"""One file's bytes to facts."""

from importlint.model.facts import FileFacts, Ignore
from importlint.scan.source import decode

# A longer text would keep the parser busy for seconds and fill the memory with its tree: the lexer reads it alone.
_LONGEST_PARSED = 2_000_000


def read_facts(path: str, data: bytes, *, with_patterns: bool = True) -> FileFacts:
    """Return what one file says about imports; never raises.

    with_patterns: read it without the parser where its facts are the same. Of little text that is no gain, since the
    patterns take their time to compile. The facts are the same either way: of a file that only the parser refuses, the
    patterns say what they would have said at once.
    """
    text, problem = decode(data)
    facts = (_plain(path, text) if with_patterns else None) or _facts(path, text)
    if facts.reader == "lexer" and not with_patterns:
        facts = _plain(path, text) or facts
    ignores, shebang, problem = _ignores(text), text.startswith("#!"), problem or facts.problem
    if ignores or shebang or problem:
        return facts._replace(ignores=ignores, shebang=shebang, problem=problem)
    return facts


def _plain(path: str, text: str) -> FileFacts | None:
    from importlint.scan.plain_facts import plain_facts  # noqa: PLC0415  (it is these that are compiled)

    return plain_facts(path, text)


def _facts(path: str, text: str) -> FileFacts:
    # Small projects need neither of these, and they take their time to load.
    from importlint.scan.parsed_facts import facts_of_module  # noqa: PLC0415
    from importlint.scan.parser import NotPythonError, parse  # noqa: PLC0415

    if len(text) > _LONGEST_PARSED:
        return _lexed(path, text)
    try:
        return facts_of_module(path, text, parse(text))
    except NotPythonError as error:
        return _lexed(path, text)._replace(problem=error.problem)


def _lexed(path: str, text: str) -> FileFacts:
    from importlint.scan.lexed_facts import facts_of_text  # noqa: PLC0415  (most projects have no such file)

    return facts_of_text(path, text)._replace(reader="lexer")


def _ignores(text: str) -> tuple[Ignore, ...]:
    if "importlint:" not in text:
        return ()
    from importlint.scan.ignores import read_ignores  # noqa: PLC0415  (likewise)

    return read_ignores(text)
