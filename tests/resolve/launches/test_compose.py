"""Launches of the services in compose files."""

import pytest

from importlint.model.launch import Launch
from tests.projects import project_from
from tests.resolve.launches.launched import launches_of

FILES = {
    "services/a/app/__init__.py": "",
    "services/a/app/main.py": "import shared.log\n",
    "services/a/Dockerfile": 'FROM python\nWORKDIR /app\nCOPY . .\nCMD ["uvicorn", "app.main:app"]\n',
    "services/b/main.py": "",
    "shared/log.py": "",
}


def launches_in(service: str) -> list[Launch]:
    text = "services:\n  a:\n" + "".join(f"    {line}\n" for line in service.splitlines())
    files = {path: content for path, content in FILES.items() if path != "services/a/Dockerfile"}
    image = {"services/a/Base.txt": FILES["services/a/Dockerfile"].replace("CMD", "# CMD")}
    return list(launches_of({**files, **image, "compose.yaml": text}).values())


MAIN, A, B = "app.main", ("services/a",), ("services/b",)
BUILD = "build: {context: services/a, dockerfile: Base.txt}\n"


@pytest.mark.parametrize(
    ("service", "entry", "search_path"),
    [
        (BUILD + "command: uvicorn app.main:app --reload", MAIN, A),
        (BUILD + "command: [python, -m, app.main]", MAIN, A),
        (BUILD + 'command: sh -c "sleep 1 && exec python -m app.main"', MAIN, A),
        (BUILD + "entrypoint: python -m\ncommand: app.main", MAIN, A),
        (BUILD + "working_dir: /app/app\ncommand: python main.py", "services/a/app/main.py", ("services/a/app",)),
        (BUILD + "volumes: [./shared:/app/shared]\ncommand: python -m app.main", MAIN, ("services/a", ".")),
        (BUILD + "volumes: ['./services/b:/app:ro']\ncommand: python main.py", "services/b/main.py", B),
        (BUILD + "volumes:\n- {type: bind, source: services/b, target: /app}\ncommand: python -m main", "main", B),
        (BUILD + "volumes: [cache:/app/cache, /app/node_modules]\ncommand: python -m app.main", MAIN, A),
        (BUILD + "environment: {PYTHONPATH: /app/app}\ncommand: python -m app.main", MAIN, (*A, "services/a/app")),
        (BUILD + "environment: [PYTHONPATH=/app/app]\ncommand: python -m app.main", MAIN, (*A, "services/a/app")),
        (BUILD + "command: ${RUNNER:-python} -m app.main", MAIN, A),
        (BUILD + "command: >\n  sh -c 'python -m app.main $$PORT'", MAIN, A),
        ("working_dir: /x\nvolumes: [./services/b:/x]\ncommand: python main.py", "services/b/main.py", B),
    ],
)  # fmt: skip
def test_a_service_starts_a_process(service: str, entry: str, search_path: tuple[str, ...]) -> None:
    (launch,) = launches_in(service)
    assert (launch.entry, launch.search_path) == (entry, search_path)
    assert launch.name.startswith("compose.yaml (a): ")
    assert {evidence.path for evidence in launch.evidence} == {"compose.yaml"}


@pytest.mark.parametrize(
    "service",
    [
        BUILD,  # starts what the foreign image starts
        BUILD + "command: $PROGRAM app.main:app",
        BUILD + "environment:\n  PYTHONPATH: ${PATHS}\ncommand: python -m app.main",
        BUILD + "volumes: ['${CODE}:/app']\ncommand: python -m app.main",
        BUILD + "volumes: ['~/code:/app']\ncommand: python -m app.main",
        "image: postgres:16\ncommand: postgres -c log_statement=all",
        "build: https://example.org/repository.git\ncommand: python -m app.main",
        "extends: {file: base.yaml, service: a}\ncommand: python -m app.main",
        "command: 'python -m \"app.main'",
    ],
)
def test_what_is_not_known_is_not_claimed(service: str) -> None:
    assert launches_in(service) == []


def test_a_service_that_starts_its_image_is_evidence_for_that_launch() -> None:
    text = "x-base: &base\n  build: services/a\nservices:\n  web:\n    <<: *base\n    ports: ['80:80']\n"
    (launch,) = launches_of({**FILES, "docker-compose.yml": text}).values()
    assert launch.name == "services/a/Dockerfile: uvicorn app.main:app"
    assert [(found.path, found.line) for found in launch.evidence] == [
        ("services/a/Dockerfile", 4),
        ("docker-compose.yml", 4),
    ]


@pytest.mark.parametrize(
    ("text", "line"),
    [("services:\n  a: [python\n", 3), ("services:\n  a: b: python\n", 2), ("\tpython\n", 1), ("a: *python\n", 1)],
)
def test_a_broken_file_is_noted(text: str, line: int) -> None:
    project = project_from({**FILES, "docker-compose.yml": text})
    (diagnostic,) = project.diagnostics
    assert (diagnostic.location.path, diagnostic.location.span.line) == ("docker-compose.yml", line)
    assert diagnostic.message.startswith("docker-compose.yml is not valid YAML: ")


@pytest.mark.parametrize(
    "text",
    [
        "services: &a\n  python: *a\n",
        "services:\n  a: &x\n    <<: *x\n    command: python\n",
        "",
        "- python\n",
        "python",
    ],
)
def test_odd_files_are_read(text: str) -> None:
    assert project_from({**FILES, "docker-compose.yml": text}).diagnostics == ()
