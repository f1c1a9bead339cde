"""Which cycles run while modules are imported."""

from collections.abc import Mapping

from tests.projects import project_from


def cycles(files: Mapping[str, str], target_version: tuple[int, int] = (3, 11)) -> list[list[str]]:
    """Return the names of the modules of each import-time cycle."""
    project = project_from(files, target_version=target_version)
    return [[module.name for module in cycle.modules] for cycle in project.cycles]


EAGER = {"a.py": "import b\n", "b.py": "import a\n"}
DEFERRED = "def f():\n    import a\n"


def test_eager_imports_do() -> None:
    assert cycles(EAGER) == [["a", "b"]]


def test_a_deferred_import_does_if_its_function_is_called() -> None:
    assert cycles({"a.py": "import b\n", "b.py": DEFERRED}) == []
    assert cycles({"a.py": "import b\n", "b.py": f"{DEFERRED}f()\n"}) == [["a", "b"]]
    assert cycles({"a.py": "import b\nb.f()\n", "b.py": DEFERRED}) == [["a", "b"]]


def test_a_call_further_away_counts() -> None:
    files = {"a.py": "import c\n", "b.py": DEFERRED, "c.py": "import b\ndef g():\n    b.f()\ng()\n"}
    assert cycles(files) == [["a", "b", "c"]]


def test_only_the_imports_that_run_close_a_cycle() -> None:
    files = {
        "a.py": "import b\nimport c\n",
        "b.py": f"{DEFERRED}f()\n",
        "c.py": "def g():\n    import a\n",
    }
    assert cycles(files) == [["a", "b"]]


def test_a_lazy_import_does_if_its_name_is_used() -> None:
    unused = {"a.py": "import b\nx = 1\n", "b.py": "lazy import a\ndef f(): return a.x\n"}
    used = {"a.py": "import b\nx = 1\n", "b.py": "lazy import a\ny = a\n"}
    assert cycles(unused, (3, 15)) == []
    assert cycles(used, (3, 15)) == [["a", "b"]]


def test_lazy_is_no_python_before_3_15() -> None:
    assert cycles({"a.py": "import b\nx = 1\n", "b.py": "lazy import a\ny = a\n"}) == []


def test_a_failing_module_does_not_hide_the_others() -> None:
    files = {"a.py": "import b\nimport nowhere_to_be_found.x\n1 / 0\n", "b.py": f"{DEFERRED}f()\n"}
    assert cycles(files) == [["a", "b"]]


def test_names_of_other_roots_are_taken_to_be_there() -> None:
    files = {
        "one/a.py": "import elsewhere\nimport b\n",
        "one/b.py": f"{DEFERRED}f()\n",
        "two/elsewhere.py": "",
    }
    project = project_from(files, roots=("one", "two"))
    assert [cycle.names for cycle in project.cycles] == [("a", "b")]
