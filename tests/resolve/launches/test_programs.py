"""Programs that start others, that are told where to look, and code on a command line."""

import pytest

from tests.resolve.launches.launched import launches_of

FILES = {
    "services/a/app/__init__.py": "",
    "services/a/app/main.py": "",
    "services/a/main.py": "",
    "lib/acme/__init__.py": "",
}
A = ("services/a",)


@pytest.mark.parametrize(
    ("recipe", "entry", "search_path"),
    [
        ("coverage run --source lib -m app.main --x", "app.main", A),
        ("python -m coverage run -p main.py", "services/a/main.py", A),
        ("poetry run coverage run --rcfile=x -m app.main", "app.main", A),
        ("python -m debugpy --listen 0.0.0.0:5678 --wait-for-client -m uvicorn app.main:app", "app.main", A),
        ("python3 -m cProfile -o out -m app.main", "app.main", A),
        ("python -m pdb main.py", "services/a/main.py", A),
        ("memray run -o out main.py", "services/a/main.py", A),
        ("watchmedo auto-restart -p '*.py' -- celery -A app.main worker", "app.main", A),
        ("hypercorn app.main:app", "app.main", A),
        ("hypercorn main.py:app", "main", A),
        ("cd .. && hypercorn a/main.py:app", "main", A),
        ("gunicorn -c conf.py", "app.main", ("lib", *A)),
        ("gunicorn -c conf.py --pythonpath . app.main:app", "app.main", A),
        ("cd ../.. && gunicorn app.main:app", "app.main", (*A, ".")),
        ("$(VENV_PYTHON) -m app.main", "app.main", A),
        ('"$${PYTHON_BIN}" -m app.main', "app.main", A),
        ("python -c 'from app.main import x; print(x)'", "from app.main import x; print(x)", A),
        ("PYTHONPATH=../../lib python -c 'import os, acme'", "import os, acme", (*A, "lib")),
    ],
)
def test_a_command_starts_a_process(recipe: str, entry: str, search_path: tuple[str, ...]) -> None:
    files = {
        "Makefile": f"run:\n\tcd services/a && {recipe}\n",
        "services/a/conf.py": 'bind = "0.0.0.0"\npythonpath = "../../lib"\nwsgi_app = "app.main:app"\n',
        "gunicorn.conf.py": 'chdir = "services/a"\n',
    }
    (launch,) = launches_of({**FILES, **files}).values()
    assert (launch.entry, launch.search_path) == (entry, search_path)


@pytest.mark.parametrize(
    "recipe",
    [
        "coverage report -m app.main",
        "coverage run",
        "gunicorn -c missing.py app.main:app",
        "gunicorn -c computed.py",
        "python -c 'import json'",
        "python -c 'from ('",
        "hypercorn missing.py:app",
        "alembic upgrade head",
        "watchmedo shell-command",
    ],
)
def test_what_is_not_known_is_not_claimed(recipe: str) -> None:
    files = {"Makefile": f"run:\n\tcd services/a && {recipe}\n", "services/a/computed.py": "wsgi_app = name()\n"}
    assert launches_of({**FILES, **files}) == {}


def test_flask_reads_its_environment_files() -> None:
    files = {"Makefile": "run:\n\tcd services/a && flask run\n", ".flaskenv": "FLASK_APP=app.main:create\n"}
    (launch,) = launches_of({**FILES, **files}).values()
    assert (launch.entry, launch.search_path) == ("app.main", A)


@pytest.mark.parametrize(
    ("recipe", "search_path"),
    [
        ("pipenv run python main.py", (*A, "lib")),
        ("uv run --env-file ../../.env python main.py", A),
        ("uv run --env-file .env main.py", (*A, "lib")),
        ("dotenv run -- python main.py", (*A, "lib")),
        ("dotenv -f other.env run python main.py", A),
        ("PYTHONPATH=. pipenv run python main.py", (*A, "lib")),
        ("PYTHONPATH=. uv run --env-file .env main.py", A),
        ("uv run python main.py", A),
    ],
)
def test_some_runners_read_an_environment_file(recipe: str, search_path: tuple[str, ...]) -> None:
    files = {"Makefile": f"run:\n\tcd services/a && {recipe}\n", "services/a/.env": "PYTHONPATH=../../lib\n"}
    (launch,) = launches_of({**FILES, **files}).values()
    assert launch.search_path == search_path


def test_a_procfile_is_started_with_its_environment_file() -> None:
    files = {"Procfile": "web: python services/a/main.py\n", ".env": "# it\nexport PYTHONPATH='lib' # more\nX=${Y}\n"}
    (launch,) = launches_of({**FILES, **files}).values()
    assert launch.search_path == (*A, "lib")
    assert [(evidence.path, evidence.line) for evidence in launch.evidence] == [("Procfile", 1), (".env", 2)]


@pytest.mark.parametrize(
    ("line", "search_path"),
    [
        ("PYTHONPATH=/srv/lib", ("lib",)),
        ('PYTHONPATH="${PYTHONPATH}:/srv/lib"', (".", "lib")),
        ("BASE=/srv\nPYTHONPATH=$BASE/lib", ("lib",)),
        ("PYTHONPATH=${BASE:-/srv}/lib", ("lib",)),
        ("PYTHONPATH=/srv/lib # comment", ("lib",)),
    ],
)
def test_compose_reads_environment_files(line: str, search_path: tuple[str, ...]) -> None:
    service = "image: python\n    env_file: [{path: ./a.env}]\n    working_dir: /srv\n    volumes: [.:/srv]\n"
    compose = f"services:\n  a:\n    {service}    command: python services/a/main.py\n"
    (launch,) = launches_of({**FILES, "compose.yaml": compose, "a.env": f"{line}\n"}).values()
    assert launch.search_path == (*A, *search_path)


@pytest.mark.parametrize(
    "test",
    [
        "'python -c \"import app.main\"'",
        "[CMD, python, -c, import app.main]",
        "[CMD-SHELL, python -c 'import app.main']",
    ],
)
def test_a_health_check_of_a_service_is_a_launch(test: str) -> None:
    service = "image: python\n    working_dir: /srv\n    volumes: [./services/a:/srv]\n"
    compose = f"services:\n  a:\n    {service}    healthcheck:\n      test: {test}\n"
    (launch,) = launches_of({**FILES, "compose.yaml": compose}).values()
    assert (launch.kind, launch.search_path, launch.evidence[0].line) == ("code", A, 7)
