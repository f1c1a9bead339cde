"""`importlint baseline`, and scans that know one."""

import json
from pathlib import Path

from tests.commands.conftest import Run, Write
from tests.commands.projects import TWO_SERVICES

DEFAULT = "importlint-baseline.json"


def entries(project: Path, name: str = DEFAULT) -> set[tuple[str, str]]:
    document = json.loads((project / name).read_text(encoding="utf-8"))
    return {(entry["path"], entry["rule"]) for entry in document["findings"]}


def test_accepted_findings_do_not_fail_and_new_ones_do(write: Write, run: Run) -> None:
    project = write(TWO_SERVICES)
    assert run("baseline").err == f"{DEFAULT}: {len(entries(project))} findings accepted\n"
    done = run("scan")
    assert done.status == 0
    assert "No findings" in done.out
    write(
        {
            "services/c/requirements.txt": "",
            "services/c/own/__init__.py": "import own.missing\n",
        }
    )
    done = run("scan", "-q")
    assert done.status == 1
    assert [line.split(":")[0] for line in done.out.splitlines()] == ["services/c/own/__init__.py"]


def test_line_moves_do_not_make_findings_new(write: Write, run: Run) -> None:
    write(TWO_SERVICES)
    run("baseline")
    write({"services/a/app/core.py": "# A comment.\nimport os\n\nimport app.missing\n"})
    assert run("scan", "-q") == (0, "", "")


def test_accepted_findings_are_shown_on_request(write: Write, run: Run) -> None:
    write(TWO_SERVICES)
    run("baseline")
    assert run("scan", "--no-baseline").status == 1


def test_mended_findings_are_counted_as_gone(write: Write, run: Run) -> None:
    write(TWO_SERVICES)
    run("baseline")
    write({"services/a/app/core.py": ""})
    done = run("scan", "--format", "json")
    gone = json.loads(done.out)["gone"]
    assert [entry.startswith("services/a/app/core.py: ") for entry in gone] == [True]
    assert json.loads(run("scan", "services/b", "--format", "json").out)["gone"] == []


def test_the_configuration_says_where_it_is(write: Write, run: Run) -> None:
    project = write({**TWO_SERVICES, "importlint.toml": 'baseline = "ci/accepted.json"\n', "ci/README": ""})
    assert run("scan").status == 2, "one that is configured has to exist"
    run("baseline")
    assert entries(project, "ci/accepted.json")
    assert run("scan").status == 0


def test_another_file_can_be_named(write: Write, run: Run) -> None:
    project = write(TWO_SERVICES)
    run("baseline", "--output", "other.json")
    assert entries(project, "other.json")
    assert run("scan").status == 1
    assert run("scan", "--baseline", "other.json").status == 0


def test_a_part_of_the_project_can_be_accepted_anew(write: Write, run: Run) -> None:
    project = write(TWO_SERVICES)
    run("baseline")
    before = entries(project)
    write({f"services/{service}/app/core.py": "" for service in "ab"})
    run("baseline", "services/a", "--select", "unresolved-import")
    assert before - entries(project) == {("services/a/app/core.py", "unresolved-import")}
    run("baseline")
    assert not any(rule == "unresolved-import" for _, rule in entries(project))


def test_writing_it_twice_gives_the_same_bytes(write: Write, run: Run) -> None:
    project = write(TWO_SERVICES)
    run("baseline")
    first = (project / DEFAULT).read_bytes()
    run("baseline")
    assert (project / DEFAULT).read_bytes() == first


def test_a_broken_one_is_refused(write: Write, run: Run) -> None:
    write({**TWO_SERVICES, DEFAULT: "[]"})
    done = run("scan")
    assert done.status == 2
    assert done.err.startswith(f"importlint: {DEFAULT}: not a baseline")
    assert run("baseline").status == 0
