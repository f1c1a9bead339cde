"""Reading project files."""

import pytest

from importlint.model.root import Evidence
from importlint.model.tree import Tree
from importlint.resolve.metadata import Metadata, strings, table
from importlint.resolve.setup_script import FoundPackages, read_setup
from importlint.scan.files import tree_from_mapping


def metadata_of(**files: str | bytes) -> Metadata:
    return Metadata(tree_from_mapping({name.replace("_", "."): text for name, text in files.items()}))


def test_each_file_is_read_once() -> None:
    reads: list[str] = []

    def read(path: str) -> bytes:
        reads.append(path)
        return b"[a]\nb = 1\n"

    metadata = Metadata(Tree(files=("x.toml",), read=read))
    assert metadata.toml("x.toml") == metadata.toml("x.toml") == {"a": {"b": 1}}
    assert reads == ["x.toml"]


def test_a_missing_file_is_empty_and_no_diagnostic() -> None:
    metadata = metadata_of()
    assert (metadata.text("x"), metadata.toml("x.toml"), metadata.ini("x.ini")) == ("", {}, {})
    assert metadata.diagnostics == ()


def test_a_file_that_cannot_be_read_is_a_diagnostic() -> None:
    def read(path: str) -> bytes:
        raise PermissionError(13, "Permission denied")

    metadata = Metadata(Tree(files=("x.toml",), read=read))
    assert metadata.toml("x.toml") == {}
    assert [found.message for found in metadata.diagnostics] == ["x.toml cannot be read: Permission denied"]


@pytest.mark.parametrize("data", [b"\xff\xfe", b"a = '\xe9'\n"])
def test_a_file_that_is_no_text_is_a_diagnostic(data: bytes) -> None:
    metadata = metadata_of(x_toml=data)
    assert metadata.toml("x.toml") == {}
    assert [found.message for found in metadata.diagnostics] == ["x.toml is not valid UTF-8"]


def test_a_file_that_is_nested_too_deeply_is_a_diagnostic() -> None:
    metadata = metadata_of(x_toml="a = " + "[" * 50_000)
    assert metadata.toml("x.toml") == {}
    assert [found.message for found in metadata.diagnostics] == ["x.toml is nested too deeply"]


def test_a_byte_order_mark_is_no_content() -> None:
    assert metadata_of(x_toml="\ufeffa = 1\n").toml("x.toml") == {"a": 1}


@pytest.mark.parametrize("text", ["x = 1\n", "[a]\n  y\nb = 2\n = 3\n", "[a\n"])
def test_a_broken_ini_file_is_a_diagnostic(text: str) -> None:
    metadata = metadata_of(x_ini=text)
    assert metadata.ini("x.ini") == {}
    assert [found.message for found in metadata.diagnostics] == ["x.ini is not a valid INI file"]


def test_ini_files_may_repeat_themselves_and_hold_percent_signs() -> None:
    metadata = metadata_of(x_ini="[a]\nb = %(x)s\n[a]\nc = %\n[DEFAULT]\nd = 1\n")
    assert metadata.ini("x.ini") == {"a": {"b": "%(x)s", "c": "%"}, "DEFAULT": {"d": "1"}}


def test_evidence_is_where_the_words_follow_each_other() -> None:
    metadata = metadata_of(x_toml="where\n[find]\n\nwhere = [\n 'lib',\n]\n")
    assert metadata.evidence("x.toml", "why", "find", "where", "lib") == Evidence("x.toml", 5, "why")
    assert metadata.evidence("x.toml", "why", "absent") == Evidence("x.toml", 1, "why")


def test_nested_values_of_the_wrong_kind_are_empty() -> None:
    assert table({"a": {"b": 3}}, "a", "b", "c") == {}
    assert (strings(3), strings("x"), strings(["x", 3]), strings({"x": 1})) == ((), ("x",), ("x",), ())


@pytest.mark.parametrize(
    ("text", "arguments"),
    [
        ("setup(name='x', version=VERSION)", {"name": "x"}),
        ("VERSION = '1'\nif True:\n    setuptools.setup(version=VERSION)", {"version": "1"}),
        ("setup(packages=find_packages(exclude=['x']))", {"packages": FoundPackages(".")}),
        ("setup(packages=find_packages(where=WHERE))", {"packages": FoundPackages(".")}),
        ("setup(packages=find_namespace_packages('src'))", {"packages": FoundPackages("src")}),
        ("A = B\nB = A\nsetup(name=A, packages=['a'] + OTHERS)", {}),
        ("setup(**arguments)", {}),
        ("print 'Python 2'", {}),
        ("\0", {}),
        ("", {}),
    ],
)
def test_setup_scripts_are_read_and_never_run(text: str, arguments: dict[str, object]) -> None:
    assert read_setup(text) == arguments
