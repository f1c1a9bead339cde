"""A handler around an import of this project hides the real failure, or loads a second copy.

`except ImportError` is meant for a package that may not be installed. Around a module that is part of the project it
catches something else: a typo inside that module, a circular import, a collision of names. The program goes on with
`None`, or imports the same file under another name, and fails later, elsewhere.

A warning if a launch was followed in which the import fails and no other import stands in for it (a note where the
handler logs it), or if the handler imports the same file under a second name (a note in a script, where only one of the
two can work). Otherwise a note, and only if the imported module needs nothing but this project, the standard library
and what the importer itself cannot do without: then no missing package can be what is caught. Where a package can be
missing, `except Exception` is a note, because it hides everything else as well, and tells nobody.

## Bad
```python
try:
    from app.storage import Store
except ImportError:
    from storage import Store
```

## Good
```python
from app.storage import Store

try:
    import orjson as json
except ModuleNotFoundError:
    import json
```

## Fix
Import the module without a handler. Where a package may be missing, put the handler around the import of that package,
in the module that needs it, and name it:
```python
try:
    import redis
except ModuleNotFoundError as error:
    if error.name != "redis":
        raise
    redis = None
```
"""

from collections.abc import Iterator

from importlint.failures import Hidden, find_hidden
from importlint.graph.import_graph import Edge
from importlint.model.facts import CATCH_MODULE_NOT_FOUND, FileFacts, ImportStatement, Timing
from importlint.model.finding import Finding, Step
from importlint.model.fix import Applicability, Fix
from importlint.model.location import Location
from importlint.model.names import top_level
from importlint.model.roles import is_generated, is_test
from importlint.model.root import Module, ModuleId
from importlint.model.rule import Family, RuleInfo, Severity
from importlint.model.wording import code, listing
from importlint.project import Project
from importlint.remedies.handlers import find_guard, narrowed, tells, unguarded
from importlint.remedies.statements import written
from importlint.resolve.directories import folder
from importlint.resolve.stdlib import is_stdlib
from importlint.sights import place_of, spelled

RULE = RuleInfo(
    name="swallowed-import-error",
    family=Family.DEFERRED,
    severity=Severity.WARNING,
    help=__doc__,
    since="0.1.0",
    precision="medium",
)

# Modules of the standard library that some platforms or builds do not have.
_MAY_BE_MISSING = frozenset(
    """
    _curses bz2 crypt ctypes curses dbm fcntl grp lzma msvcrt multiprocessing pwd readline resource spwd sqlite3 ssl
    syslog termios tkinter tty winreg winsound zlib zoneinfo
    """.split()  # noqa: SIM905
)

# With more packages that may be missing nobody means a certain one.
_MOST_MISSING = 3


def check(project: Project) -> Iterator[Finding]:
    """Report each guarded import of a first-party module at module level, if the handler can only do harm."""
    needs = _Needs(project)
    seen = find_hidden(project)
    for hidden in seen.values():
        yield _proven(project, hidden)
    for path in sorted({edge.path for edge in project.graph.edges if edge.guarded}):
        facts = project.facts[path]
        for module, edge in _guarded(project, path) if not is_test(path) else ():
            if edge.location in seen:
                continue
            copy = _second_copy(project, module, facts, edge)
            if copy is not None:
                yield _copies(project, module, facts, edge, copy)
                continue
            missing = needs.of(edge.imported) - needs.of(module.id)
            if not missing:
                yield _hides(project, edge)
            elif len(missing) <= _MOST_MISSING and _is_broad(project, edge):
                yield _hides_more(project, edge, sorted(missing))


def _is_told(project: Project, edge: Edge) -> bool:
    guard = find_guard(project, edge)
    return guard is not None and tells(guard)


def _proven(project: Project, hidden: Hidden) -> Finding:
    edge, run, events = hidden
    catches = next(name for name in edge.statement.context.catches if name.rpartition(".")[2] in CATCH_MODULE_NOT_FOUND)
    last, command = events[-1], run.launch.command
    cause = f", because {code(spelled(last))} fails at {last.path}:{last.line}" if len(events) > 1 else ""
    return Finding(
        rule=RULE.name,
        severity=Severity.NOTE if _is_told(project, edge) else RULE.severity,
        message=f"in {code(command)}, {code(written(edge.statement))} fails{cause}, and `except {catches}` hides it",
        location=edge.location,
        subject=(edge.importer.name, edge.imported.name),
        flow=tuple(
            Step(location=place_of(project, event.path, event.line), message=f"{code(spelled(event))} fails")
            for event in events
        ),
        launches=(run.launch.name,),
        fixes=(_fix(project, edge),),
        reproduce=command,
    )


def _guarded(project: Project, path: str) -> list[tuple[Module, Edge]]:
    """Return one edge for each guarded statement that runs on import and asks for a module of the same package.

    What lies in another top-level package may be installed on its own, so that a handler can have its reasons.
    """
    found: dict[Location, tuple[Module, Edge]] = {}
    for module in project.modules_at(path):
        for edge in project.imports_of(module.id):
            inside = edge.imported.root == module.id.root and top_level(edge.imported.name) == top_level(module.id.name)
            is_meant = not edge.implicit and edge.imported != module.id and not _is_generated(project, edge)
            if inside and is_meant and edge.guarded and edge.on_import:
                found.setdefault(edge.location, (module, edge))
    return [found[location] for location in sorted(found)]


