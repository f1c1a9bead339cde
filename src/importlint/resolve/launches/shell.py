"""Follow a shell text command by command: working directory and variables, without running anything.

What is not known (a variable from elsewhere, the output of a program) makes the word that holds it unknown; an
assignment or `cd` that happens only sometimes makes the variable or the directory unknown from there on.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from functools import lru_cache
from posixpath import dirname, join, normpath
from typing import NamedTuple

from importlint.patterns import regex
from importlint.resolve.launches.shell_loops import unrolled
from importlint.resolve.launches.shell_words import Part, PartKind, Token, split_words

_ASSIGNMENT = regex(r"([A-Za-z_]\w*)(\+?)=")
_OPENING = frozenset({"if", "for", "while", "until", "case", "select"})
_CLOSING = frozenset({"fi", "done", "esac"})
_KEYWORDS = _OPENING | _CLOSING | {"then", "else", "elif", "do", "!", "{", "}"}
# Variables that hold an interpreter, whatever sets them.
_INTERPRETER = regex(r"(?:\w*_)?PYTHON(?:3|_?(?:BIN|CMD|EXE|EXECUTABLE|INTERPRETER))?", re.IGNORECASE)
_MAX_DEPTH = 8


class Shell(NamedTuple):
    """What a shell knows as a command begins.

    directory: absolute, None if unknown. variables: None for a value that is not known. arguments: what `$@` is, None
    if unknown. repository: the directory that `git rev-parse --show-toplevel` prints, "" if there is none.
    """

    directory: str | None
    variables: Mapping[str, str | None] = {}
    arguments: tuple[str, ...] | None = None
    repository: str = ""


class Command(NamedTuple):
    """A simple command: its words, None for one that is not known; the shell around it; its line, counted from 0."""

    words: tuple[str | None, ...]
    shell: Shell
    line: int


class _Group(NamedTuple):
    """A compound command: what it began with, and the shell before it."""

    opened: str
    shell: Shell


def read_commands(text: str, shell: Shell) -> Iterator[Command]:
    """Yield the simple commands of a shell text in the order in which they stand."""
    groups: list[_Group] = []
    pending: list[Token] = []
    after = ""
    for token in _tokens(text):
        if not token.operator:
            pending.append(token)
            continue
        if token.operator == "(" and pending:
            # The head of a function, whose caller is not known here; or the list of an array's words.
            groups.append(_Group("array" if _assigned(pending[-1]) else "head", shell))
            shell, pending = _forget(shell), []
            continue
        if pending and not (groups and groups[-1].opened == "array"):
            command, changed = _follow(pending, shell, groups)
            if command is not None:
                yield command
            sometimes = after in {"||", "|", "|&"} or token.operator in {"|", "|&", "&"}
            shell = shell if sometimes and command is not None else changed
        pending = []
        if token.operator == "(":
            groups.append(_Group("(", shell))
        elif token.operator == ")" and groups and groups[-1].opened in {"(", "array"}:
            shell = groups.pop().shell
        after = token.operator


@lru_cache(64)
def _tokens(text: str) -> tuple[Token, ...]:
    """Return the tokens of a text, which is read once more for each directory in which it may begin."""
    return (*unrolled(split_words(text)), Token((), "\n", 0))


def _follow(tokens: list[Token], shell: Shell, groups: list[_Group]) -> tuple[Command | None, Shell]:
    """Return the simple command that some tokens are, and the shell after it."""
    while tokens and (word := _bare(tokens[0])) in _KEYWORDS:
        shell = _at_keyword(word, shell, groups)
        if word in {"for", "select", "case"}:
            name = _bare(tokens[1]) if len(tokens) > 1 and word != "case" else ""
            return None, _assign(shell, name, None) if name else shell
        tokens = tokens[1:]
    count = next((place for place, token in enumerate(tokens) if not _assigned(token)), len(tokens))
    inside = _assign_all(tokens[:count], shell)
    if count == len(tokens):
        return None, inside
    words = tuple(value for token in tokens[count:] for value in _values(token, shell))
    return Command(words, inside, tokens[0].line), _changed(words, tokens[count:], shell)


def _at_keyword(word: str, shell: Shell, groups: list[_Group]) -> Shell:
    """Open or close a compound command; return the shell at that place."""
    if word == "{" and groups and groups[-1].opened == "head":
        groups[-1] = groups[-1]._replace(opened="body")
    elif word == "{" or word in _OPENING:
        groups.append(_Group(word, shell))
    elif groups and (word == "}" or word in _CLOSING):
        opened, before = groups.pop()
        return before if opened == "body" else shell if opened == "{" else _either(before, shell)
    elif groups and word in {"else", "elif"}:
        return _either(groups[-1].shell, shell)
    return shell


def _either(before: Shell, shell: Shell) -> Shell:
    """Return the shell after commands that may have run: what differs from before is not known."""
    names = {*before.variables, *shell.variables}
    changed = {name for name in names if before.variables.get(name, "") != shell.variables.get(name, "")}
    return shell._replace(
        directory=shell.directory if shell.directory == before.directory else None,
        variables={**shell.variables, **dict.fromkeys(changed)},
    )


def _forget(shell: Shell) -> Shell:
    return shell._replace(directory=None, arguments=None)


def _changed(words: tuple[str | None, ...], tokens: list[Token], shell: Shell) -> Shell:
    """Return the shell after a built-in command that changes it."""
    match words:
        case ("cd" | "pushd", *rest):
            operands = [word for word in rest if word is None or not word.startswith("-")]
            return shell._replace(directory=_joined(shell.directory, operands[0]) if len(operands) == 1 else None)
        case ("popd", *_):
            return shell._replace(directory=None)
        case ("export" | "declare" | "readonly" | "local" | "typeset", *_):
            return _assign_all(tokens[1:], shell)
        case ("unset", *names):
            return shell._replace(variables={**shell.variables, **{name: "" for name in names if name}})
        case ("source" | "." | "eval", *rest) if not any(word and word.endswith("activate") for word in rest):
            return _assign(shell, "PYTHONPATH", None)
        case ("read", *names):
            return shell._replace(variables={**shell.variables, **{name: None for name in names if name}})
    return shell


def _joined(directory: str | None, place: str | None) -> str | None:
    if place is None or place.startswith("~"):
        return None
    if place.startswith("/"):
        return normpath(place)
    return normpath(join(directory, place)) if directory is not None else None


def _assigned(token: Token) -> re.Match[str] | None:
    return _ASSIGNMENT.match(token.parts[0].value) if token.parts and token.parts[0].kind is PartKind.TEXT else None


def _assign_all(tokens: Iterable[Token], shell: Shell) -> Shell:
    for token in tokens:
        found = _assigned(token)
        if found is not None:
            first = token.parts[0]._replace(value=token.parts[0].value[found.end() :])
            value = _text((first, *token.parts[1:]), shell, 0)
            old = shell.variables.get(found[1], "") if found[2] else ""
            shell = _assign(shell, found[1], None if value is None or old is None else old + value)
    return shell


def _assign(shell: Shell, name: str, value: str | None) -> Shell:
    return shell._replace(variables={**shell.variables, name: value})


def _bare(token: Token) -> str:
    return token.parts[0].value if len(token.parts) == 1 and token.parts[0].kind is PartKind.TEXT else ""


def _values(token: Token, shell: Shell) -> Iterator[str | None]:
    """Yield the words that a token expands to: one, or for `$@` as many as there are arguments."""
    parts = [part for part in token.parts if part.kind is not PartKind.TEXT or part.value]
    if len(parts) == 1 and parts[0].kind is PartKind.VARIABLE and parts[0].value in {"@", "*"}:
        yield from shell.arguments if shell.arguments is not None else (None,)
    else:
        yield _text(token.parts, shell, 0)


def is_interpreter(name: str) -> bool:
    """Return whether a variable is named after the interpreter that it holds."""
    return _INTERPRETER.fullmatch(name) is not None


def value_of(token: Token, shell: Shell) -> str | None:
    """Return the word that a token is, None if it is not known."""
    return _text(token.parts, shell, 0)


def assign(text: str, shell: Shell) -> Shell:
    """Return the shell after the assignments that a text consists of."""
    return _assign_all((token for token in split_words(text) if not token.operator), shell)


def expand(text: str, shell: Shell) -> str | None:
    """Return a text with its variables and commands replaced, None if one of them is not known."""
    tokens = [token for token in split_words(f'"{text}"') if not token.operator]
    return _text(tokens[0].parts, shell, 0) if len(tokens) == 1 else None


def _text(parts: Iterable[Part], shell: Shell, depth: int) -> str | None:
    pieces = [_piece(part, shell, depth) for part in parts]
    known = [piece for piece in pieces if piece is not None]
    return "".join(known) if len(known) == len(pieces) else None


def _piece(part: Part, shell: Shell, depth: int) -> str | None:
    if part.kind is PartKind.TEXT:
        return part.value
    if part.kind is PartKind.UNKNOWN or depth > _MAX_DEPTH:
        return None
    if part.kind is PartKind.COMMAND:
        return _output(part.value, shell, depth + 1)
    return _variable(part, shell, depth + 1)


def _variable(part: Part, shell: Shell, depth: int) -> str | None:
    value = _value(part.value, shell)
    if part.modifier in {"-", "="}:
        is_set = value is not None and value != ""
        return value if is_set else _word(part.other, shell, depth) if _is_ours(part.value, shell) else None
    if part.modifier == "+":
        return None if value is None else _word(part.other, shell, depth) if value else ""
    return value


def _is_ours(name: str, shell: Shell) -> bool:
    """Return whether a variable that is not set is not set by others either; a default is then what counts."""
    return shell.variables.get(name, "") is not None


def _value(name: str, shell: Shell) -> str | None:
    if name == "PWD":
        return shell.directory
    if name == "BASH_SOURCE":
        name = "0"
    if name not in shell.variables and is_interpreter(name):
        return "python"
    # PYTHONPATH is taken to be empty where nothing sets it: what is outside the project cannot be said.
    return shell.variables.get(name, "" if name == "PYTHONPATH" else None)


def _word(text: str, shell: Shell, depth: int) -> str | None:
    tokens = [token for token in split_words(text) if not token.operator]
    return _text(tokens[0].parts, shell, depth) if len(tokens) == 1 else None if tokens else ""


def _output(text: str, shell: Shell, depth: int) -> str | None:
    """Return what the commands that scripts find directories with print, None for any other."""
    directory = shell.directory
    printed: str | None = None
    words: list[str | None] = []
    for token in (*split_words(text), Token((), ";", 0)):
        if not token.operator:
            words.append(_text(token.parts, shell._replace(directory=directory), depth))
            continue
        options = [word for word in words[1:] if word not in {"-P", "-L", "--", "-f", "-m", "-e"}]
        if not words:
            continue
        if words[0] == "cd" and len(options) == 1:
            directory = _joined(directory, options[0])
        elif words[0] == "pwd":
            printed = directory
        elif words[0] == "dirname" and len(options) == 1:
            printed = dirname(options[0]) or "." if options[0] is not None else None
        elif words[0] in {"realpath", "readlink"} and len(options) == 1:
            printed = _joined(directory, options[0])
        elif words[:2] == ["git", "rev-parse"] and "--show-toplevel" in words:
            printed = shell.repository or None
        else:
            return None
        words = []
    return printed
