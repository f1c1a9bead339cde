"""Launches of nox: what the sessions of a `noxfile.py` run, read without running it.

A session begins in the directory of the file, in an environment in which only what it installs is installed; `run`
starts its words without a shell (nox/sessions.py). Words that the session computes are not known.
"""

import ast
from collections.abc import Iterator
from dataclasses import dataclass, field
from posixpath import join, normpath

from importlint.model.launch import Launch
from importlint.resolve.directories import folder
from importlint.resolve.launches.disk import host_disk, on_host
from importlint.resolve.launches.hosted import launches_of_words
from importlint.resolve.launches.installs import installed_places
from importlint.resolve.launches.known import Known
from importlint.resolve.launches.shell import Command, Shell
from importlint.resolve.python_text import parse_python

_RUNS = frozenset({"run", "run_always", "run_install"})


def find(known: Known) -> Iterator[Launch]:
    """Yield them."""
    for path in known.metadata.named("noxfile.py"):
        module = parse_python(known.metadata.text(path))
        for statement in module.body:
            if isinstance(statement, ast.FunctionDef) and statement.args.args and _is_session(statement):
                shell = Shell(on_host(folder(path)))
                session = _Session(known, path, statement.args.args[0].arg, _constants(module), shell)
                yield from session.follow(statement.body)


def _is_session(function: ast.FunctionDef) -> bool:
    decorators = (each.func if isinstance(each, ast.Call) else each for each in function.decorator_list)
    return any(ast.unparse(each).rpartition(".")[2] == "session" for each in decorators)


def _constants(module: ast.Module) -> dict[str, ast.expr]:
    """Return what the names of a module are, those that are assigned once."""
    found: dict[str, list[ast.expr]] = {}
    for statement in module.body:
        if isinstance(statement, ast.Assign) and isinstance(statement.targets[0], ast.Name):
            found.setdefault(statement.targets[0].id, []).append(statement.value)
    return {name: values[0] for name, values in found.items() if len(values) == 1}


@dataclass
class _Session:
    """A session as far as it has been followed: its shell, and what it has installed."""

    known: Known
    path: str
    name: str
    constants: dict[str, ast.expr]
    shell: Shell
    installed: list[str] = field(default_factory=list)

    def follow(self, body: list[ast.stmt]) -> Iterator[Launch]:
        """Yield what some statements start; those in an `if` or a loop are taken to be carried out."""
        for statement in body:
            before = self.shell
            for part in _own_parts(statement):
                for node in ast.walk(part):
                    if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute):
                        yield from self._call(node, node.func)
            match statement:
                case ast.With(body=inner):
                    yield from self.follow(inner)
                    self.shell = self.shell._replace(directory=before.directory)
                case ast.If(body=inner, orelse=other) | ast.For(body=inner, orelse=other):
                    yield from self.follow([*inner, *other])
                case ast.Try(body=inner, finalbody=last):
                    yield from self.follow([*inner, *last])
                case ast.Assign(targets=[ast.Subscript(value=ast.Attribute(attr="env"), slice=key)], value=value):
                    self._set(self._text(key), self._text(value))

    def _call(self, call: ast.Call, function: ast.Attribute) -> Iterator[Launch]:
        if not isinstance(function.value, ast.Name) or function.value.id != self.name:
            return
        words = tuple(word for argument in call.args for word in self._words(argument))
        if function.attr in {"chdir", "cd"}:
            place = words[0] if words else None
            here = self.shell.directory
            known = here is not None and place is not None
            self.shell = self.shell._replace(directory=normpath(join(here or "", place or "")) if known else None)
        elif function.attr == "install":
            self.installed += installed_places(
                Command(("pip", "install", *words), self.shell, 0), host_disk(self.known)
            )
        elif function.attr in _RUNS and words:
            shell = self.shell._replace(variables={**self.shell.variables, **self._environment(call)})
            installed = tuple(self.installed)
            yield from launches_of_words(words, shell, self.known, self.path, call.lineno, installed=installed)
            self.installed += installed_places(Command(words, shell, 0), host_disk(self.known))

    def _environment(self, call: ast.Call) -> dict[str, str | None]:
        given = next((keyword.value for keyword in call.keywords if keyword.arg == "env"), None)
        if not isinstance(given, ast.Dict):
            return {} if given is None else {"PYTHONPATH": None}
        items = zip(given.keys, given.values, strict=True)
        pairs = ((self._text(key), value) for key, value in items if key is not None)
        return {name: self._text(value) for name, value in pairs if name is not None}

    def _set(self, name: str | None, value: str | None) -> None:
        if name is not None:
            self.shell = self.shell._replace(variables={**self.shell.variables, name: value})

    def _words(self, node: ast.expr) -> Iterator[str | None]:
        """Yield the words that an argument is; what a user adds on the command line (`posargs`) is nothing."""
        if not isinstance(node, ast.Starred):
            yield self._text(node)
            return
        value = node.value
        if isinstance(value, ast.Name) and value.id in self.constants:
            value = self.constants[value.id]
        if isinstance(value, ast.BoolOp) and _is_given(value.values[0]):
            value = value.values[-1]
        if isinstance(value, ast.List | ast.Tuple):
            for element in value.elts:
                yield from self._words(element)
        elif not _is_given(value):
            yield None

    def _text(self, node: ast.expr) -> str | None:
        match node:
            case ast.Constant(value=str(text)):
                return text
            case ast.Name(id=name) if name in self.constants:
                return self._text(self.constants[name])
            case ast.Call(func=ast.Name(id="str"), args=[inner]):
                return self._text(inner)
            case ast.JoinedStr(values=values):
                texts = [self._text(value) for value in values]
                return None if None in texts else "".join(text for text in texts if text is not None)
            case ast.FormattedValue(value=inner, conversion=-1, format_spec=None):
                return self._text(inner)
        return None


def _is_given(node: ast.expr) -> bool:
    return isinstance(node, ast.Attribute) and node.attr == "posargs"


def _own_parts(statement: ast.stmt) -> list[ast.AST]:
    """Return the parts of a statement that are no statements."""
    return [part for part in ast.iter_child_nodes(statement) if not isinstance(part, ast.stmt | ast.ExceptHandler)]
