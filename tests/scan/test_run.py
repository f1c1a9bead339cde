"""Many files to facts."""

import pytest

from importlint.model.tree import Tree
from importlint.scan.files import tree_from_mapping
from importlint.scan.run import read_batch, scan_files

FILES = {f"p{number}/m{number}.py": f"import a{number}\nprint 1\n" * (number % 3) for number in range(60)}


@pytest.fixture(autouse=True)
def small_batches(monkeypatch: pytest.MonkeyPatch) -> None:
    """Make many batches of few files."""
    monkeypatch.setattr("importlint.scan.run._BATCH_BYTES", 100)


def test_facts_come_in_order_of_the_paths() -> None:
    facts = scan_files(tree_from_mapping(FILES), reversed(list(FILES)))
    assert list(facts) == sorted(FILES)
    assert all(path == each.path for path, each in facts.items())


def test_only_the_files_that_were_asked_for() -> None:
    assert list(scan_files(tree_from_mapping(FILES), ["p1/m1.py"])) == ["p1/m1.py"]


def test_a_file_that_cannot_be_read() -> None:
    def read(path: str) -> bytes:
        if path == "b.py":
            raise PermissionError(13, "Permission denied", "/somewhere/b.py")
        return b"import x\n"

    facts = scan_files(Tree(files=("a.py", "b.py", "c.py"), read=read), ["a.py", "b.py", "c.py"])
    assert list(facts) == ["a.py", "b.py", "c.py"]
    assert facts["b.py"].problem is not None
    assert facts["b.py"].problem.message == "cannot be read: Permission denied"
    assert len(facts["c.py"].imports) == 1


MISTAKES = [
    "import a\nfoo bar baz\nimport b\n",
    "x = = 3\n",
    "def f():\n    return = 1\n\nimport sys\nsys.path.append('a')\n",
    "import a\nif x\n",
    "print 1\n",
    "(",
]


@pytest.mark.parametrize("text", MISTAKES)
def test_a_mistake_is_the_same_in_much_text_and_in_little(text: str) -> None:
    alone = read_batch([("a.py", text.encode())])
    among_others = read_batch([("a.py", text.encode()), ("b.py", b"x = 1\n" * 10_000)])
    assert alone[0] == among_others[0]
