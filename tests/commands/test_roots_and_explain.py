"""`importlint roots` and `importlint explain`."""

from importlint.rules import ALL_RULES
from tests.commands.conftest import Run, Write
from tests.commands.projects import TWO_SERVICES


def test_roots_are_printed_with_names_and_evidence(write: Write, run: Run) -> None:
    write(TWO_SERVICES)
    done = run("roots")
    assert done.status == 0
    first, second = done.out.split("\n\n")
    assert first.splitlines()[:2] == ["services/a  (2 modules)", "  provides  app!"]
    assert "services/a/requirements.txt" in first
    assert second.startswith("services/b  (2 modules)\n")


def test_launches_are_printed_with_their_search_paths(write: Write, run: Run) -> None:
    write({**TWO_SERVICES, "services/a/Makefile": "run:\n\tPYTHONPATH=../b python -m app.core\n"})
    launches = run("roots").out.rpartition("\n\n")[2]
    assert launches.splitlines() == [
        "launch services/a/Makefile: python -m app.core",
        "  runs      cd services/a && PYTHONPATH=../b python -m app.core",
        "  sees      services/a, services/b",
        "  because   services/a/Makefile:2",
    ]
    assert "launch" not in run("roots", "services/b").out


def test_roots_can_be_limited_to_a_directory(write: Write, run: Run) -> None:
    write(TWO_SERVICES)
    assert run("roots", "services/b").out.startswith("services/b ")


def test_a_project_without_python_has_no_roots(write: Write, run: Run) -> None:
    write({"README": ""})
    assert run("roots") == (0, "", "no source root was found\n")


def test_every_rule_is_listed_and_explained(run: Run) -> None:
    listed = run("explain").out
    for rule in ALL_RULES:
        assert f"  {rule.RULE.name} " in listed
        assert rule.RULE.summary in listed
        explained = run("explain", rule.RULE.name).out
        assert explained.startswith(f"# {rule.RULE.name}\n\n{rule.RULE.summary}\n")
        assert "## Fix" in explained


def test_an_unknown_rule_is_wrong_usage(run: Run) -> None:
    done = run("explain", "cycle-fragil")
    assert (done.status, done.err) == (
        2,
        "importlint: there is no rule cycle-fragil\nhelp: did you mean cycle-fragile?\n",
    )
