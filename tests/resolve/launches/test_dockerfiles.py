"""Launches of images: what a container shows of the tree, and what it starts."""

import pytest

from importlint.machine.beginnings import Beginnings
from importlint.machine.runs import run_launches
from importlint.resolve.launches.sight import Providers
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
        (BEGIN + "COPY services/b-service .\nCOPY services/a .\n" + SERVE, A),
        (BEGIN + "COPY services/a .\nCOPY services/shared ./common\n" + SERVE, A),
        (BEGIN + "COPY . .\nRUN mv app src && ln -sfn src app\n" + SERVE, A),
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
        BEGIN + "COPY . .\nRUN rm -rf app\n" + SERVE,
        BEGIN + "COPY . .\n",
        "not a Dockerfile\n",
    ],
)  # fmt: skip
def test_what_a_search_path_cannot_say_is_not_claimed(dockerfile: str) -> None:
    assert launches_of({**FILES, "services/a/Dockerfile": dockerfile}) == {}


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


def outcome(dockerfile: str, **more: str) -> str:
    """Return how the only container launch ends when the machine runs it on the container's disk."""
    project = project_from({**FILES, "services/a/Dockerfile": dockerfile, **more})
    (launch,) = (each for each in project.launches if each.container is not None)
    (run,) = run_launches(Beginnings(project.settings), [launch])
    return run.trace.error.message if run.trace.error is not None else str(run.trace.verdict)


SHARED = "COPY services/shared /app/shared\n"
COPIES = BEGIN + "COPY services/a/app ./app\n"
FROM_STAGE = (
    "FROM x AS b\nCOPY services /src\nFROM y\nWORKDIR /app\nCOPY --from=b /src/a/app ./app\n"
    "COPY --from=b /src/shared shared\n"
)
FROM_FILE = (
    "import sys\nfrom pathlib import Path\nsys.path.insert(0, str(Path(__file__).parents[1] / 'shared'))\nimport log"
)
PART = {"services/shared/other.py": "", "services/a/app/tool.py": "", "services/a/app/main.py": "import shared.other\n"}


@pytest.mark.parametrize(
    ("dockerfile", "main", "ends"),
    [
        (COPIES + SHARED, "import shared.log", "ok"),
        (COPIES, "import shared.log", "No module named 'shared'"),
        (COPIES + "COPY services/shared/log.py shared/\n", "import shared.other", "No module named 'shared.other'"),
        (COPIES + "COPY services/shared common\n", "import common.log", "ok"),
        (COPIES + SHARED, "import tools", "No module named 'tools'"),
        (COPIES + SHARED + "RUN mkdir -p libs && ln -s /app/shared libs/shared\n", "import libs.shared.log", "ok"),
        (COPIES + SHARED + "RUN mkdir libs && cp -r shared libs/ && touch libs/__init__.py\n", "import libs.shared.log",
         "ok"),
        (COPIES + SHARED + "RUN mv shared common\n", "import shared.log", "No module named 'shared'"),
        (COPIES + SHARED + "RUN rm -rf ./shared\n", "import shared.log", "No module named 'shared'"),
        (COPIES + SHARED + "RUN echo '' > shared/__init__.py\n", "import shared.log", "ok"),
        (FROM_STAGE, "import shared.log", "ok"),
        (COPIES + SHARED, FROM_FILE, "ok"),
        (COPIES + SHARED, "import sys\nsys.path.insert(0, '/app/shared')\nimport log", "ok"),
        (COPIES + "COPY services/*/log.py ./\n", "import log", "ok"),
        (COPIES + SHARED + "RUN echo /app/shared > /usr/lib/python3.12/site-packages/shared.pth\n", "import log", "ok"),
        (COPIES + SHARED + "COPY services/a/x.pth /usr/lib/python3.12/site-packages/\n", "import log", "ok"),
    ],
)  # fmt: skip
def test_the_machine_runs_on_the_disk_of_the_container(dockerfile: str, main: str, ends: str) -> None:
    files = {"services/a/app/main.py": main + "\n", "services/shared/other.py": "", "tools/x.py": ""}
    files["services/a/x.pth"] = "# comment\n/app/shared\nimport os\n"
    assert outcome(dockerfile + SERVE, **files) == ends


