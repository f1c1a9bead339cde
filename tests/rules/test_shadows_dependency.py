"""Modules that hide third-party packages."""

import pytest

from importlint.rules import shadows_dependency, unresolved_name
from tests.rules.checks import findings, reported

MAIN = 'from redis import Redis\nif __name__ == "__main__":\n    Redis()\n'
BESIDE = {"requirements.txt": "redis\n", "app/redis.py": "CACHE = {}\n", "app/worker.py": MAIN}


def test_a_launch_that_fails_is_an_error() -> None:
    (found,) = findings(shadows_dependency, BESIDE)
    assert found.severity == "error"
    assert found.location.path == "app/redis.py"
    assert found.message == (
        "`redis` hides the package `redis` that is a dependency: in `python app/worker.py` "
        "`from redis import Redis` fails: `ImportError: cannot import name 'Redis' from 'redis' (app/redis.py)`"
    )
    assert found.reproduce == "python app/worker.py"
    assert found.related[0].message == "`from redis import Redis` means the dependency"
    assert found.fixes[0].text.startswith("git mv app/redis.py app/own_redis.py\n")


def test_it_is_reported_once() -> None:
    assert reported(unresolved_name, BESIDE) == []


def test_a_package_that_a_launch_has_first_is_a_warning() -> None:
    files = {
        "requirements.txt": "redis\n",
        "app/redis/__init__.py": "",
        "app/worker.py": 'import redis\nif __name__ == "__main__":\n    redis\n',
    }
    assert [found.severity for found in findings(shadows_dependency, files)] == ["warning"]


def test_a_directory_that_no_launch_has_is_a_note() -> None:
    files = {"pyproject.toml": '[project]\nname = "x"\ndependencies = ["redis"]\n', "src/redis/__init__.py": ""}
    assert [found.severity for found in findings(shadows_dependency, files)] == ["note"]


def test_a_well_known_name_that_is_declared_nowhere() -> None:
    files = {"app/redis.py": "", "app/worker.py": "from redis import Redis\n", "app/run.py": "import worker\n"}
    assert [found.severity for found in findings(shadows_dependency, files)] == ["warning"]
    assert reported(unresolved_name, files) == []


@pytest.mark.parametrize(
    "files",
    [
        pytest.param({"requirements.txt": "redis\n", "app/__init__.py": "", "app/redis.py": ""}, id="inside a package"),
        pytest.param({"requirements.txt": "redis\n", "redis/data.txt": "", "run.py": ""}, id="no module in it"),
        pytest.param(
            {"requirements.txt": "redis\n", "app/redis/conf.py": "", "app/run.py": MAIN}, id="no __init__ in it"
        ),
        pytest.param({"requirements.txt": "redis\n", "app/redis_cache.py": "", "app/run.py": MAIN}, id="another name"),
        pytest.param(
            {
                "pyproject.toml": '[project]\nname = "redis"\n[dependency-groups]\ndev = ["redis[hiredis]"]\n',
                "redis/__init__.py": "class Redis: ...\n",
                "run.py": MAIN,
            },
            id="the package itself",
        ),
        pytest.param({"app/redis.py": "class Redis: ...\n", "app/worker.py": MAIN}, id="it has what is asked for"),
        pytest.param(
            {
                "pyproject.toml": '[project]\nname = "a"\ndependencies = ["shared"]\n',
                "shared/pyproject.toml": '[project]\nname = "shared"\n',
                "shared/src/shared/__init__.py": "",
            },
            id="a project of the same tree",
        ),
    ],
)
def test_nothing_is_reported(files: dict[str, str]) -> None:
    assert reported(shadows_dependency, files) == []


def test_migrations_mean_the_alembic_that_runs_them() -> None:
    files = {
        "requirements.txt": "",
        "alembic.ini": "[alembic]\nscript_location = alembic\nprepend_sys_path = .\n",
        "alembic/__init__.py": "",
        "alembic/env.py": "from alembic import context\n",
        "alembic/versions/1.py": "from alembic import op\n",
    }
    assert reported(shadows_dependency, files) == []
    assert reported(unresolved_name, files) == []
