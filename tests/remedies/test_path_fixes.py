"""Edits of `sys.path`: the right number of parents, a place that the working directory cannot move, fewer edits."""
# ruff: noqa: E501, ISC004

from collections.abc import Mapping

import pytest

from importlint.edits.text import edit_text
from importlint.model.finding import Finding
from importlint.model.fix import Applicability
from importlint.project import Project
from importlint.rules import path_edit, path_edit_cwd, path_edit_misses
from tests.projects import project_from

BILLING = {"services/billing/pyproject.toml": "[project]\nname = 'b'\n", "services/billing/billing/__init__.py": ""}


def fixed(files: Mapping[str, str], finding: Finding, path: str) -> str:
    """Return a file after the finding's first fix."""
    return edit_text(files[path], [edit for edit in finding.fixes[0].edits if edit.path == path])


def only(findings: object) -> Finding:
    (finding,) = findings  # type: ignore[misc]
    return finding


HERE = "Path(__file__).resolve()"
MISSES = {
    "parents[n]": (
        f"sys.path.insert(0, str({HERE}.parents[1] / 'services' / 'billing'))",
        f"sys.path.insert(0, str({HERE}.parents[2] / 'services' / 'billing'))",
    ),
    "parents": (
        f"sys.path.append(str({HERE}.parent.parent / 'services/billing'))",
        f"sys.path.append(str({HERE}.parent.parent.parent / 'services/billing'))",
    ),
    "too many": (
        f"sys.path.append(str({HERE}.parents[5] / 'project/services/billing'))",
        None,
    ),
    "dirname": (
        "sys.path.append(os.path.join(os.path.dirname(os.path.dirname(__file__)), 'services', 'billing'))",
        "sys.path.append(os.path.join(os.path.dirname(os.path.dirname(os.path.dirname(__file__))), 'services', 'billing'))",
    ),
    "upward text": (
        "sys.path.append(os.path.join(os.path.dirname(__file__), '../services/billing'))",
        'sys.path.append(os.path.join(os.path.dirname(__file__), "../../services/billing"))',
    ),
    "name": (
        f"ROOT = {HERE}.parents[1]\nsys.path[:0] = [str(ROOT / 'services/billing')]",
        f"ROOT = {HERE}.parents[2]\nsys.path[:0] = [str(ROOT / 'services/billing')]",
    ),
    "renamed": (f"sys.path.append(str({HERE}.parents[2] / 'services' / 'invoices'))", None),
}


@pytest.mark.parametrize("case", MISSES)
def test_the_parents_are_counted_anew(case: str) -> None:
    wrong, right = MISSES[case]
    head, tail = (
        "import os\nimport sys\nfrom pathlib import Path\n\n",
        "\nimport billing\n\nif __name__ == '__main__':\n    pass\n",
    )
    files = {**BILLING, "scripts/nightly/report.py": f"{head}{wrong}{tail}"}
    findings = list(path_edit_misses.check(project_from(files)))
    if case == "too many":
        assert not findings, "it lies outside of the project"
        return
    finding = only(findings)
    if right is None:
        assert not any(fix.edits for fix in finding.fixes)
        return
    assert finding.fixes[0].applicability is Applicability.SAFE
    assert fixed(files, finding, "scripts/nightly/report.py") == f"{head}{right}{tail}"
    after = {**files, "scripts/nightly/report.py": f"{head}{right}{tail}"}
    assert not list(path_edit_misses.check(project_from(after)))


def test_where_several_numbers_would_do_none_is_taken() -> None:
    files = {
        "a/lib/x.py": "",
        "a/b/c/lib/y.py": "",
        "a/b/lib2/z.py": "",
        "a/b/c.py": "",
        "a/b/script.py": "import sys\nfrom pathlib import Path\nsys.path.append(str(Path(__file__).resolve().parents[1] / 'libx'))\n"
        "import x\nif __name__ == '__main__':\n    pass\n",
    }
    finding = only(path_edit_misses.check(project_from(files)))
    assert not any(fix.edits for fix in finding.fixes)


@pytest.mark.parametrize(
    ("before", "after"),
    [
        (
            "import sys\n\nsys.path.insert(0, 'lib')\n",
            "import sys\nfrom pathlib import Path\n\n"
            'sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "lib"))\n',
        ),
        (
            "import sys\nfrom pathlib import Path as P\nsys.path.append('../lib')\n",
            'import sys\nfrom pathlib import Path as P\nsys.path.append(str(P(__file__).resolve().parents[1] / "lib"))\n',
        ),
        (
            "import pathlib, sys\nsys.path.append('lib')  # ours\n",
            'import pathlib, sys\nsys.path.append(str(pathlib.Path(__file__).resolve().parents[1] / "lib"))  # ours\n',
        ),
    ],
)
def test_the_place_no_longer_hangs_on_the_working_directory(before: str, after: str) -> None:
    files = {"scripts/report.py": before, "lib/money.py": ""}
    finding = only(path_edit_cwd.check(project_from(files)))
    assert finding.fixes[0].applicability is Applicability.UNSAFE
    assert fixed(files, finding, "scripts/report.py") == after
    assert not list(path_edit_cwd.check(project_from({**files, "scripts/report.py": after})))


def test_what_is_no_plain_argument_is_left_to_the_reader() -> None:
    files = {"scripts/report.py": "import sys\nsys.path += ['lib']\n", "lib/money.py": ""}
    finding = only(path_edit_cwd.check(project_from(files)))
    assert not finding.fixes[0].edits
    assert "Path(__file__)" in finding.fixes[0].text


MAIN = (
    "import sys\nfrom pathlib import Path\n\nsys.path.insert(0, str(Path(__file__).resolve().parent / 'shared'))\n\n"
    "import tool\n\nif __name__ == '__main__':\n    tool\n"
)
AGAIN = "import sys\nfrom pathlib import Path\n\nsys.path.insert(0, str(Path(__file__).resolve().parent / 'shared'))\n\nX = 1\n"


def edited_in(files: Mapping[str, str], path: str) -> tuple[Project, Finding]:
    project = project_from(files)
    return project, next(each for each in path_edit.check(project) if each.location.path == path)


def test_an_edit_that_its_importers_have_made_is_deleted() -> None:
    files = {"main.py": MAIN, "tool.py": AGAIN, "shared/helper.py": ""}
    _, finding = edited_in(files, "tool.py")
    assert finding.fixes[0].applicability is Applicability.SAFE
    assert fixed(files, finding, "tool.py") == "import sys\nfrom pathlib import Path\n\nX = 1\n"


@pytest.mark.parametrize(
    "tool",
    [AGAIN.replace("X = 1", "import helper"), AGAIN.replace("shared", "other")],
    ids=["needs it alone", "another directory"],
)
def test_an_edit_that_somebody_may_need_stays(tool: str) -> None:
    main = MAIN.replace("import tool\n", "import tool, found\n")
    files = {"main.py": main, "tool.py": tool, "shared/helper.py": "", "other/found.py": ""}
    _, finding = edited_in(files, "tool.py")
    assert not finding.fixes[0].edits
