"""Plan and make moves of small projects."""

from collections.abc import Mapping
from typing import NamedTuple

from importlint.codemods.namespace_packages import plan
from importlint.codemods.options import FixOptions
from importlint.config import Config
from importlint.edits.overlay import changed_tree
from importlint.model.change import ChangeSet
from importlint.model.finding import Finding
from importlint.project import Project, build_project
from importlint.rules import contested_name
from tests.projects import project_from


class Moved(NamedTuple):
    """A project before and after, and what was planned."""

    before: Project
    after: Project
    changes: ChangeSet

    def text(self, path: str) -> str:
        """Return what a file holds afterwards."""
        return self.after.tree.read(path).decode()

    @property
    def notes(self) -> list[str]:
        """Return what was left alone, each with its place."""
        return [f"{note.path}:{note.line}: {note.text}" for note in self.changes.notes]


def move(files: Mapping[str, str], *, namespace: str = "acme", source: str = "", **options: object) -> Moved:
    """Move the packages that contest a name."""
    before = project_from(files)
    chosen = FixOptions(namespace=namespace, source=source, **options)
    changes = plan(before, findings(before), chosen)
    return Moved(before, build_project(changed_tree(before.tree, changes), Config(project="")), changes)


def findings(project: Project) -> list[Finding]:
    """Return the findings of contested names."""
    return list(contested_name.check(project))


def service(name: str, files: Mapping[str, str]) -> dict[str, str]:
    """Return the files of a service with a package `app`; paths that begin with `/` lie beside the package."""
    base = f"services/{name}-service"
    own = {f"{base}{path}" if path.startswith("/") else f"{base}/app/{path}": text for path, text in files.items()}
    return {f"{base}/requirements.txt": "", f"{base}/app/__init__.py": "", **own}


def two(files: Mapping[str, str], others: Mapping[str, str] | None = None) -> dict[str, str]:
    """Return a service `pillars` with some files and a service `analysis`, which has `core.py`, beside other files."""
    plain = {"core.py": "X = 1\n\n\ndef run():\n    return X\n", "main.py": "from app.core import X\n"}
    found = {**service("pillars", {**plain, **files}), **service("analysis", plain), **(others or {})}
    return dict(sorted(found.items()))
