"""Directories that `.pth` files name: an environment into which one is put has them on its search path.

Each line is a directory, relative to the file's own, unless it begins with `import` or `#` (CPython: Lib/site.py,
`addpackage`). A file in a tree is put into an environment from there, so the directory may also mean the project's.
"""

from collections.abc import Iterator

from importlint.model.root import Evidence
from importlint.resolve.directories import folder, inside
from importlint.resolve.survey import Claim, Survey


def find(survey: Survey) -> Iterator[Claim]:
    """Yield the directories of the tree that they name."""
    for name in survey.metadata.names():
        for path in survey.metadata.named(name) if name.endswith(".pth") else ():
            for number, line in enumerate(survey.metadata.text(path).splitlines(), 1):
                directory = _directory(survey, path, line.strip())
                if directory is not None:
                    yield Claim(directory, Evidence(path, number, f"`{line.strip()}` is in a .pth file"))


def _directory(survey: Survey, path: str, line: str) -> str | None:
    if not line or line.startswith(("#", "import ", "import\t")):
        return None
    places = (inside(base, line) for base in (folder(path), "."))
    return next((place for place in places if place is not None and survey.index.is_directory(place)), None)
