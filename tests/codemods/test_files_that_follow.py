"""Files that are not Python, and paths in those that are, when packages move."""

import pytest

from tests.codemods.moving import move, two

PILLARS = "services/pillars-service"


def rewritten(path: str, text: str, *, source: str = "src", **others: str) -> str:
    """Return what becomes of a file."""
    return move(two({}, {path: text, **others}), source=source).text(path)


def test_an_image_copies_and_finds_the_new_directory() -> None:
    dockerfile = (
        "FROM python:3.12\nWORKDIR /srv\nCOPY requirements.txt .\nCOPY app/ ./app/\n"
        'CMD ["uvicorn", "app.main:X", "--reload-dir", "/srv/app/core.py"]\n'
    )
    assert rewritten(f"{PILLARS}/Dockerfile", dockerfile) == (
        "FROM python:3.12\nWORKDIR /srv\nENV PYTHONPATH=/srv/src\nCOPY requirements.txt .\n"
        "COPY src/acme/pillars/ ./src/acme/pillars/\n"
        'CMD ["uvicorn", "acme.pillars.main:X", "--reload-dir", "/srv/src/acme/pillars/core.py"]\n'
    )


def test_an_image_with_a_search_path_has_the_new_root_on_it() -> None:
    dockerfile = "FROM python:3.12\nWORKDIR /srv\nENV A=1 \\\n    PYTHONPATH=/srv\nCOPY . .\nCMD python -m app.main\n"
    text = rewritten(f"{PILLARS}/Dockerfile", dockerfile)
    assert "PYTHONPATH=/srv/src:/srv\n" in text
    assert text.endswith("CMD python -m acme.pillars.main\n")


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("COPY app ./app", "COPY src/acme/pillars ./src/acme/pillars"),
        ("COPY --chown=me app app", "COPY --chown=me src/acme/pillars src/acme/pillars"),
        ("copy app/core.py app/", "copy src/acme/pillars/core.py src/acme/pillars/"),
        ("COPY app /srv/app", "COPY src/acme/pillars /srv/src/acme/pillars"),
        ("RUN useradd app", "RUN useradd app"),
    ],
)
def test_what_is_copied_has_the_new_place_on_both_sides(line: str, expected: str) -> None:
    text = rewritten(f"{PILLARS}/Dockerfile", f"FROM python\nWORKDIR /srv\n{line}\n")
    assert text == f"FROM python\nWORKDIR /srv\nENV PYTHONPATH=/srv/src\n{expected}\n"


COMPOSE = """\
services:
  pillars:
    build: services/pillars-service
    command: celery -A app.core worker
    environment:
      PYTHONPATH: /srv
    volumes:
      - ./services/pillars-service/app:/srv/app
  analysis:
    build: services/analysis-service
    command: ["python", "-m", "app.main"]
    volumes:
      - ./services/analysis-service:/srv
  # old:
  #   command: python -m app.main
  #   volumes:
  #     - ./services/old/app:/srv/app
  cache:
    image: redis
"""


def test_each_service_of_a_compose_file_means_its_own() -> None:
    text = rewritten("docker-compose.yml", COMPOSE)
    assert "command: celery -A acme.pillars.core worker\n" in text
    assert "PYTHONPATH: /srv/src:/srv\n" in text
    assert "- ./services/pillars-service/src/acme/pillars:/srv/src/acme/pillars\n" in text
    assert '"acme.analysis.main"' in text
    assert text.endswith(COMPOSE[COMPOSE.index("  # old") :])


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("uvicorn app.main:X", "PYTHONPATH=src$${PYTHONPATH:+:$$PYTHONPATH} uvicorn acme.pillars.main:X"),
        ("@FOO=1 python -m app.main", "@PYTHONPATH=src$${PYTHONPATH:+:$$PYTHONPATH} FOO=1 python -m acme.pillars.main"),
        ("PYTHONPATH=. python -m app.main", "PYTHONPATH=src:. python -m acme.pillars.main"),
        (
            "docker compose exec web celery -A app.core status",
            "docker compose exec web celery -A acme.pillars.core status",
        ),
        (
            "python -c 'import app.main'",
            "PYTHONPATH=src$${PYTHONPATH:+:$$PYTHONPATH} python -c 'import acme.pillars.main'",
        ),
        (
            'sh -c "true && python -m app.main"',
            'sh -c "true && PYTHONPATH=src$${PYTHONPATH:+:$$PYTHONPATH} python -m acme.pillars.main"',
        ),
        ("flake8 app/ tests/", "flake8 src/acme/pillars/ tests/"),
        ("echo application.main app", "echo application.main app"),
    ],
)
def test_a_command_finds_the_new_root(line: str, expected: str) -> None:
    assert rewritten(f"{PILLARS}/Makefile", f"run:\n\t{line}\n") == f"run:\n\t{expected}\n"


