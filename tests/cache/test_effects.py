"""Which changes of a file can matter to a report that was made before."""

from collections.abc import Collection

import pytest

from importlint.cache.effects import Kept, Now, can_matter
from importlint.cache.rows import write_row
from importlint.cache.skeletons import Place
from importlint.cache.unmoved import is_named, say_the_same
from importlint.model.facts import FileFacts
from importlint.model.tree import Tree
from importlint.scan.files import tree_from_mapping
from importlint.scan.outlines import skeletons_of
from importlint.scan.programs import can_run
from importlint.scan.run import scan_files

PATH = "pkg/mod.py"
BEFORE = "# what\n\nimport a\n\n\ndef called():\n    import b\n\n\ndef other():\n    return 1\n\n\nlast = 1\n"
LONGER = BEFORE.replace("return 1", "x = 1\n    return x")
SYNTAX = (3, 11)


def facts_of(tree: Tree) -> FileFacts:
    """Return the facts of the file."""
    return scan_files(tree, [PATH])[PATH]


def matters(
    after: str,
    before: str = BEFORE,
    *,
    called: Collection[Place] | None = None,
    report: str = "",
    read: bool = False,
    with_graph: bool = False,
) -> bool:
    """Return whether a change can matter; called: the functions that were, None if the file was not run."""
    old, new = tree_from_mapping({PATH: before}), tree_from_mapping({PATH: after})
    skeleton = skeletons_of(old)(PATH, called or (), ())
    is_run = called is not None
    kept = Kept(
        report=report.encode(),
        read={PATH: "digest"} if is_run or read else {},
        run=frozenset([PATH] if is_run and not read else []),
        skeletons={PATH: skeleton} if is_run and skeleton is not None else {},
        with_graph=with_graph,
    )
    now = Now(lambda _: facts_of(new), skeletons_of(new), lambda path: can_run(new, path, SYNTAX))
    return can_matter(PATH, write_row(facts_of(old)), kept, now)


@pytest.mark.parametrize(
    "after",
    [
        BEFORE.replace("last = 1", "last = 2"),
        LONGER,
        f"# one\n# two\n{BEFORE}",
        BEFORE.replace("import a\n\n\n", "import a\nx = 1\n\n\n\n"),
        BEFORE.replace("    import b", "    x = 1\n    y = 2\n    import b"),
    ],
)
def test_lines_and_statements_without_imports_do_not_matter_of_a_file_that_nobody_ran(after: str) -> None:
    assert not matters(after)
    assert matters(after, read=True)


@pytest.mark.parametrize(
    "after",
    [
        BEFORE.replace("import a", "import c"),
        BEFORE.replace("import a", "import a, c"),
        BEFORE.replace("    import b", "    if last:\n        import b"),
        BEFORE.replace("def called", "def renamed"),
        BEFORE.replace("import a", "import a  # importlint: ignore"),
        BEFORE.replace("return 1", "import sys\n    sys.path.append('x')"),
        BEFORE.replace("last = 1", "def __getattr__(name): ..."),
        BEFORE.replace("return 1", "return ("),
        f"{BEFORE}import b\n",
        "",
    ],
)
def test_other_facts_matter(after: str) -> None:
    assert matters(after)


def test_statements_that_become_neighbours_or_change_places_are_something_else() -> None:
    apart = "import a\n\n\nimport b\n"
    assert not matters("import a\n\n\n\n\nimport b\n", apart)
    assert matters("import a\nimport b\n", apart)
    assert matters("import b\n\n\nimport a\n", apart)
    assert matters("\n\nimport a\n\n\nimport b\n", apart), "the first line is beside the beginning"
    covering = "import a  # importlint: ignore\nimport b\n"
    assert matters("import a  # importlint: ignore\n\nimport b\n", covering)


def test_of_a_file_that_was_run_the_bodies_of_functions_that_nobody_called_do_not_matter() -> None:
    place = (6, 0)
    assert not matters(LONGER, called=[place])
    assert matters(LONGER, called=[place, (10, 0)])
    assert matters(BEFORE.replace("last = 1", "last = 2"), called=[place])
    assert matters(BEFORE.replace("    import b", "    x = 1\n    import b"), called=[place])
    assert not matters(BEFORE.replace("    import b", "    x = 1\n    import b"), called=[])


def test_a_file_that_was_also_read_counts_as_a_whole() -> None:
    assert matters(LONGER, called=[], read=True)


def test_what_cannot_be_run_any_more_matters() -> None:
    """A `type` statement (PEP 695) is for Python 3.12, and changes no fact."""
    assert matters(BEFORE.replace("return 1", "type X = int"), called=[])
    assert not matters(BEFORE.replace("return 1", "type_X = int"), called=[])


def test_lines_matter_where_the_report_tells_them() -> None:
    assert not matters(LONGER, report='"path":"pkg/other.py"', called=[])
    assert matters(LONGER, report='"path":"pkg/mod.py"', called=[])
    assert matters(f"# one\n{BEFORE}", report='"path":"pkg/mod.py"')
    same_length = BEFORE.replace("return 1", "return 2")
    assert not matters(same_length, report='"path":"pkg/mod.py"', called=[])
    # No fact stands behind the lines that are new; but a graph tells of every import.
    assert matters(f"# one\n{BEFORE}", with_graph=True)
    assert not matters(LONGER, with_graph=True)


@pytest.mark.parametrize(
    ("report", "named"),
    [
        ('{"path":"a/b.py"}', True),
        ('{"path":"c/b.py"}', False),
        ("it fails (b.py, line 3)", True),
        ("it fails at b.py:3", True),
        ("it fails at c/b.py:3", False),
        ("it fails at bb.py:3", False),
        ("b.py", False),
    ],
)
def test_a_file_is_named_by_its_path_or_by_its_name_and_a_line(report: str, named: bool) -> None:
    assert is_named("a/b.py", report.encode()) is named


def test_a_path_is_found_as_json_writes_it() -> None:
    assert is_named('é "q"/m.py', rb'["\u00e9 \"q\"/m.py"]')


def test_columns_matter() -> None:
    one, two = (facts_of(tree_from_mapping({PATH: text})) for text in ("x = 1; import a\n", "x = 10; import a\n"))
    assert not say_the_same(one, two)
