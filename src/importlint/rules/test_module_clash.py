"""One pytest session has two test modules under one name.

In the import modes `prepend` (the default) and `append`, pytest imports each test file under the name that it has below
the first directory upward without an `__init__.py`. Two files whose names agree below two such directories are one
module to Python: pytest stops with "import file mismatch" if they are the same file name, and with ModuleNotFoundError
if they only share a package (`tests` of two services), because `sys.modules["tests"]` is the first service's.

Reported for files of one session: those below one directory with a pytest configuration, or of one project.

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
Run each project's tests in a session of its own; or set `--import-mode=importlib`, which gives every file a name of its
own (test files can then not import each other by name); or give the files different names.
"""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from importlint.model.finding import Finding, Step
from importlint.model.fix import Fix
from importlint.model.location import file_location
from importlint.model.rule import Family, RuleInfo, Severity
from importlint.model.wording import code
from importlint.project import Project
from importlint.resolve.directories import folder, parent, upward

RULE = RuleInfo(name="test-module-clash", family=Family.NAMES, severity=Severity.WARNING, help=__doc__, since="0.1.0")

# Where pytest reads its configuration from, with the word that makes a file one (_pytest/config/findpaths.py).
_CONFIGURATIONS = (
    ("pytest.ini", ""),
    (".pytest.ini", ""),
    ("pyproject.toml", "[tool.pytest.ini_options]"),
    ("tox.ini", "[pytest]"),
    ("setup.cfg", "[tool:pytest]"),
)


class _TestFile(NamedTuple):
    """A test file, the directory that pytest puts on `sys.path` for it, and its name there."""

    path: str
    base: str
    name: str


def check(project: Project) -> Iterator[Finding]:
    """Report, for each session, each name that stands for test files of several directories."""
    sessions = _Sessions(project)
    groups: defaultdict[tuple[str, str], list[_TestFile]] = defaultdict(list)
    for path in project.facts:
        root = sessions.root_of(path) if _is_test_file(path) else None
        if root is not None:
            test = _test_file(project, path)
            groups[root, test.name.partition(".")[0]].append(test)
    for (root, name), tests in sorted(groups.items()):
        bases = {test.base for test in tests}
        if len(bases) > 1:
            yield _finding(root, name, tests)


def _is_test_file(path: str) -> bool:
    file = path.rpartition("/")[2]
    return file.endswith(".py") and (file.startswith("test_") or file.endswith("_test.py"))


def _test_file(project: Project, path: str) -> _TestFile:
    """Name a test file as pytest does (_pytest/pathlib.py, resolve_pkg_root_and_module_name)."""
    base, parts = folder(path), [path.rpartition("/")[2].removesuffix(".py")]
    while base != "." and "__init__" in project.index.names(base):
        parts.insert(0, base.rpartition("/")[2])
        base = parent(base)
    return _TestFile(path, base, ".".join(parts))


class _Sessions:
    """Finds the session that a test file belongs to; each directory is looked at once."""

    def __init__(self, project: Project) -> None:
        self._project = project
        self._files = frozenset(project.tree.files)
        self._known: dict[str, str | None] = {}

    def root_of(self, path: str) -> str | None:
        """Return the root directory of a test file's session, None if its import mode keeps all files apart."""
        for directory in upward(folder(path)):
            if directory not in self._known:
                self._known[directory] = self._configuration(directory)
            text = self._known[directory]
            if text is not None:
                return None if "import-mode=importlib" in text or "import-mode importlib" in text else directory
        return self._project_of(path)

    def _configuration(self, directory: str) -> str | None:
        for file, mark in _CONFIGURATIONS:
            path = file if directory == "." else f"{directory}/{file}"
            if path in self._files and mark in (text := self._read(path)):
                return text
        return None

    def _read(self, path: str) -> str:
        try:
            return self._project.tree.read(path).decode("utf-8", "replace")
        except OSError:
            return ""

    def _project_of(self, path: str) -> str | None:
        projects = {root.project for root in self._project.roots if root.project != "."}
        return next((directory for directory in upward(folder(path)) if directory in projects), None)


def _finding(root: str, name: str, tests: Sequence[_TestFile]) -> Finding:
    first, second = tests[0], next(test for test in tests if test.base != tests[0].base)
    same = next((pair for pair in _same_names(tests)), None)
    if same is not None:
        first, second = same
    what = code(f"{name}.py") if "." not in first.name else f"the package {code(name)}"
    end = "pytest stops with an import file mismatch" if same else "the tests of one directory are not found"
    start = "" if root == "." else f"cd {root} && "
    return Finding(
        rule=RULE.name,
        severity=RULE.severity,
        message=f"{what} stands in {code(first.base)} and in {code(second.base)}, which one session of pytest cannot"
        f" tell apart: {end}",
        location=file_location(second.path),
        subject=(root, name),
        related=tuple(
            Step(location=file_location(test.path), message=f"pytest names this file {code(test.name)}")
            for test in (first, second)
        ),
        fixes=(
            Fix(
                title="Let pytest name test files by their paths",
                text=f'in the pytest configuration of `{root}`: addopts = ["--import-mode=importlib"]',
            ),
        ),
        reproduce=f"{start}pytest {_below(first.path, root)} {_below(second.path, root)}",
    )


def _same_names(tests: Sequence[_TestFile]) -> Iterator[tuple[_TestFile, _TestFile]]:
    seen: dict[str, _TestFile] = {}
    for test in tests:
        other = seen.setdefault(test.name, test)
        if other.base != test.base:
            yield other, test


def _below(path: str, root: str) -> str:
    return path if root == "." else path[len(root) + 1 :]
