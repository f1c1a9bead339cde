"""Where source roots meet in one process."""

import pytest

from importlint.model.launch import Launch, LaunchKind
from importlint.model.root import Evidence
from importlint.processes import find_meetings, is_arranged, path_edits_to
from importlint.scan.reader import read_facts
from tests.projects import project_from

SERVICES = {
    "services/billing/requirements.txt": "fastapi\n",
    "services/billing/app/__init__.py": "",
    "services/billing/app/invoice.py": "import app\n",
    "services/search/requirements.txt": "fastapi\n",
    "services/search/app/__init__.py": "",
    "services/search/app/index.py": "import app\n",
}
BOTH = ("services/billing", "services/search")


def meetings(files: dict[str, str], **options: object) -> list[tuple[tuple[str, ...], str]]:
    found = find_meetings(project_from(SERVICES | files, **options)).get("app", ())  # type: ignore[arg-type]
    return [(meeting.roots, meeting.step.location.path) for meeting in found]


def test_services_alone_do_not_meet() -> None:
    assert meetings({}) == []


def test_in_a_pythonpath() -> None:
    files = {"Makefile": "run:\n\tPYTHONPATH=services/billing:services/search python run.py\n", "run.py": ""}
    assert meetings(files) == [(BOTH, "Makefile")]


def test_in_the_path_edits_of_a_script() -> None:
    text = "import sys\nsys.path[:0] = ['services/billing', 'services/search']\n"
    assert meetings({"scripts/run.py": text}) == [(BOTH, "scripts/run.py")]


def test_in_a_launch() -> None:
    launch = Launch(
        name="nightly",
        kind=LaunchKind.SCRIPT,
        entry="nightly.py",
        cwd=".",
        python_path=BOTH,
        search_path=(".", *BOTH),
        command="python nightly.py",
        evidence=(Evidence("crontab", 3, "a line"),),
    )
    assert meetings({"nightly.py": ""}, launches=(launch,)) == [(BOTH, "crontab")]


def test_in_imports_that_no_service_can_satisfy_alone() -> None:
    assert meetings({"tools/report.py": "import app.invoice\nimport app.index\n"}) == [(BOTH, "tools/report.py")]


@pytest.mark.parametrize(
    "files",
    [
        pytest.param({"tools/report.py": "import app.invoice\n"}, id="one service is enough"),
        pytest.param({"tools/a.py": "import app.invoice\n", "tools/b.py": "import app.index\n"}, id="two programs"),
        pytest.param({"services/billing/app/x.py": "import app.index\n"}, id="a service that means its own"),
        pytest.param({"tools/report.py": "import app.invoice\nimport app.nowhere\n"}, id="nobody has it"),
        pytest.param({"run.py": "import sys\nsys.path.insert(0, 'services/billing')\n"}, id="one of them on the path"),
    ],
)
def test_no_meeting(files: dict[str, str]) -> None:
    assert meetings(files) == []


def test_an_edit_names_a_root_by_a_part_that_no_other_has() -> None:
    text = "import sys\nsys.path.insert(0, str(ROOT / 'services' / 'billing'))\nsys.path.remove('services/search')\n"
    ((edit, roots),) = path_edits_to(read_facts("a.py", text.encode()), BOTH)
    assert (edit.operation, roots) == ("insert", ["services/billing"])


def test_a_conftest_above_arranges_the_path_of_its_tests() -> None:
    edit = "import sys\nsys.path.insert(0, somewhere)\n"
    project = project_from({"tests/conftest.py": edit, "tests/unit/test_a.py": "", "app.py": "", "own.py": edit})
    assert [path for path in project.facts if is_arranged(project, path)] == [
        "own.py",
        "tests/conftest.py",
        "tests/unit/test_a.py",
    ]


def test_a_session_that_nobody_begins_is_no_evidence() -> None:
    files = {
        "services/a/pytest.ini": "[pytest]\n",
        "services/a/app/__init__.py": "",
        "services/a/tests/test_a.py": "import sys\nsys.path.insert(0, 'services/a')\nimport app\n",
        "services/b/pytest.ini": "[pytest]\n",
        "services/b/app/__init__.py": "",
        "services/b/tests/test_b.py": "import sys\nsys.path.insert(0, 'services/b')\nimport app\n",
        "pyproject.toml": "[tool.black]\nline-length = 88\n",
    }
    found = find_meetings(project_from(files, roots=("services/a", "services/b")))
    assert [meeting for meeting in found["app"] if "`pytest`" in meeting.step.message] == []
