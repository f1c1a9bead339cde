"""Console scripts of the projects: programs that an installation makes, with the installed roots on the search path.

https://packaging.python.org/en/latest/specifications/entry-points/
"""

from collections.abc import Iterator
from typing import Any

from importlint.model.launch import Launch, LaunchKind
from importlint.model.root import Evidence
from importlint.patterns import regex
from importlint.resolve.directories import folder
from importlint.resolve.launches.known import Known
from importlint.resolve.metadata import strings, table
from importlint.resolve.setup_script import read_setup

_OBJECT = regex(r"\s*([^\W\d]\w*(?:\.[^\W\d]\w*)*)\s*(?::.*)?")
_GROUPS = ("console_scripts", "gui_scripts")


def find(known: Known) -> Iterator[Launch]:
    """Yield them."""
    for path in known.metadata.named("pyproject.toml"):
        document = known.metadata.toml(path)
        for keys in (("project", "scripts"), ("project", "gui-scripts"), ("tool", "poetry", "scripts")):
            for name, value in table(document, *keys).items():
                text = value.get("callable", value.get("reference", "")) if isinstance(value, dict) else value
                yield from _launch(known, path, name, text, "scripts")
    for path in known.metadata.named("setup.cfg"):
        points = known.metadata.ini(path).get("options.entry_points", {})
        for name, text in _lines(points.get(group, "") for group in _GROUPS):
            yield from _launch(known, path, name, text, "options.entry_points")
    for path in known.metadata.named("setup.py"):
        found = read_setup(known.metadata.text(path)).get("entry_points")
        groups = (found.get(group) for group in _GROUPS) if isinstance(found, dict) else ()
        for name, text in _lines("\n".join(strings(group)) for group in groups):
            yield from _launch(known, path, name, text, "entry_points")


def _lines(texts: Any) -> Iterator[tuple[str, str]]:
    for text in texts:
        for line in text.splitlines():
            name, equals, value = line.partition("=")
            if equals:
                yield name.strip(), value.strip()


def _launch(known: Known, path: str, name: str, text: object, section: str) -> Iterator[Launch]:
    match = _OBJECT.fullmatch(text) if isinstance(text, str) else None
    project = folder(path)
    installed = known.roots_in(project)
    root = next((root for root in installed if match and known.index.find_dotted(match[1], [root])), None)
    if match is None or root is None:
        return
    found = known.index.find_dotted(match[1], [root])
    if found is None or not found.path:
        return
    evidence = known.metadata.evidence(path, f"makes the program `{name}`", section, name)
    yield Launch(
        name=f"{path}: {name}",
        kind=LaunchKind.CONSOLE,
        entry=match[1],
        cwd=".",
        python_path=(),
        search_path=tuple(dict.fromkeys((root, *installed, *known.installed_for(found.path)))),
        command=name,
        evidence=(Evidence(path, evidence.line, evidence.reason),),
    )
