"""Golden files: expected texts beside the tests, and the option that writes them anew; a cache of the tests' own."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--rewrite", action="store_true", help="write expected files anew; review the diff like code")


@pytest.fixture
def compare(request: pytest.FixtureRequest) -> Callable[[Path, str], None]:
    """Return a function that compares a text with an expected file, byte for byte."""

    def compare_with_file(path: Path, text: str) -> None:
        if request.config.getoption("--rewrite"):
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(text.encode())
        assert text == path.read_bytes().decode(), f"{path.name} differs; `pytest --rewrite` writes it anew"

    return compare_with_file


@pytest.fixture(scope="session", autouse=True)
def own_cache(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """Keep what scans keep out of the user's cache directory."""
    with pytest.MonkeyPatch.context() as patch:
        directory = tmp_path_factory.mktemp("cache")
        directory.chmod(0o700)
        patch.setenv("IMPORTLINT_CACHE_DIR", str(directory))
        yield
