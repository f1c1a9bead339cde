"""What unpacked distributions require."""

from importlint.resolve.built import names_required, outside_names
from importlint.resolve.metadata import Metadata
from importlint.scan.files import tree_from_mapping

POETRY = """Metadata-Version: 2.4
Name: Poetry
requires-dist: no-header-of-ours
Requires-Dist: poetry-core (==2.5.0)
Requires-Dist: PyYAML>=6 ; extra == "yaml"
Requires-Dist: packaging

Requires-Dist: is-a-description
"""


def required(files: dict[str, str]) -> set[str]:
    return set(names_required(Metadata(tree_from_mapping(files))))


def test_headers_tell() -> None:
    assert required({"poetry-2.dist-info/METADATA": POETRY}) == {"poetry_core", "yaml", "packaging"}
    assert required({"poetry-2/PKG-INFO": POETRY.replace("\n", "\r\n")}) == {"poetry_core", "yaml", "packaging"}


def test_what_is_unpacked_is_not_outside() -> None:
    core = "Name: poetry.core\nRequires-Dist: poetry\n"
    assert required({"a.dist-info/METADATA": POETRY, "b.dist-info/METADATA": core}) == {"yaml", "packaging"}


def test_declared_dependencies_are_outside_as_well() -> None:
    metadata = Metadata(tree_from_mapping({"a.dist-info/METADATA": "Requires-Dist: x-y\n"}))
    assert outside_names(metadata, {"p": {"a": "A"}, "q": {"b": "B"}}) == {"x_y", "a", "b"}
    assert outside_names(Metadata(tree_from_mapping({})), {}) == frozenset()
