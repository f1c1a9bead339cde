"""What the machine says of small programs, one for each rule of the import system that it models."""

from collections.abc import Mapping

import pytest

from importlint.machine.beginnings import Beginnings
from importlint.machine.entries import run_module, run_modules
from importlint.machine.programs import settings_of
from importlint.model.trace import Trace, Verdict
from importlint.resolve.search_path import PathIndex
from importlint.scan.files import tree_from_mapping
from tests.machine.cases import CASES, LAZY_CASES, Case

# A package over whose path several distributions may spread.
MISSING_PORTION = "ModuleNotFoundError: No module named 'kraken.plugins' (main.py:1)"
EXTENDED = {"kraken/__init__.py": "__path__ = __import__('pkgutil').extend_path(__path__, __name__)\n"}


def trace_of(files: Mapping[str, str], entry: str, target: tuple[int, int] = (3, 11)) -> Trace:
    """Import a module of a tree of texts first."""
    tree = tree_from_mapping(files)
    settings = settings_of(tree, PathIndex(tree.files), target)
    return run_modules(Beginnings(settings), [entry], search_path=["."])[0]


def outcome_of(trace: Trace) -> str:
    """Return how an entry ends, in one line."""
    if trace.error is None:
        return trace.verdict.value
    return f"{trace.error.type}: {trace.error.message} ({trace.error.path}:{trace.error.line})"


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_outcome(case: Case) -> None:
    assert outcome_of(trace_of(case.files, case.entry)) == case.outcome


@pytest.mark.parametrize("case", LAZY_CASES, ids=lambda case: case.name)
def test_outcome_of_lazy_imports(case: Case) -> None:
    assert outcome_of(trace_of(case.files, case.entry, (3, 15))) == case.outcome


def test_names_are_unique() -> None:
    assert len({case.name for case in (*CASES, *LAZY_CASES)}) == len(CASES) + len(LAZY_CASES)


def test_annotations_do_not_run_from_3_14() -> None:
    files = {"a.py": "import b\nclass A: ...\n", "b.py": "import a\ndef f(x: a.A): ...\n"}
    assert outcome_of(trace_of(files, "a", (3, 13))).startswith("AttributeError")
    assert outcome_of(trace_of(files, "a", (3, 14))) == "ok"


def test_bases_without_a_consistent_order() -> None:
    files = {"a.py": "class Base: ...\nclass Derived(Base): ...\nclass Both(Base, Derived): ...\n"}
    what = "Cannot create a consistent method resolution{}order (MRO) for bases Base, Derived (a.py:3)"
    assert outcome_of(trace_of(files, "a", (3, 12))) == "TypeError: " + what.format("\n")
    assert outcome_of(trace_of(files, "a", (3, 13))) == "TypeError: " + what.format(" ")


@pytest.mark.parametrize(
    ("name", "outcome"),
    [
        ("an import in a .pth file that fails ends only that file", "ok"),
        ("an import in a .pth file does not see what is added after it", "ok"),
        ("a .start file is nothing", "ok"),
        ("the imports of a .pth file run beside a .start file", "KeyError: 'b' (a.py:4)"),
        ("an import in a .pth file runs", "ok"),
    ],
)
def test_site_directories_from_3_15(name: str, outcome: str) -> None:
    (case,) = (case for case in CASES if case.name == name)
    assert outcome_of(trace_of(case.files, case.entry, (3, 14))) == case.outcome
    assert outcome_of(trace_of(case.files, case.entry, (3, 15))) == outcome


@pytest.mark.parametrize(
    ("init", "declared", "requirements", "outcome"),
    [
        ({}, ["kraken_plugins"], {}, "ok"),
        ({}, ["Kraken_http"], {}, "ok"),
        ({}, ["kraken_http"], {"other/kraken/plugins.py": ""}, MISSING_PORTION),
        ({}, ["krakens"], {}, MISSING_PORTION),
        ({}, [], {"requirements.txt": "x"}, MISSING_PORTION),
        (EXTENDED, ["kraken_plugins"], {}, "ok"),
        (EXTENDED, [], {"requirements.txt": "x"}, "ok"),
        (
            EXTENDED,
            [],
            {"requirements.txt": "x", "other/kraken/plugins.py": ""},
            MISSING_PORTION,
        ),
        (
            {"kraken/__init__.py": ""},
            ["kraken_plugins"],
            {},
            MISSING_PORTION,
        ),
    ],
)
def test_portions_of_other_distributions(
    init: dict[str, str], declared: list[str], requirements: dict[str, str], outcome: str
) -> None:
    tree = tree_from_mapping({"main.py": "import kraken.plugins\n", "kraken/core.py": "", **init, **requirements})
    settings = settings_of(tree, PathIndex(tree.files), (3, 11), declared)
    assert outcome_of(run_modules(Beginnings(settings), ["main"], search_path=["."])[0]) == outcome


