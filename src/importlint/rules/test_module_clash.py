"""One pytest session has two test modules under one name.

In the import modes `prepend` (the default) and `append`, pytest imports each test file under the name that it has below
the first directory upward without an `__init__.py`. Two files whose names agree below two such directories are one
module to Python: pytest stops with "import file mismatch" if they are the same file name, and with ModuleNotFoundError
if they only share a package (`tests` of two services), because `sys.modules["tests"]` is the first service's.

In the mode `importlib`, files in no package have names of their own. Two packages of one name still clash: pytest takes
the module that has the name already, runs the first service's tests twice and the other's never, and says nothing.

Reported for files of one session: one that a command line begins, or a configuration that says what to collect; else
those below one directory with a pytest configuration, or of one project. A note where command lines test the parts of
such a session one by one, in environments of their own, and none begins the whole.

## Bad
```python
# services/billing/tests/test_api.py and services/search/tests/test_api.py, no __init__.py, one pytest.ini at the top
def test_api(): ...
```

## Good
```python
# services/billing/tests/test_billing_api.py and services/search/tests/test_search_api.py
def test_api(): ...
```

## Fix
Run each project's tests in a session of its own; or set `--import-mode=importlib`, which gives every file that is in no
package a name of its own (test files can then not import each other by name); or give the files different names.
"""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from posixpath import relpath

from importlint.model.finding import Finding, Step
from importlint.model.fix import Fix
from importlint.model.launch import ImportMode, Launch, Load
from importlint.model.location import file_location
from importlint.model.names import top_level
from importlint.model.rule import Family, RuleInfo, Severity
from importlint.model.wording import code
from importlint.processes import is_guessed_session
from importlint.project import Project
from importlint.resolve.directories import folder, upward

RULE = RuleInfo(name="test-module-clash", family=Family.NAMES, severity=Severity.WARNING, help=__doc__, since="0.1.0")


def check(project: Project) -> Iterator[Finding]:
    """Report, for each session, each name that stands for test files of several directories; a pair of files once."""
    begun = sorted((each for each in project.launches if each.session is not None), key=_surest_first)
    configured = frozenset(each.session.root for each in begun if each.session is not None and each.session.config)
    projects = frozenset(root.project for root in project.roots)
    seen: set[tuple[str, str]] = set()
    for launch in begun:
        for tests in _groups(launch, configured, projects):
            pair = _clashing(tests, launch)
            if pair is not None and (pair[0].path, pair[1].path) not in seen:
                seen.add((pair[0].path, pair[1].path))
                yield _finding(project, launch, *pair)


def _surest_first(launch: Launch) -> tuple[bool, int, str]:
    """Begin with sessions that somebody has written down, the widest first."""
    return not launch.is_stated, len(launch.cwd) if launch.cwd != "." else 0, launch.name


def _groups(launch: Launch, configured: frozenset[str], projects: frozenset[str]) -> Iterator[list[Load]]:
    """Yield the test files of a session by their top-level names; of one that is a guess only the likely ones."""
    groups: defaultdict[str, list[Load]] = defaultdict(list)
    for load in launch.session.loads if launch.session is not None else ():
        if not load.is_conftest and (launch.is_stated or _is_likely(load.path, launch, configured, projects)):
            groups[top_level(load.name)].append(load)
    yield from (groups[name] for name in sorted(groups))


def _is_likely(path: str, launch: Launch, configured: frozenset[str], projects: frozenset[str]) -> bool:
    """Return whether no configuration, or without one no project, nearer to a test file has a session of its own."""
    session = launch.session
    nearest = next((place for place in upward(folder(path)) if place in configured), None)
    if session is not None and session.config:
        return nearest == session.root
    innermost = next((place for place in upward(folder(path)) if place in projects and place != "."), None)
    return nearest is None and innermost == launch.cwd


def _clashing(tests: Sequence[Load], launch: Launch) -> tuple[Load, Load] | None:
    """Return two files that clash: of one name, or else of one package."""
    seen: dict[str, Load] = {}
    for test in tests:
        first = seen.setdefault(test.name, test)
        if first.base != test.base and first.path != test.path:
            return first, test
    if launch.session is not None and launch.session.mode is ImportMode.IMPORTLIB:
        return None
    return next(((tests[0], test) for test in tests if test.base != tests[0].base), None)


def _finding(project: Project, launch: Launch, first: Load, second: Load) -> Finding:
    cwd = launch.cwd
    what = code(f"{first.name}.py") if "." not in first.name else f"the package {code(top_level(first.name))}"
    start = "" if cwd == "." else f"cd {cwd} && "
    return Finding(
        rule=RULE.name,
        severity=Severity.NOTE if _is_guessed(project, launch) else RULE.severity,
        message=f"{what} stands in {code(first.base)} and in {code(second.base)}, which one session of pytest cannot"
        f" tell apart: {_end(launch, first, second)}",
        location=file_location(second.path),
        subject=(launch.session.root if launch.session is not None else cwd, top_level(first.name)),
        related=tuple(
            Step(location=file_location(test.path), message=f"pytest names this file {code(test.name)}")
            for test in (first, second)
        ),
        launches=(launch.name,),
        fixes=(_fix(launch, second),),
        reproduce=f"{start}pytest {_below(first.path, cwd)} {_below(second.path, cwd)}",
    )


def _is_guessed(project: Project, launch: Launch) -> bool:
    """Return whether command lines test the parts of a session one by one, and none begins it as a whole."""
    is_configured = launch.session is not None and bool(launch.session.config)
    return is_configured and is_guessed_session(project, launch)


def _end(launch: Launch, first: Load, second: Load) -> str:
    if _is_by_location(launch):
        return f"it runs the tests of {code(first.path)} in place of those of {code(second.path)}"
    if first.name == second.name:
        return "pytest stops with an import file mismatch"
    return "the tests of one directory are not found"


def _fix(launch: Launch, second: Load) -> Fix:
    """Say how each file gets a name of its own; in a package it has none in any import mode."""
    root = launch.session.root if launch.session is not None else "."
    steps = [f"git rm {folder(second.path)}/__init__.py"] if second.in_package else []
    if not _is_by_location(launch):
        steps.append(f'in the pytest configuration of `{root}`: addopts = ["--import-mode=importlib"]')
    return Fix(title="Let pytest name test files by their paths", text="\n".join(steps))


def _is_by_location(launch: Launch) -> bool:
    return launch.session is not None and launch.session.mode is ImportMode.IMPORTLIB


def _below(path: str, directory: str) -> str:
    return path if directory == "." else relpath(path, directory)
