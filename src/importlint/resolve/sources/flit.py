"""Source roots of Flit projects: the module lies in the project directory or in `src`.

https://flit.pypa.io/en/stable/pyproject_toml.html
"""

from collections.abc import Iterator

from importlint.resolve.directories import child
from importlint.resolve.metadata import table
from importlint.resolve.survey import Claim, Survey, claim_directory


def find(survey: Survey) -> Iterator[Claim]:
    """Yield the directory in which Flit finds the module that it packs."""
    for project in sorted(survey.projects):
        path = child(project, "pyproject.toml")
        document = survey.metadata.toml(path)
        tool = table(document, "tool", "flit")
        name = table(tool, "module").get("name") or table(tool, "metadata").get("module")
        if not isinstance(name, str):
            continue
        for place in ("src", "."):
            if survey.index.find_dotted(name, [child(project, place) if place != "." else project]):
                yield from claim_directory(
                    survey, project, place, path, f"Flit packs `{name}`", "flit", name, names=(name,)
                )
                break