@pytest.mark.parametrize(
    ("main", "outcome"),
    [
        (
            "import google.ours.a",
            "ImportError: cannot import name 'x' from partially initialized module 'google.ours.a'",
        ),
        ("import google.cloud.storage\ngoogle.cloud.storage.x\ngoogle.auth", "ok"),
        ("import google.ours.c\ngoogle.auth", "AttributeError: module 'google' has no attribute 'auth'"),
        ("import google.ours.d", "ModuleNotFoundError: No module named 'google.ours.d'"),
    ],
)
def test_a_portion_of_a_namespace_that_many_share(main: str, outcome: str) -> None:
    files = {
        "main.py": f"{main}\n",
        "google/ours/__init__.py": "",
        "google/ours/a.py": "from google.ours.b import y\nx = 1\n",
        "google/ours/b.py": "from google.ours.a import x\ny = 1\n",
        "google/ours/c.py": "",
    }
    tree = tree_from_mapping(files)
    settings = settings_of(tree, PathIndex(tree.files), (3, 11), ["google"])
    assert outcome_of(run_modules(Beginnings(settings), ["main"], search_path=["."])[0]).startswith(outcome)


@pytest.mark.parametrize(
    "use",
    [
        "settings = Settings()\nfor name in ['is_used', os.urandom(2)]:\n    setattr(settings, name, False)",
        "settings = Settings()\nsettings.__dict__['is_used'] = False",
        "settings = Settings()\nvars(settings)['is_used'] = False",
        "settings = Kept()\nsettings.is_used = True",
        "settings = Odd()",
    ],
)
def test_attributes_that_are_set_elsewhere_are_not_known(use: str) -> None:
    classes = """
import os
class Settings:
    is_used = True
class Kept(Settings):
    def __setattr__(self, name, value):
        self.__dict__[name] = not value
class Odd(Settings):
    def __getattribute__(self, name):
        return False
"""
    trace = trace_of({"m.py": f"{classes}{use}\nif settings.is_used:\n    import gone\n"}, "m")
    assert trace.verdict is Verdict.UNKNOWN


def test_lazy_modules_defer_until_the_first_use() -> None:
    files = {"a.py": "__lazy_modules__ = ['b']\nimport b\nx = 1\n", "b.py": "from a import x\ny = 1\n"}
    assert outcome_of(trace_of(files, "a", (3, 14))).startswith("ImportError: cannot import name 'x'")
    assert outcome_of(trace_of(files, "a", (3, 15))) == "ok"


def test_lazy_import_fails_at_its_use() -> None:
    files = {"a.py": "__lazy_modules__ = ['b']\nimport b\nb.y\nx = 1\n", "b.py": "from a import x\ny = 1\n"}
    assert outcome_of(trace_of(files, "a", (3, 15))).endswith("(a.py) (b.py:1)")


def test_what_a_missing_branch_would_do_is_a_doubt() -> None:
    files = {
        "a.py": "import os\nif os.environ.get('X'):\n    from b import y\nx = 1\n",
        "b.py": "from a import x\ny = 1\n",
    }
    trace = trace_of(files, "a")
    assert trace.verdict == "unknown"
    assert "b.py:1" in (trace.reason or "")


def test_a_plain_doubt_about_other_errors_is_none() -> None:
    files = {"a.py": "import os\nif not os.environ.get('X'):\n    raise RuntimeError('set X')\n"}
    assert trace_of(files, "a").verdict == "ok"


def test_finished_modules_and_events_are_in_the_trace() -> None:
    files = {"p/__init__.py": "from p.a import x\n", "p/a.py": "import p.b\nx = 1\n", "p/b.py": ""}
    trace = trace_of(files, "p")
    assert trace.modules == {"p": "p/__init__.py", "p.a": "p/a.py", "p.b": "p/b.py"}
    assert [(event.path, event.line, event.resolved) for event in trace.events] == [
        ("p/__init__.py", 1, "p/a.py"),
        ("p/a.py", 1, "p/b.py"),
    ]


