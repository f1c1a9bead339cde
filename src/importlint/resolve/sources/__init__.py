"""Where source roots are read from, one module each; the order is the order of their precedence."""

from collections.abc import Callable, Iterator

from importlint.resolve.sources import (
    configured,
    editors,
    environment,
    flit,
    hatch,
    imported,
    outermost,
    pants,
    pdm,
    poetry,
    project_directory,
    pth_files,
    pytest,
    relative,
    scripts,
    setuptools,
    src_layout,
    tests,
    uv,
    workspace,
)
from importlint.resolve.survey import Claim, Survey

SOURCES: tuple[tuple[str, Callable[[Survey], Iterator[Claim]]], ...] = (
    ("configured", configured.find),
    ("pants", pants.find),
    ("setuptools", setuptools.find),
    ("poetry", poetry.find),
    ("hatch", hatch.find),
    ("pdm", pdm.find),
    ("flit", flit.find),
    ("uv", uv.find),
    ("workspace", workspace.find),
    ("src_layout", src_layout.find),
    ("project_directory", project_directory.find),
    ("environment", environment.find),
    ("pytest", pytest.find),
    ("pth_files", pth_files.find),
    ("editors", editors.find),
    ("imported", imported.find),
    ("relative", relative.find),
    ("tests", tests.find),
    ("scripts", scripts.find),
    ("outermost", outermost.find),
)