def _is_generated(project: Project, edge: Edge) -> bool:
    return is_generated(project.modules[edge.imported].path)


def _second_copy(project: Project, module: Module, facts: FileFacts, edge: Edge) -> ImportStatement | None:
    """Return the import in a handler just below the edge's statement that finds the same file under another name."""
    for statement in facts.imports:
        if statement.context.handles and statement.span > edge.statement.span:
            for name in (statement.module,) if statement.is_from else [alias.name for alias in statement.names]:
                if not statement.level and name != edge.imported.name and _is_file_of(project, module, name, edge):
                    return statement
    return None


def _is_file_of(project: Project, module: Module, name: str, edge: Edge) -> bool:
    found = project.index.find_dotted(name, (folder(module.path), *project.root(module.id.root).search_path))
    return found is not None and bool(found.path) and found.path == project.modules[edge.imported].path


class _Needs:
    """Which packages of others a module needs when it is imported, itself and through what it imports."""

    def __init__(self, project: Project) -> None:
        self._project = project
        self._known: dict[ModuleId, frozenset[str]] = {}
        self._own: dict[ModuleId, frozenset[str]] = {}
        self._on_import: dict[ModuleId, frozenset[ModuleId]] = {}

    def of(self, module: ModuleId) -> frozenset[str]:
        """Return the top-level names, without those that handlers make optional."""
        if module not in self._known:
            self._known[module] = frozenset().union(*(self._own[reached] for reached in self._reached(module)))
        return self._known[module]

    def _reached(self, module: ModuleId) -> set[ModuleId]:
        reached, waiting = {module}, [module]
        while waiting:
            found = waiting.pop()
            if found not in self._own:
                self._own[found], self._on_import[found] = self._read_own(found), self._read_edges(found)
            further = self._on_import[found] - reached
            reached |= further
            waiting += further
        return reached

    def _read_edges(self, module: ModuleId) -> frozenset[ModuleId]:
        edges = self._project.imports_of(module)
        return frozenset([edge.imported for edge in edges if not edge.guarded and edge.on_import])

    def _read_own(self, module: ModuleId) -> frozenset[str]:
        known = self._project.modules.get(module)
        facts = self._project.facts.get(known.path) if known else None
        return frozenset(
            top_level(name)
            for statement in (facts.imports if facts else ())
            if statement.timing in (Timing.EAGER, Timing.LAZY) and not statement.guarded
            for name in statement.absolute
            if self._is_of_others(module.root, name)
        )

    def _is_of_others(self, root: str, name: str) -> bool:
        top = top_level(name)
        if is_stdlib(top, self._project.target_version):
            return top in _MAY_BE_MISSING
        return self._project.resolver.resolve(root, name).module is None


def _copies(project: Project, module: Module, facts: FileFacts, edge: Edge, copy: ImportStatement) -> Finding:
    is_script = facts.main_guard is not None or facts.shebang
    return Finding(
        rule=RULE.name,
        severity=Severity.NOTE if is_script else RULE.severity,
        message=f"if {code(written(edge.statement))} fails, the handler loads the same file under another name",
        location=edge.location,
        subject=(module.id.name, edge.imported.name),
        related=(
            Step(location=Location(edge.path, copy.span), message=f"{code(written(copy))} makes a second module"),
        ),
        fixes=(_fix(project, edge),),
    )


def _is_broad(project: Project, edge: Edge) -> bool:
    """Return whether a handler catches everything and says nothing."""
    guard = find_guard(project, edge) if _catches(edge) in ("Exception", "BaseException") else None
    return guard is not None and not tells(guard)


def _catches(edge: Edge) -> str:
    return next(name for name in edge.statement.context.catches if name.rpartition(".")[2] in CATCH_MODULE_NOT_FOUND)


def _hides_more(project: Project, edge: Edge, missing: list[str]) -> Finding:
    verb = "is" if len(missing) == 1 else "are"
    edits = narrowed(project, edge, missing)
    return Finding(
        rule=RULE.name,
        severity=Severity.NOTE,
        message=f"`except {_catches(edge)}` hides every failure inside {code(edge.imported.name)}, not only that "
        f"{listing(missing)} {verb} not installed",
        location=edge.location,
        subject=(edge.importer.name, edge.imported.name),
        fixes=(
            Fix(
                title=f"Catch only that {listing(missing)} {verb} missing",
                applicability=Applicability.UNSAFE if edits else Applicability.MANUAL,
                text="" if edits else "`except ModuleNotFoundError as error`, and `raise` if it names another module",
                edits=edits,
            ),
        ),
    )


def _hides(project: Project, edge: Edge) -> Finding:
    catches = _catches(edge)
    return Finding(
        rule=RULE.name,
        severity=Severity.NOTE,
        message=f"`except {catches}` can only catch a failure inside {code(edge.imported.name)}, which is always there",
        location=edge.location,
        subject=(edge.importer.name, edge.imported.name),
        fixes=(_fix(project, edge),),
    )


def _fix(project: Project, edge: Edge) -> Fix:
    edits = unguarded(project, edge)
    return Fix(
        title="Import it without a handler",
        applicability=Applicability.UNSAFE if edits else Applicability.MANUAL,
        text="" if edits else f"`{written(edge.statement)}` alone, and one name for the module everywhere",
        edits=edits,
    )
