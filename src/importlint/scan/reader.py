"""One file's bytes to facts."""

from importlint.model.facts import FileFacts, Ignore
from importlint.scan.parsed_facts import facts_of_module
from importlint.scan.parser import NotPythonError, parse
from importlint.scan.source import decode

# A longer text would keep the parser busy for seconds and fill the memory with its tree: the lexer reads it alone.
_LONGEST_PARSED = 2_000_000


def read_facts(path: str, data: bytes) -> FileFacts:
    """Return what one file says about imports; never raises."""
    source = decode(data)
    text = source.text
    if len(text) > _LONGEST_PARSED:
        facts = _lexed(path, text)
    else:
        try:
            facts = facts_of_module(path, text, parse(text))
        except NotPythonError as error:
            facts = _lexed(path, text)._replace(problem=error.problem)
    return facts._replace(
        ignores=_ignores(text), shebang=text.startswith("#!"), problem=source.problem or facts.problem
    )


def _lexed(path: str, text: str) -> FileFacts:
    from importlint.scan.lexed_facts import facts_of_text  # noqa: PLC0415  (most projects have no such file)

    return facts_of_text(path, text)._replace(reader="lexer")


def _ignores(text: str) -> tuple[Ignore, ...]:
    if "importlint:" not in text:
        return ()
    from importlint.scan.ignores import read_ignores  # noqa: PLC0415  (likewise; it needs the lexer)

    return read_ignores(text)
