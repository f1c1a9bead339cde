"""Reports built by hand for the tests of reporters."""

from collections.abc import Iterable, Mapping

from importlint.model.diagnostic import Diagnostic
from importlint.model.facts import Timing
from importlint.model.finding import Finding, Step
from importlint.model.fix import Applicability, Edit, Fix
from importlint.model.launch import Launch, LaunchKind
from importlint.model.location import Location, Span, file_location
from importlint.model.report import GraphEdge, GraphModule, Report, ReportGraph, RootCounts, SourceLine
from importlint.model.root import Evidence, Module, ModuleId, ModuleKind, SourceRoot
from importlint.model.rule import Family, RuleInfo, Severity

FILES = {
    "scripts/nightly.py": (
        "import sys\n\nsys.path[:0] = ['services/orders', 'services/billing']\n\n"
        "import app.orders\nimport app.invoices\n"
    ),
    "services/billing/app/__init__.py": "",
    "services/billing/app/invoices.py": "RATE = 2\n",
    "services/orders/app/__init__.py": '"""Orders."""\n',
    "services/orders/app/orders.py": '"""Orders."""\n\nfrom app.users import User\n\n\nclass Order:\n    owner: User\n',
    "services/orders/app/users.py": "from app.orders import Order\n\n\nclass User:\n    orders: list[Order]\n",
}

CONTESTED = RuleInfo(
    name="contested-name",
    family=Family.NAMES,
    severity=Severity.NOTE,
    since="0.1.0",
    precision="very-high",
    help="""More than one source root provides this top-level name

A process that sees two of these roots binds the name once, to whichever comes first on `sys.path`.

## Bad

    services/billing/app/__init__.py
    services/orders/app/__init__.py

## Good

    services/billing/billing/__init__.py
    services/orders/orders/__init__.py

## Fix

Give each service a package name of its own, or drop `app/__init__.py` from both and give their modules different names.
""",
)
COLLISION = RuleInfo(
    name="name-collision",
    family=Family.NAMES,
    severity=Severity.ERROR,
    since="0.1.0",
    help="""This process needs one name from two source roots

`sys.modules` holds one module for each name, so the second import gets the first one's module.

```python
import app.orders    # services/orders
import app.invoices  # not there
```
""",
)
CRASH = RuleInfo(
    name="cycle-crash",
    family=Family.CYCLES,
    severity=Severity.ERROR,
    since="0.1.0",
    precision="very-high",
    help="""Importing one module of this cycle first raises an exception

Import the *module*, not the name: `import app.users` is bound before its body has finished.
""",
)
DEFERRED = RuleInfo(
    name="cycle-deferred",
    family=Family.CYCLES,
    severity=Severity.NOTE,
    since="0.1.0",
    help="A cycle closed only by deferred, lazy or type-only imports\n",
)
PATH_EDIT = RuleInfo(
    name="path-edit",
    family=Family.PATHS,
    severity=Severity.WARNING,
    since="0.1.0",
    precision="medium",
    help="An importable module edits `sys.path`\n\nEverything imported afterwards depends on whether this ran.\n",
)
RULES = (CONTESTED, COLLISION, CRASH, DEFERRED, PATH_EDIT)

NIGHTLY = Launch(
    name="nightly.py",
    kind=LaunchKind.SCRIPT,
    entry="scripts/nightly.py",
    cwd=".",
    python_path=(),
    search_path=("scripts", "services/orders", "services/billing"),
    command="python scripts/nightly.py",
    evidence=(Evidence("scripts/nightly.py", 1, "a directory of scripts"),),
)

FROM_USERS = Location("services/orders/app/orders.py", Span(3, 1, 3, 27))
FROM_ORDERS = Location("services/orders/app/users.py", Span(1, 1, 1, 29))
IMPORT_INVOICES = Location("scripts/nightly.py", Span(6, 1, 6, 20))

