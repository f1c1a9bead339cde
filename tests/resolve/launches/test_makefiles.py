"""Launches in the recipes of Makefiles."""

import pytest

from tests.resolve.launches.launched import launches_of

FILES = {
    "services/a/requirements.txt": "",
    "services/a/app/__init__.py": "",
    "services/a/app/main.py": "",
    "services/a/app/tool/__init__.py": "",
    "services/a/app/tool/__main__.py": "",
    "lib/acme/__init__.py": "",
    "scripts/seed.py": "",
}


@pytest.mark.parametrize(
    ("recipe", "entry", "cwd", "search_path"),
    [
        ("cd services/a && uvicorn app.main:app --reload", "app.main", "services/a", ("services/a",)),
        ("@cd services/a; gunicorn -w 4 app.main:app", "app.main", "services/a", ("services/a",)),
        ("uvicorn app.main:app --app-dir services/a", "app.main", ".", ("services/a",)),
        ("uvicorn --app-dir=services/a app.main:app", "app.main", ".", ("services/a",)),
        ("gunicorn --chdir services/a app.main", "app.main", ".", ("services/a", ".")),
        ("gunicorn 'app.main:create()' --pythonpath lib,services/a", "app.main", ".", ("services/a", "lib", ".")),
        (
            "cd services/a && PYTHONPATH=../../lib:. gunicorn app.main:app",
            "app.main",
            "services/a",
            ("lib", "services/a"),
        ),
        ("PYTHONPATH=lib uvicorn app.main:app --app-dir services/a", "app.main", ".", ("services/a", "lib")),
        ("cd services/a && celery -A app.main.celery worker -l info", "app.main", "services/a", ("services/a",)),
        ("cd services/a && celery --app=app.main beat", "app.main", "services/a", ("services/a",)),
        ("cd services/a && FLASK_APP=app.main flask run", "app.main", "services/a", ("services/a",)),
        ("flask --app services/a/app/main.py:make run", "app.main", ".", ("services/a",)),
        ("fastapi dev services/a/app/main.py", "app.main", ".", ("services/a",)),
        ("cd services/a && fastapi run", "app.main", "services/a", ("services/a",)),
        ("cd services/a && python -m uvicorn app.main:app", "app.main", "services/a", ("services/a",)),
        ("cd services/a && poetry run python3.12 -X dev -m app.tool", "app.tool", "services/a", ("services/a",)),
        ("uv run --directory services/a python -u -m app.main", "app.main", "services/a", ("services/a",)),
        (
            "cd services/a && env A=1 PYTHONPATH=../../lib python -m app.main",
            "app.main",
            "services/a",
            ("services/a", "lib"),
        ),
        ("PYTHONPATH=lib python scripts/seed.py --all", "scripts/seed.py", ".", ("scripts", "lib")),
        ("PYTHONPATH=$$PYTHONPATH:lib exec python scripts/seed.py", "scripts/seed.py", ".", ("scripts", ".", "lib")),
        ("PYTHONPATH=$(CURDIR)/lib $(PYTHON) scripts/seed.py", "scripts/seed.py", ".", ("scripts", "lib")),
        (
            "PYTHONPATH=$(LIBRARY) bash -c 'cd scripts && python seed.py'",
            "scripts/seed.py",
            "scripts",
            ("scripts", "lib"),
        ),
        ("PYTHONPATH=lib streamlit run scripts/seed.py", "scripts/seed.py", ".", ("scripts", "lib")),
    ],
)
def test_a_recipe_starts_a_process(recipe: str, entry: str, cwd: str, search_path: tuple[str, ...]) -> None:
    text = f"PYTHON ?= python3\nBASE := $(CURDIR)\nLIBRARY = $(BASE)/lib\n\nrun: build\n\t{recipe}\n"
    (launch,) = launches_of({**FILES, "Makefile": text}).values()
    assert (launch.entry, launch.cwd, launch.search_path) == (entry, cwd, search_path)
    assert [(evidence.path, evidence.line) for evidence in launch.evidence] == [("Makefile", 6)]


@pytest.mark.parametrize(
    "recipe",
    [
        "uvicorn app.main:app",  # not on the path
        "uvicorn $(APP)",
        "cd $(SERVICE) && uvicorn app.main:app",
        "PYTHONPATH=$(ELSEWHERE) python scripts/seed.py",
        "echo python scripts/seed.py",
        "# python scripts/seed.py",
        "python -c 'import json'",
        'python -c "$(CODE)"',
        "python -I scripts/seed.py",
        "python -m pip install -r requirements.txt",
        "docker compose run api python scripts/seed.py",
        "gunicorn -c conf.py app.main:app",
        "python < scripts/seed.py",
        "cat > run.sh <<END; python -",
    ],
)
def test_what_is_not_known_is_not_claimed(recipe: str) -> None:
    assert launches_of({**FILES, "Makefile": f"run:\n\t{recipe}\n"}) == {}


def test_exported_variables_hold_for_all_recipes() -> None:
    text = "export PYTHONPATH := lib\none:\n\tpython scripts/seed.py\ntwo:\n\tcd lib && \\\n\t  python -m acme.tool\n"
    files = {**FILES, "Makefile": text, "lib/acme/tool.py": ""}
    launches = launches_of(files)
    assert launches["Makefile: python scripts/seed.py"].search_path == ("scripts", "lib")
    assert launches["Makefile: python scripts/seed.py"].command == "PYTHONPATH=lib python scripts/seed.py"
    # The entry is relative to the working directory, where there is no lib/lib.
    assert launches["Makefile: python -m acme.tool"].search_path == ("lib",)
    assert launches["Makefile: python -m acme.tool"].command == "cd lib && python -m acme.tool"


def test_places_that_describe_the_same_launch_are_all_evidence() -> None:
    text = "one:\n\tpython scripts/seed.py\ntwo:\n\tpython scripts/seed.py\n"
    (launch,) = launches_of({**FILES, "Makefile": text, "scripts/seed.py": "#!/usr/bin/env python\n"}).values()
    assert [(found.path, found.line) for found in launch.evidence] == [
        ("scripts/seed.py", 1),
        ("Makefile", 2),
        ("Makefile", 4),
    ]
