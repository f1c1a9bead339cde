"""What first imports of the modules of a cycle end in, and what handlers hide of it."""

from collections.abc import Mapping

from importlint.failures import always_fails, find_failures
from tests.projects import project_from


def failures(files: Mapping[str, str]) -> list[tuple[str, list[str], list[str]]]:
    """Return the error of each failure ("hidden" if a handler hides it), its entries, and where imports fail."""
    project = project_from(files)
    return [
        (
            failure.error.type if failure.error else "hidden",
            [module.name for module in failure.entries],
            [f"{event.path}:{event.line}" for event in failure.events],
        )
        for cycle in project.cycles
        for failure in find_failures(project, cycle)
    ]


def test_both_orders_raise() -> None:
    files = {"a.py": "from b import y\nx = 1\n", "b.py": "from a import x\ny = 1\n"}
    assert sorted(failures(files)) == [
        ("ImportError", ["a"], ["a.py:1", "b.py:1"]),
        ("ImportError", ["b"], ["b.py:1", "a.py:1"]),
    ]
    project = project_from(files)
    assert always_fails(project, project.cycles[0])


def test_one_order_raises() -> None:
    files = {"a.py": "x = 1\nfrom b import y\n", "b.py": "from a import x\ny = 1\n"}
    assert failures(files) == [("ImportError", ["b"], ["b.py:1", "a.py:2"])]
    project = project_from(files)
    assert not always_fails(project, project.cycles[0])


def test_a_handler_hides_it() -> None:
    files = {
        "a.py": "try:\n    from b import y\nexcept ImportError:\n    y = None\nx = 1\n",
        "b.py": "from a import x\ny = 1\n",
    }
    assert failures(files) == [("hidden", ["a", "b"], ["a.py:2", "b.py:1"])]


def test_a_handler_further_out_hides_it() -> None:
    files = {
        "a.py": "try:\n    import c\nexcept Exception:\n    c = None\nx = 1\n",
        "b.py": "from a import x\ny = 1\n",
        "c.py": "import b\n",
    }
    assert failures(files) == [("hidden", ["a"], ["a.py:2", "c.py:1", "b.py:1"])]


def test_a_handler_around_what_may_be_missing_hides_nothing_of_the_cycle() -> None:
    files = {
        "a.py": "try:\n    import b\nexcept ImportError:\n    b = None\nx = 1\n",
        "b.py": "import a\nimport orjson_that_nobody_has_installed\n",
    }
    assert failures(files) == []


def test_a_handler_in_a_harmless_cycle() -> None:
    files = {"a.py": "try:\n    import b\nexcept ImportError:\n    b = None\nx = 1\n", "b.py": "import a\ny = 1\n"}
    assert failures(files) == []


def test_a_handler_that_does_not_catch_it() -> None:
    files = {
        "a.py": "try:\n    from b import y\nexcept ModuleNotFoundError:\n    y = None\nx = 1\n",
        "b.py": "from a import x\ny = 1\n",
    }
    assert [kind for kind, _, _ in failures(files)] == ["ImportError", "ImportError"]


def test_a_missing_module_is_none_of_the_cycles_failures() -> None:
    files = {"a.py": "import b\nimport c.gone\n", "b.py": "import a\n", "c/__init__.py": ""}
    assert failures(files) == []