def test_a_script_that_moves_is_run_as_a_module() -> None:
    files = {
        f"{name}/{path}": text
        for name in ("one", "two")
        for path, text in {
            "requirements.txt": "",
            "server.py": "import json\n\nif __name__ == '__main__':\n    print(json)\n",
            "other.py": "import server\n",
            "Makefile": "run:\n\tpython server.py\n",
            "Dockerfile": 'FROM python\nWORKDIR /srv\nCOPY . .\nCMD ["python", "server.py"]\n',
        }.items()
    }
    moved = move(files)
    assert moved.text("one/Makefile") == "run:\n\tpython -m acme.one.server\n"
    assert moved.text("one/Dockerfile").endswith('CMD ["python", "-m", "acme.one.server"]\n')


def test_a_script_at_the_top_names_the_service_by_its_directory() -> None:
    text = "(cd services/analysis-service && python -m app.main)\npython -m app.main\n"
    moved = move(two({}, {"start.sh": text}))
    assert moved.text("start.sh") == text.replace("app.main)", "acme.analysis.main)")
    assert moved.notes == ["start.sh:2: `app.main` is left as it is: 2 of what moves have this"]


def test_tests_and_migrations_find_the_new_root() -> None:
    files = {
        f"{PILLARS}/tests/test_core.py": "from app.core import X\n\n\ndef test():\n    assert X == 1\n",
        f"{PILLARS}/pytest.ini": "[pytest]\ntestpaths = tests\n",
        f"{PILLARS}/alembic.ini": "[alembic]\nscript_location = alembic\nprepend_sys_path = .\n",
        "services/analysis-service/tests/test_core.py": "from app.core import X\n",
    }
    moved = move(two({}, files), source="src")
    assert moved.text(f"{PILLARS}/pytest.ini") == "[pytest]\npythonpath = src\ntestpaths = tests\n"
    assert moved.text(f"{PILLARS}/alembic.ini").endswith("prepend_sys_path = src:.\n")
    assert moved.text("services/analysis-service/pytest.ini") == "[pytest]\npythonpath = src\n"


@pytest.mark.parametrize(
    ("statement", "added"),
    [
        ("sys.path.insert(0, str(ROOT))", 'sys.path.insert(0, str(ROOT / "src"))'),
        ("sys.path.append(os.path.dirname(HERE))", 'sys.path.append(os.path.dirname(HERE) + "/src")'),
    ],
)
def test_what_is_put_on_the_path_is_followed_by_the_new_root(statement: str, added: str) -> None:
    head = (
        "import os, sys\nfrom pathlib import Path\nHERE = os.path.dirname(__file__)\n"
        "ROOT = Path(__file__).resolve().parents[1]\n"
    )
    path = f"{PILLARS}/tests/conftest.py"
    assert rewritten(path, f"{head}{statement}\n") == f"{head}{statement}\n{added}\n"


