"""Commands that run something in a service of a compose file."""

import pytest

from tests.resolve.launches.launched import launches_of

FILES = {
    "services/a/app/__init__.py": "",
    "services/a/app/main.py": "",
    "services/a/manage.py": "",
    "lib/acme/__init__.py": "",
    "docker-compose.yml": "services:\n  web:\n    build: services/a\n",
    "services/a/Dockerfile": "FROM python\nWORKDIR /srv\nCOPY . .\n",
}
A = ("services/a",)


@pytest.mark.parametrize(
    ("command", "entry", "search_path"),
    [
        ("docker compose exec web python -m app.main", "app.main", A),
        ("docker-compose -f docker-compose.yml exec -T web python manage.py x", "services/a/manage.py", A),
        ("docker compose run --rm -e PYTHONPATH=/srv/app web python manage.py", "services/a/manage.py",
         (*A, "services/a/app")),
        ("docker compose exec -w /srv/app web python -m main", "main", ("services/a/app",)),
        ("docker compose exec web sh -c 'cd / && python /srv/manage.py'", "services/a/manage.py", A),
    ],
)  # fmt: skip
def test_a_command_runs_in_a_service(command: str, entry: str, search_path: tuple[str, ...]) -> None:
    (launch,) = launches_of({**FILES, "Makefile": f"it:\n\t{command}\n"}).values()
    assert (launch.entry, launch.search_path) == (entry, search_path)
    assert launch.container is not None
    assert [(found.path, found.line) for found in launch.evidence] == [("Makefile", 2), ("docker-compose.yml", 2)]


@pytest.mark.parametrize(
    "command",
    [
        "docker compose exec other python manage.py",
        "docker compose -f missing.yml exec web python manage.py",
        "docker compose up web",
        "docker compose exec web",
        "docker compose exec web python $(WHAT)",
        "cd $(WHERE) && docker compose exec web python manage.py",
        "docker compose",
    ],
)
def test_what_is_not_known_is_not_claimed(command: str) -> None:
    assert launches_of({**FILES, "Makefile": f"it:\n\t{command}\n"}) == {}
