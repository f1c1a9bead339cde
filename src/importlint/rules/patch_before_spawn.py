"""A module is patched, then a child interpreter is started that cannot see the patch.

A child process imports its modules anew from the files. What the parent assigned to `settings.DEBUG` before is not
there, and nothing says so: the child works with the old value. With `multiprocessing` it depends on the start method:
`spawn` (macOS, Windows) and `forkserver` (Linux from Python 3.14 on) lose the patch, `fork` keeps it.

Reported where one function, or module-level code, patches a module of this project and starts a child after that. It
is a note for `multiprocessing` and in tests.

## Bad
```python
import subprocess
import sys

from app import settings


def run_worker():
    settings.QUEUE = "test"
    subprocess.run([sys.executable, "-m", "app.worker"], check=True)
```

## Good
```python
import os
import subprocess
import sys


def run_worker():
    environment = os.environ | {"APP_QUEUE": "test"}
    subprocess.run([sys.executable, "-m", "app.worker"], check=True, env=environment)
```

## Fix
Pass the value to the child: as an argument, an environment variable, or the `initializer` of a pool:
```python
from concurrent.futures import ProcessPoolExecutor

from app import settings


def configure(queue):
    settings.QUEUE = queue


pool = ProcessPoolExecutor(initializer=configure, initargs=("test",))
```
"""

from collections.abc import Iterator

from importlint.graph.import_graph import Edge
from importlint.model.facts import FileFacts, Patch, Spawn, SpawnKind
from importlint.model.finding import Finding, Step
from importlint.model.fix import Fix
from importlint.model.location import Location
from importlint.model.roles import is_test
from importlint.model.rule import Family, RuleInfo, Severity
from importlint.model.wording import code
from importlint.project import Project

RULE = RuleInfo(
    name="patch-before-spawn",
    family=Family.PATHS,
    severity=Severity.WARNING,
    help=__doc__,
    since="0.1.0",
    precision="medium",
)

_FRESH_INTERPRETER = ("subprocess", "Popen", "run", "call", "check_call", "check_output", "create_subprocess_exec")


def check(project: Project) -> Iterator[Finding]:
    """Report each child interpreter that is started after a patch in the same block."""
    for path, facts in project.facts.items():
        first_party = _bound_modules(project, path) if facts.patches and facts.spawns else frozenset()
        for spawn in facts.spawns if first_party else ():
            patch = _patch_before(facts, spawn, first_party)
            if patch is not None and spawn.kind == SpawnKind.PROCESS:
                yield _finding(path, patch, spawn)


def _bound_modules(project: Project, path: str) -> frozenset[str]:
    """Return the names that imports of this file bind to modules of the project."""
    module = project.module_at(path)
    edges = project.imports_of(module.id) if module else ()
    return frozenset(name for edge in edges if not edge.implicit for name in _bound(edge))


def _bound(edge: Edge) -> Iterator[str]:
    for alias in edge.statement.names:
        if not edge.statement.is_from or alias.name not in edge.reads:
            yield alias.asname or alias.name


def _patch_before(facts: FileFacts, spawn: Spawn, first_party: frozenset[str]) -> Patch | None:
    return next(
        (
            patch
            for patch in facts.patches
            if patch.context.owner == spawn.context.owner
            and patch.span < spawn.span
            and patch.target.rpartition(".")[0] in first_party
        ),
        None,
    )


def _finding(path: str, patch: Patch, spawn: Spawn) -> Finding:
    fresh = spawn.call.rpartition(".")[2] in _FRESH_INTERPRETER
    return Finding(
        rule=RULE.name,
        severity=RULE.severity if fresh and not is_test(path) else Severity.NOTE,
        message=f"the interpreter that {code(spawn.call)} starts does not see {code(patch.target)}",
        location=Location(path, spawn.span),
        subject=(path, patch.target, spawn.call),
        related=(Step(location=Location(path, patch.span), message="the patch, in this process only"),),
        fixes=(_fix(patch, spawn),),
    )


def _fix(patch: Patch, spawn: Spawn) -> Fix:
    return Fix(
        title="Pass the value to the child",
        text=(
            f"hand what line {patch.span.line} assigns to `{patch.target}` over at line {spawn.span.line}, as an "
            "argument or in `env=`, and let the child assign it"
        ),
    )