def test_a_path_edit_in_what_moves_names_the_new_root_from_the_new_place() -> None:
    text = "import sys\nfrom pathlib import Path\nsys.path.insert(0, str(Path(__file__).parents[1]))\n"
    moved = move(two({"work.py": text}), source="src")
    assert moved.text(f"{PILLARS}/src/acme/pillars/work.py") == (
        "import sys\nfrom pathlib import Path\nsys.path.insert(0, str(Path(__file__).parents[3]))\n"
        "sys.path.insert(0, str(Path(__file__).resolve().parents[2]))\n"
    )


def test_a_loop_over_roots_is_followed_by_a_statement_of_its_own() -> None:
    text = (
        "import sys\nfrom pathlib import Path\nROOT = Path(__file__).resolve().parents[1]\n"
        "for each in (ROOT, ROOT.parent):\n    sys.path.insert(0, str(each))\nfrom app.core import X\n"
    )
    added = 'sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "src"))\n'
    expected = text.replace("from app.core", f"{added}from acme.pillars.core")
    assert rewritten(f"{PILLARS}/tests/conftest.py", text) == expected


def test_a_service_that_puts_all_of_the_project_on_the_path_needs_no_other_service() -> None:
    text = (
        "import sys\nfrom pathlib import Path\nROOT = Path(__file__).resolve().parents[3]\n"
        "sys.path.insert(0, str(ROOT / 'services' / 'analysis-service'))\n"
    )
    assert rewritten(f"{PILLARS}/tests/conftest.py", text) == text


def test_a_script_beside_what_moves_finds_it() -> None:
    text = "from app.core import run\n\nif __name__ == '__main__':\n    run()\n"
    assert rewritten(f"{PILLARS}/manage_all.py", text) == (
        "import sys\nfrom pathlib import Path\n\n"
        'sys.path.insert(0, str(Path(__file__).resolve().parent / "src"))\n\n'
        "from acme.pillars.core import run\n\nif __name__ == '__main__':\n    run()\n"
    )


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("Path(__file__).parent / 'data'", "Path(__file__).parent / 'data'"),
        ("Path(__file__).parents[1]", "Path(__file__).parents[3]"),
        ("Path(__file__).resolve().parent.parent", "Path(__file__).resolve().parent.parent.parent.parent"),
        (
            "os.path.dirname(os.path.dirname(__file__))",
            "os.path.dirname(os.path.dirname(os.path.dirname(os.path.dirname(__file__))))",
        ),
        (
            "os.path.join(os.path.dirname(__file__), '..', 'x')",
            "os.path.join(os.path.dirname(__file__), '../../..', 'x')",
        ),
        ("Path(__file__).parents[1] / 'app' / 'core.py'", "Path(__file__).parents[3] / 'src/acme/pillars' / 'core.py'"),
        ("open('app/core.py')", "open('src/acme/pillars/core.py')"),
        ("open('./app/core.py')", "open('./src/acme/pillars/core.py')"),
        ("open('app/gone.py')", "open('app/gone.py')"),
    ],
)
def test_paths_lead_where_they_led(before: str, after: str) -> None:
    head = "import os\nfrom pathlib import Path\nX = "
    moved = move(two({"work.py": f"{head}{before}\n"}), source="src")
    assert moved.text(f"{PILLARS}/src/acme/pillars/work.py") == f"{head}{after}\n"


def test_a_climb_through_a_variable_is_followed() -> None:
    text = "from pathlib import Path\nHERE = Path(__file__).resolve().parent\nROOT = HERE.parent\nENV = ROOT / '.env'\n"
    moved = move(two({"work.py": text}), source="src")
    expected = text.replace("HERE.parent\n", "HERE.parent.parent.parent\n")
    assert moved.text(f"{PILLARS}/src/acme/pillars/work.py") == expected


def test_a_climb_that_nobody_can_count_is_listed() -> None:
    text = "from pathlib import Path\nfor each in Path(__file__).parents:\n    print(each)\n"
    moved = move(two({"work.py": text}), source="src")
    assert moved.notes == [f"{PILLARS}/app/work.py:2: this climbs from a file that moves: check how far it goes"]
