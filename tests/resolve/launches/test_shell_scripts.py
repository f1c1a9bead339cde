"""Launches in shell scripts and Procfiles."""

from tests.resolve.launches.launched import launches_of

FILES = {
    "services/a/app/__init__.py": "",
    "services/a/app/main.py": "",
    "scripts/seed.py": "",
    "lib/acme/__init__.py": "",
}


def test_a_script_finds_its_place_by_itself() -> None:
    text = (
        '#!/usr/bin/env bash\nset -euo pipefail\nROOT="$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)"\n'
        'cd "$ROOT/services/a"\nexport PYTHONPATH="$ROOT/lib:${PYTHONPATH:-}"\nexec uvicorn app.main:app --reload\n'
    )
    (launch,) = launches_of({**FILES, "scripts/run.sh": text}).values()
    assert (launch.entry, launch.cwd) == ("app.main", "services/a")
    # An empty entry of PYTHONPATH is the working directory.
    assert launch.search_path == ("services/a", "lib")
    assert [(found.path, found.line) for found in launch.evidence] == [("scripts/run.sh", 6)]


def test_a_script_runs_in_the_nearest_directory_in_which_it_can() -> None:
    launches = launches_of(
        {**FILES, "services/a/bin/dev.sh": "uvicorn app.main:app\n", "scripts/seed.sh": "python seed.py\n"}
    )
    assert launches["services/a/bin/dev.sh: uvicorn app.main:app"].cwd == "services/a"
    assert launches["scripts/seed.sh: python seed.py"].cwd == "scripts"


def test_absolute_paths_are_said_in_words_of_the_tree() -> None:
    text = 'HERE="$(dirname "$0")"\npython "$HERE/seed.py" "$1"\n'
    (launch,) = launches_of({**FILES, "scripts/seed.sh": text}).values()
    assert launch.name == "scripts/seed.sh: python scripts/seed.py ..."
    assert launch.command == "cd scripts && python seed.py ..."


def test_a_script_that_runs_in_a_container_is_not_claimed_for_the_host() -> None:
    dockerfile = "FROM scratch\nCOPY --from=x . /app\nCMD /app/start.sh\n"
    assert (
        launches_of({**FILES, "services/a/start.sh": "uvicorn app.main:app\n", "services/a/Dockerfile": dockerfile})
        == {}
    )


def test_a_script_can_call_another_one() -> None:
    files = {
        **FILES,
        "run.sh": "./scripts/seed.sh --all\n",
        "scripts/seed.sh": 'cd "$(dirname "$0")"\npython seed.py "$@"\n',
    }
    (launch,) = launches_of(files).values()
    assert launch.cwd == "scripts"
    assert {(found.path, found.line) for found in launch.evidence} == {("scripts/seed.sh", 2), ("run.sh", 1)}


def test_processes_of_a_procfile_run_beside_it() -> None:
    (launch,) = launches_of({**FILES, "services/a/Procfile": "# web\nweb: gunicorn app.main:app -b :$PORT\n"}).values()
    assert (launch.entry, launch.cwd, launch.search_path) == ("app.main", "services/a", ("services/a",))


def test_other_files_start_nothing() -> None:
    assert (
        launches_of({**FILES, "scripts/notes.txt": "python seed.py\n", "scripts/a.sh": "echo python seed.py\n"}) == {}
    )


def test_where_a_script_begins_is_a_guess_unless_it_says_so() -> None:
    text = 'python one.py\ncd "$(dirname "$0")/.."\npython two.py\n'
    launches = launches_of({"scripts/run.sh": text, "scripts/one.py": "", "two.py": ""})
    assert {launch.entry: launch.is_stated for launch in launches.values()} == {"scripts/one.py": False, "two.py": True}