@pytest.mark.parametrize("text", ["lazy import b\n", "type X = int\n", "try: ...\nexcept A, B: ...\n"])
def test_newer_syntax_is_a_mistake_only_where_somebody_states_the_version(text: str) -> None:
    tree = tree_from_mapping({"a.py": text, "b.py": "import a\n"})
    for syntax, verdict in (((3, 11), Verdict.CRASH), ((3, 15), Verdict.OK)):
        settings = settings_of(tree, PathIndex(tree.files), (3, 11), syntax=syntax)
        assert run_modules(Beginnings(settings), ["b"], search_path=["."])[0].verdict is verdict


def test_a_mistake_in_a_function_is_seen_where_files_are_compiled() -> None:
    body = "    x = 1\n" * 2_000
    tree = tree_from_mapping({"a.py": f"def f():\n{body}    x = = 1\n"})
    for compiled, verdict in ((True, Verdict.CRASH), (False, Verdict.OK)):
        settings = settings_of(tree, PathIndex(tree.files), (3, 11), compiled=compiled)
        assert run_modules(Beginnings(settings), ["a"], search_path=["."])[0].verdict is verdict


def test_a_call_of_a_function_that_is_no_python_is_unknown() -> None:
    body = "    x = 1\n" * 2_000
    trace = trace_of({"a.py": f"def f():\n{body}    x = = 1\nf()\n"}, "a")
    assert (trace.verdict, trace.reason) == (Verdict.UNKNOWN, "`f` is not Python: invalid syntax (line 2002)")


@pytest.mark.parametrize(
    "text", ["from a import dist\n", "import a.dist.inner\n", "import build\n", "import a.shop_pb2\n"]
)
def test_a_module_that_version_control_ignores_or_a_build_writes_may_be_there(text: str) -> None:
    tree = tree_from_mapping({"a/__init__.py": "", "b.py": text, "c.py": "import a.other\n"})
    tree = tree._replace(ignores=lambda path: bool({"dist", "build"} & {*path.removesuffix(".py").split("/")}))
    settings = settings_of(tree, PathIndex(tree.files), (3, 11))
    first, second = run_modules(Beginnings(settings), ["b", "c"], search_path=["."])
    assert (first.verdict, second.verdict) == (Verdict.OK, Verdict.CRASH)


def test_a_program_that_may_appear_is_not_said_to_fail() -> None:
    tree = tree_from_mapping({"app/__init__.py": ""})._replace(ignores="app/made.py".__eq__)
    beginnings = Beginnings(settings_of(tree, PathIndex(tree.files), (3, 11)))
    made, gone = (run_module(beginnings, name, search_path=["."]) for name in ("app.made", "app.gone"))
    assert (made.verdict, made.reason) == (Verdict.UNKNOWN, "what `python -m app.made` runs is not in the project")
    assert outcome_of(gone) == "ImportError: No module named app.gone (:1)"


def test_a_module_may_be_put_back_by_what_is_not_known() -> None:
    text = "import os, sys\ndel sys.modules['a']\n"
    known = trace_of({"a.py": text}, "a")
    unknown = trace_of({"a.py": f"{text}sys.modules['os'].getenv('x')('y')\n"}, "a")
    assert outcome_of(known) == "KeyError: 'a' (:0)"
    assert unknown.reason == "a.py calls what is not known, which may put a into sys.modules again"


def test_what_stands_in_the_place_of_a_package_may_have_any_name() -> None:
    package = "import functools, sys\nsys.modules['p'] = functools.reduce(max, [sys.modules['p']])\n"
    files = {"a.py": "from p import q, r\nq.x\n", "p/__init__.py": package, "p/q.py": "x = 1\n"}
    assert outcome_of(trace_of(files, "a")) == "ok"


def test_a_stand_in_that_hands_on_its_attributes_may_have_any() -> None:
    proxy = (
        "import sys\nclass Proxy:\n    def __init__(self, module):\n"
        "        object.__setattr__(self, '_module', module)\n"
        "    def __getattribute__(self, name):\n"
        "        return getattr(object.__getattribute__(self, '_module'), name)\n"
        "def replace(name):\n    sys.modules[name] = Proxy(sys.modules[name])\n"
    )
    package = "from p.r import replace\nreplace('p')\n"
    files = {"a.py": "from p import q\nq.x\n", "p/__init__.py": package, "p/q.py": "x = 1\n", "p/r.py": proxy}
    assert outcome_of(trace_of(files, "a")) == "ok"
