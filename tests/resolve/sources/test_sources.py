"""The list of sources."""

from pathlib import Path

from importlint.resolve import sources


def test_every_module_in_the_folder_is_in_the_list_under_its_name() -> None:
    folder = Path(sources.__file__).parent
    modules = {path.stem for path in folder.glob("*.py")} - {"__init__"}
    assert modules == {name for name, _ in sources.SOURCES}
    assert all(find.__module__ == f"importlint.resolve.sources.{name}" for name, find in sources.SOURCES)
