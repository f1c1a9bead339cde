"""Launches of images: what a container shows of the tree, and what it starts."""

import pytest

from tests.projects import project_from
from tests.resolve.launches.launched import launches_of

FILES = {
    "services/a/requirements.txt": "",
    "services/a/app/__init__.py": "",
    "services/a/app/main.py": "import shared.log\n",
    "services/a/manage.py": "",
    "services/b-service/app/__init__.py": "",
    "services/shared/log.py": "",
    "libs/acme/pyproject.toml": '[project]\nname = "acme"\n',
    "libs/acme/src/acme/__init__.py": "",
}
A = ("services/a",)
BEGIN = "FROM python\nWORKDIR /app\n"
SERVE = 'CMD ["uvicorn", "app.main:app", "--host", "0.0.0.0"]\n'


def launch_of(dockerfile: str, path: str = "services/a/Dockerfile", **more: str) -> tuple[str, tuple[str, ...]]:
    """Return the entry and the search path of the only launch."""
    (launch,) = launches_of({**FILES, path: dockerfile, **more}).values()
    return launch.entry, launch.search_path


@pytest.mark.parametrize(
    ("dockerfile", "search_path"),
    [
        (BEGIN + "COPY requirements.txt .\nCOPY . .\n" + SERVE, A),
        ("FROM python\nCOPY services/a/ /srv/\nWORKDIR /srv\n" + SERVE, A),
        (BEGIN + "COPY services/shared ./shared/\nCOPY services/a .\n" + SERVE, (*A, "services")),
        (BEGIN + "COPY app ./app\nCMD uvicorn app.main:app --port ${PORT:-80}\n", A),
        ("FROM python\nADD services /code\nENV PYTHONPATH=/code\nWORKDIR /code/a\n" + SERVE, (*A, "services")),
        ("FROM python\nARG P=/srv\nWORKDIR $P\nCOPY . $P\nENV PYTHONPATH $P/app\n" + SERVE, (*A, "services/a/app")),
        ("FROM python AS base\nWORKDIR /app\nCOPY . .\nFROM base\n" + SERVE, A),
        ("FROM python AS b\nCOPY . /src\nFROM python\nCOPY --from=b /src /app\nWORKDIR /app\n" + SERVE, A),
        ("FROM python\nCOPY . /app\nWORKDIR /app\nENV PYTHONPATH=\"${PYTHONPATH}:/usr/lib/more\"\n" + SERVE, A),
        (BEGIN + "COPY libs/acme /acme\nRUN pip install -e /acme\nCOPY services/a .\n" + SERVE, (*A, "libs/acme/src")),
        (BEGIN + "COPY app/*.py app/\n" + SERVE, A),
    ],
)  # fmt: skip
def test_an_image_shows_directories_of_the_tree(dockerfile: str, search_path: tuple[str, ...]) -> None:
    assert launch_of(dockerfile) == ("app.main", search_path)


@pytest.mark.parametrize(
    "dockerfile",
    [
        BEGIN + "COPY app/main.py .\n" + SERVE,  # no package `app` there
        BEGIN + "COPY --from=elsewhere /app /app\n" + SERVE,
        BEGIN + "COPY . .\nENV PYTHONPATH=$MORE\n" + SERVE,
        BEGIN + "COPY . .\nCMD [\"uvicorn\", \"$APP\"]\n",
        BEGIN + "COPY services/a .\nCOPY services/b-service .\n" + SERVE,  # two `app` in one
        BEGIN + "COPY services/a .\nCOPY services/shared ./common\n" + SERVE,  # under another name
        BEGIN + "COPY . .\n",
        "not a Dockerfile\n",
    ],
)  # fmt: skip
def test_what_a_search_path_cannot_say_is_not_claimed(dockerfile: str) -> None:
    assert launches_of({**FILES, "services/a/Dockerfile": dockerfile}) == {}


def test_names_beside_a_copied_directory_must_not_be_imported() -> None:
    dockerfile = BEGIN + "COPY services/a .\nCOPY services/shared shared\n" + SERVE
    assert launch_of(dockerfile, **{"services/tools/x.py": ""}) == ("app.main", ("services/a", "services"))
    imported = {"services/tools/x.py": "", "services/a/app/cli.py": "import tools.x\n"}
    assert launches_of({**FILES, "services/a/Dockerfile": dockerfile, **imported}) == {}


def test_an_entry_point_runs_the_command() -> None:
    dockerfile = 'FROM python\nWORKDIR /app\nCOPY . .\nENTRYPOINT ["./start.sh"]\n' + SERVE
    script = '#!/bin/sh\nset -e\npython manage.py migrate\nexec "$@"\n'
    launches = launches_of({**FILES, "services/a/Dockerfile": dockerfile, "services/a/start.sh": script})
    assert sorted(launches) == [
        "services/a/start.sh: python manage.py migrate",
        "services/a/start.sh: uvicorn app.main:app",
    ]
    migrate = launches["services/a/start.sh: python manage.py migrate"]
    assert (migrate.entry, migrate.cwd, migrate.search_path) == ("services/a/manage.py", "services/a", ("services/a",))
    assert [(found.path, found.line) for found in migrate.evidence] == [
        ("services/a/start.sh", 3),
        ("services/a/Dockerfile", 5),
    ]


def test_the_command_can_be_given_in_the_tree() -> None:
    dockerfile = (
        BEGIN + "COPY services/a .\nCOPY services/shared shared\n"
        'CMD ["python", "-m", "uvicorn", "app.main:app", "--app-dir", "/app"]\n'
    )
    (launch,) = launches_of({**FILES, "services/a/Dockerfile": dockerfile}).values()
    assert launch.command == "cd services/a && PYTHONPATH=.. python -m uvicorn app.main:app --app-dir ."
    assert launch.python_path == ("services",)


def test_comments_continued_lines_and_here_documents_are_read() -> None:
    dockerfile = (
        "# syntax=docker/dockerfile:1\nFROM python\nRUN <<EOF\nCMD nothing\nEOF\n"
        'WORKDIR \\\n# where\n  /app\nCOPY . .\nCMD ["uvicorn", \\\n  "app.main:app"]\n'
    )
    assert launch_of(dockerfile) == ("app.main", ("services/a",))


def test_a_launch_whose_files_edit_the_path_from_another_place_is_not_run() -> None:
    dockerfile = "FROM python\nWORKDIR /app\nCOPY services/a .\n" + SERVE
    edit = "import sys\nsys.path.insert(0, __file__ + '/../../shared')\n"
    files = {**FILES, "services/a/Dockerfile": dockerfile, "services/a/tests/conftest.py": edit}
    project = project_from(files)
    assert [
        (launch.moved, run.launch == launch) for launch, run in zip(project.launches, project.runs, strict=True)
    ] == [(False, True)]
    project = project_from({**files, "services/a/app/paths.py": edit})
    assert [launch.moved for launch in project.launches] == [True]
    assert project.runs == ()
