"""What the first screen of the HTML report says in figures."""

from importlint.model.location import Location, Span
from importlint.model.rule import Severity
from importlint.reporters.page_facts import state_facts
from importlint.reporters.page_overview import make_overview
from tests.reporters.reports import CLEAN, COLLIDES, CONTESTS, CRASHES, EDITS_PATH, EXAMPLE, make_report


def facts_of(report):
    return {fact.label: fact for fact in state_facts(report, make_overview(report))}


def words_of(report):
    return {label: (fact.figure, fact.unit, fact.severity) for label, fact in facts_of(report).items()}


def test_figures_of_a_project_that_breaks():
    assert words_of(EXAMPLE) == {
        "Processes": (1, "of 1 with errors", Severity.ERROR),
        "Contested names": (1, "none of them live", None),
        "Import cycles": (1, "", Severity.ERROR),
        "Source roots": (2, "of 3 with errors", Severity.ERROR),
    }


def test_texts_name_the_worst():
    assert {label: fact.text for label, fact in facts_of(EXAMPLE).items()} == {
        "Processes": "`python scripts/nightly.py`",
        "Contested names": "2 source roots provide `app`",
        "Import cycles": "1 `cycle-crash`",
        "Source roots": "most in `scripts`",
    }


def test_figures_of_a_clean_project():
    assert words_of(CLEAN) == {
        "Processes": (1, "", None),
        "Contested names": (1, "none of them live", None),
        "Import cycles": (0, "", None),
        "Source roots": (3, "", None),
    }


def test_figures_of_nothing():
    empty = make_report(files={}, roots=(), launches=(), counts=())
    assert {fact.figure for fact in facts_of(empty).values()} == {0}
    assert {fact.target for fact in facts_of(empty).values()} == {""}


def test_contested_name_with_a_warning_is_live():
    fact = facts_of(make_report(CONTESTS._replace(severity=Severity.WARNING)))["Contested names"]
    assert (fact.figure, fact.unit, fact.severity) == (1, "of 1 live", Severity.WARNING)


def test_process_that_sees_a_name_twice_is_counted():
    fact = facts_of(make_report(CONTESTS))["Processes"]
    assert (fact.figure, fact.unit, fact.severity) == (1, "of 1 see a name twice", Severity.NOTE)


def test_project_itself_is_called_so():
    fact = facts_of(make_report(EDITS_PATH._replace(location=Location("manage.py", Span(1, 1, 1, 9)))))["Source roots"]
    assert fact.text == "the project itself"


def test_one_cycle_is_counted_once():
    again = CRASHES._replace(rule="cycle-deferred", severity=Severity.NOTE, cycle=CRASHES.cycle[::-1])
    fact = facts_of(make_report(again, CRASHES))["Import cycles"]
    assert (fact.figure, fact.text) == (1, "1 `cycle-crash`")


def test_cycles_of_services_that_are_alike_are_counted_apart():
    other = CRASHES._replace(location=Location("services/billing/app/orders.py", Span(3, 1, 3, 27)))
    assert facts_of(make_report(CRASHES, other))["Import cycles"].figure == 2


def test_first_findings_leave_room_for_other_rules():
    alike = [COLLIDES._replace(message=f"collision {number}") for number in range(9)]
    first = make_overview(make_report(*alike, EDITS_PATH)).first
    assert [row.finding.rule for row in first] == [*["name-collision"] * 4, "path-edit"]


def test_first_findings_are_of_different_rules_and_name_alike_ones_once():
    alike = [COLLIDES._replace(location=Location(f"{name}.py", Span(1, 1, 1, 9))) for name in "abc"]
    first = make_overview(make_report(*alike, COLLIDES._replace(message="other"), EDITS_PATH, CONTESTS)).first
    assert [(row.finding.rule, row.finding.message, row.others) for row in first] == [
        ("name-collision", COLLIDES.message, 2),
        ("name-collision", "other", 0),
        ("path-edit", EDITS_PATH.message, 0),
    ]