COLLIDES = Finding(
    rule="name-collision",
    severity=Severity.ERROR,
    message="app.invoices is not found: app is services/orders/app here, and services/billing/app is hidden",
    location=IMPORT_INVOICES,
    subject=("scripts/nightly.py", "app", "app.invoices"),
    related=(
        Step(location=file_location("services/orders/app/__init__.py"), message="app of this process"),
        Step(location=file_location("services/billing/app/__init__.py"), message="the hidden app"),
    ),
    flow=(
        Step(
            location=Location("scripts/nightly.py", Span(3, 1, 3, 55)), message="sys.path begins with services/orders"
        ),
        Step(location=Location("scripts/nightly.py", Span(5, 1, 5, 18)), message="app is services/orders/app"),
        Step(location=IMPORT_INVOICES, message="ModuleNotFoundError: No module named 'app.invoices'"),
    ),
    launches=("nightly.py",),
    reproduce="python scripts/nightly.py",
    fingerprint="00112233aabbccdd",
)
CRASHES = Finding(
    rule="cycle-crash",
    severity=Severity.ERROR,
    message=(
        "importing app.orders first raises ImportError: cannot import name 'Order' from partially initialized module"
        " 'app.orders'"
    ),
    location=FROM_USERS,
    subject=("app.orders", "app.users"),
    flow=(
        Step(location=FROM_USERS, message="app.orders imports app.users"),
        Step(location=FROM_ORDERS, message="app.users imports app.orders"),
    ),
    cycle=("app.orders", "app.users"),
    fixes=(
        Fix(
            title="import the module, not the name",
            applicability=Applicability.SAFE,
            edits=(
                Edit(path=FROM_USERS.path, span=FROM_USERS.span, replacement="import app.users"),
                Edit(path=FROM_USERS.path, span=Span(7, 12, 7, 16), replacement="app.users.User"),
            ),
        ),
        Fix(
            title="move what both need into a third module",
            text="app/model.py\n    class Order: ...\n    class User: ...",
        ),
    ),
    reproduce='python -c "import app.orders"',
    fingerprint="0123456789abcdef",
)
CONTESTS = Finding(
    rule="contested-name",
    severity=Severity.NOTE,
    message="services/billing and services/orders both provide app",
    location=file_location("services/orders/app/__init__.py"),
    subject=("app",),
    related=(Step(location=file_location("services/billing/app/__init__.py"), message="provides app as well"),),
    fingerprint="89abcdef01234567",
)
EDITS_PATH = Finding(
    rule="path-edit",
    severity=Severity.WARNING,
    message="puts services/orders and services/billing in front of sys.path",
    location=Location("scripts/nightly.py", Span(3, 1, 3, 55)),
    subject=("sys.path[:0]",),
    fingerprint="fedcba9876543210",
)
UNREADABLE = Diagnostic(
    kind="unreadable-file", message="permission denied", location=file_location("services/billing/app/secret.py")
)


def _root(path: str, *modules: str) -> SourceRoot:
    app = Module(ModuleId(path, "app"), f"{path}/app/__init__.py", ModuleKind.PACKAGE, f"{path}/app")
    return SourceRoot(
        path=path,
        project=path,
        names=(app, *(Module(ModuleId(path, name), f"{path}/{name}.py", ModuleKind.MODULE) for name in modules)),
        evidence=(Evidence(f"{path}/pyproject.toml", 0, "a project directory"),),
        search_path=(path,),
    )


ROOTS = (
    SourceRoot(
        path="scripts",
        project=".",
        names=(Module(ModuleId("scripts", "nightly"), "scripts/nightly.py", ModuleKind.MODULE),),
        evidence=(Evidence("scripts", 0, "the parent of nightly.py"),),
        search_path=("scripts",),
    ),
    _root("services/billing"),
    _root("services/orders", "manage"),
)

GRAPH = ReportGraph(
    modules=(
        GraphModule("scripts", "nightly", "scripts/nightly.py"),
        GraphModule("services/billing", "app", "services/billing/app/__init__.py"),
        GraphModule("services/billing", "app.invoices", "services/billing/app/invoices.py"),
        GraphModule("services/orders", "app", "services/orders/app/__init__.py"),
        GraphModule("services/orders", "app.orders", "services/orders/app/orders.py"),
        GraphModule("services/orders", "app.users", "services/orders/app/users.py"),
    ),
    edges=(
        GraphEdge(0, 2, Timing.EAGER, 6),
        GraphEdge(0, 3, Timing.EAGER, 5, implicit=True),
        GraphEdge(0, 4, Timing.EAGER, 5),
        GraphEdge(4, 5, Timing.EAGER, 3),
        GraphEdge(5, 4, Timing.EAGER, 1),
    ),
)


def source_lines(findings: Iterable[Finding], files: Mapping[str, str]) -> tuple[SourceLine, ...]:
    """Return every line of the files, which is more than an engine keeps, but shows the same."""
    return tuple(
        SourceLine(path=path, line=number, text=text)
        for path, source in sorted(files.items())
        for number, text in enumerate(source.split("\n"), 1)
    )


def make_report(*findings: Finding, files: Mapping[str, str] = FILES, **fields: object) -> Report:
    """Return a report of these findings; other fields have small plausible values."""
    values: dict[str, object] = {
        "version": "0.1.0",
        "target": (".",),
        "rules": RULES,
        "roots": ROOTS,
        "launches": (NIGHTLY,),
        "findings": findings,
        "suppressed": (),
        "accepted": (),
        "gone": (),
        "diagnostics": (),
        "counts": tuple(RootCounts(root=root.path, files=3, modules=3, findings=1) for root in ROOTS),
        "files": len(files),
        "modules": 6,
        "edges": 5,
        "lines": source_lines(findings, files),
        "graph": GRAPH,
    }
    return Report(**(values | fields))


EXAMPLE = make_report(CONTESTS, COLLIDES, CRASHES, EDITS_PATH, diagnostics=(UNREADABLE,), gone=("0000000000000000",))
CLEAN = make_report()