@pytest.mark.parametrize(
    ("patterns", "ends"),
    [
        ("", "ok"),
        ("services/shared", "No module named 'shared'"),
        ("**/shared/other.py", "No module named 'shared.other'"),
        ("**/*.py\n!services/a\n", "No module named 'shared'"),
        ("# services/shared\nshared\n*.py\n", "ok"),
        ("services/*\n!services/a\n!services/shared", "ok"),
    ],
)
def test_what_dockerignore_names_is_not_copied(patterns: str, ends: str) -> None:
    dockerfile = BEGIN + "COPY services/a .\nCOPY services ./\n" + SERVE
    assert outcome(dockerfile, **{**PART, ".dockerignore": patterns}) == ends


def test_a_trace_of_a_container_is_told_in_words_of_the_tree() -> None:
    files = {**FILES, "services/a/Dockerfile": COPIES + SHARED + SERVE}
    (launch,) = (each for each in project_from(files).launches if each.container is not None)
    assert launch.container is not None
    assert (launch.container.cwd, launch.container.search_path) == ("/app", ("/app",))
    (run,) = run_launches(Beginnings(project_from(files).settings), [launch])
    assert run.trace.modules == {
        "app": "services/a/app/__init__.py",
        "app.main": "services/a/app/main.py",
        "shared.log": "services/shared/log.py",
    }
    assert [(event.path, event.resolved) for event in run.trace.events] == [
        ("services/a/app/main.py", "services/shared/log.py")
    ]


def test_only_what_is_on_the_disk_meets() -> None:
    files = {
        **FILES,
        "app/__init__.py": "",
        "pyproject.toml": "[project]\nname = 'x'\n",
        "shared/__init__.py": "",
        "services/a/Dockerfile": BEGIN + "COPY services/a .\nCOPY shared shared\n" + SERVE,
    }
    project = project_from(files)
    (launch,) = (each for each in project.launches if each.container is not None)
    assert launch.search_path == ("services/a", ".")
    assert [module.id.root for module in Providers(project.contested["app"]).seen_by(launch)] == ["services/a"]


@pytest.mark.parametrize(
    "check",
    [
        "HEALTHCHECK --interval=30s --timeout=3s CMD python -c 'import app.main' || exit 1",
        'HEALTHCHECK CMD ["python", "-c", "import app.main"]',
        "HEALTHCHECK CMD python -c 'import json'\nHEALTHCHECK --retries=3 \\\n  CMD ./check.sh",
    ],
)
def test_a_health_check_is_a_launch_of_its_own(check: str) -> None:
    files = {"services/a/Dockerfile": f"FROM python\nWORKDIR /app\nCOPY . .\n{check}\n{SERVE}"}
    script = {"services/a/check.sh": "#!/bin/sh\npython3 -c 'import app.main'\n"}
    kinds = {each.kind: each.search_path for each in launches_of({**FILES, **files, **script}).values()}
    assert kinds == {"server": A, "code": A}


def test_a_health_check_can_be_taken_away() -> None:
    dockerfile = BEGIN + "COPY . .\nHEALTHCHECK CMD python -c 'import app.main'\nHEALTHCHECK NONE\n"
    assert launches_of({**FILES, "services/a/Dockerfile": dockerfile}) == {}


def test_a_session_in_a_container_sees_what_lies_there() -> None:
    dockerfile = BEGIN + 'COPY services/a .\nCOPY services/shared ./common\nCMD ["pytest", "-q", "tests"]\n'
    files = {
        **FILES,
        "services/a/Dockerfile": dockerfile,
        "services/a/pytest.ini": "[pytest]\npythonpath = .\n",
        "services/a/tests/test_it.py": "import app.main\nimport common.log\nimport tools\n",
        "services/a/app/main.py": "",
        "tools/x.py": "",
    }
    project = project_from(files)
    (launch,) = (each for each in project.launches if each.container is not None)
    assert launch.session is not None
    assert (launch.kind, launch.entry, launch.session.config) == ("pytest", "services/a", "services/a/pytest.ini")
    assert [load.path for load in launch.session.loads] == ["services/a/tests/test_it.py"]
    assert launch.search_path == ("services/a/tests", "services/a")
    (run,) = run_launches(Beginnings(project.settings), [launch])
    (failure,) = run.trace.failures
    assert (failure.path, failure.error.message) == ("services/a/tests/test_it.py", "No module named 'tools'")
    assert [event.resolved for event in run.trace.events] == ["services/a/app/main.py", "services/shared/log.py", None]
