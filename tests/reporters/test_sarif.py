import gzip
import json
import re
from pathlib import Path

import pytest
from jsonschema import Draft202012Validator

from importlint.model.finding import Finding, Step
from importlint.model.fix import Applicability
from importlint.model.location import Location, Span
from importlint.model.rule import Severity
from importlint.reporters import sarif
from importlint.reporters.options import Options
from importlint.reporters.sarif import render
from importlint.reporters.sarif_split import split_report
from tests.reporters.reports import CLEAN, COLLIDES, CONTESTS, CRASHES, EDITS_PATH, EXAMPLE, RULES, make_report

EXPECTED = Path(__file__).parent / "expected"


def run_of(report, **options) -> dict:
    log = json.loads(render(report, Options(**options)))
    assert len(log["runs"]) == 1
    return log["runs"][0]


def result_of(finding: Finding, **fields) -> dict:
    (result,) = run_of(make_report(finding, **fields))["results"]
    return result


def region_of(result: dict) -> tuple[int, ...]:
    region = result["locations"][0]["physicalLocation"]["region"]
    return region["startLine"], region["startColumn"], region["endLine"], region["endColumn"]


def uri_of(location: dict) -> str:
    return location["physicalLocation"]["artifactLocation"]["uri"]


def test_example(compare):
    compare(EXPECTED / "report.sarif", render(EXAMPLE, Options()))


def test_clean_project_lists_its_rules_and_no_results():
    run = run_of(CLEAN)
    assert [rule["id"] for rule in run["tool"]["driver"]["rules"]] == [rule.name for rule in RULES]
    assert run["results"] == []


def test_rules_do_not_depend_on_the_code():
    assert run_of(CLEAN)["tool"] == run_of(EXAMPLE)["tool"]


def test_descriptions_fit():
    long = RULES[0]._replace(help="Summary\n\n" + "many words " * 300)
    (rule,) = run_of(make_report(rules=(long,)))["tool"]["driver"]["rules"]
    assert len(rule["fullDescription"]["text"]) <= 1024
    assert rule["fullDescription"]["text"].endswith("words…")


@pytest.mark.parametrize(
    ("version", "field"), [("0.1.0", "semanticVersion"), ("1.0.0-rc.1", "semanticVersion"), ("1.0rc1", "version")]
)
def test_only_a_semantic_version_is_called_one(version, field):
    driver = run_of(make_report(version=version))["tool"]["driver"]
    assert driver[field] == version
    assert len({"version", "semanticVersion"} & driver.keys()) == 1


def test_paths_are_relative_to_the_repository_and_percent_encoded():
    path = "größe & co/a:b #1.py"
    finding = EDITS_PATH._replace(location=Location(path, Span(1, 1, 1, 9)))
    result = result_of(finding, files={path: "import a\n"}, prefix="back end")
    assert uri_of(result["locations"][0]) == "back%20end/gr%C3%B6%C3%9Fe%20%26%20co/a%3Ab%20%231.py"


def test_file_location_marks_the_first_line():
    assert region_of(result_of(CONTESTS)) == (1, 1, 1, 14)


def test_file_location_whose_first_line_is_blank_marks_its_line_end():
    files = {CONTESTS.location.path: "\n\nimport a\n"}
    assert region_of(result_of(CONTESTS, files=files)) == (1, 1, 2, 1)


def test_finding_in_an_empty_file_is_shown_at_the_next_place():
    files = {CONTESTS.location.path: "", "services/billing/app/__init__.py": '"""Billing."""\n'}
    result = result_of(CONTESTS, files=files)
    assert uri_of(result["locations"][0]) == "services/billing/app/__init__.py"
    assert "relatedLocations" not in result


def test_messages_are_plain_text():
    result = result_of(CONTESTS._replace(message="`a` hides [`b`](1), \x1b[1m"))
    assert result["message"]["text"] == "'a' hides \\['b'](1), \\x1b[1m."


def test_related_places_are_linked_from_the_message():
    result = result_of(COLLIDES)
    linked = re.findall(r"\[([^\]]*)\]\((\d+)\)", result["message"]["text"])
    assert linked == [("services/orders/app/__init__.py:1", "1")]
    assert [location["id"] for location in result["relatedLocations"]] == [1]
    assert result["relatedLocations"][0]["message"]["text"] == "app of this process"


def test_brackets_in_paths_do_not_break_links():
    path = "a]b[c\\.py"
    related = (Step(location=Location(path, Span(1, 1, 1, 9)), message="here"),)
    result = result_of(EDITS_PATH._replace(related=related), files={path: "import a\n"})
    assert result["message"]["text"].endswith(r"See [a\]b\[c\\.py:1](1).")


def test_message_stays_under_a_thousand_characters():
    related = tuple(
        Step(location=Location(f"services/{number}/app/main.py", Span(number, 1, number, 9)), message="provides it")
        for number in range(1, 100)
    )
    result = result_of(CONTESTS._replace(message="m" * 2000, related=related))
    assert len(result["message"]["text"]) <= 1000
    assert len(result["relatedLocations"]) == result["message"]["text"].count("](") > 5


def test_cycle_is_a_code_flow_and_links_its_other_imports():
    result = result_of(CRASHES)
    (thread,) = result["codeFlows"][0]["threadFlows"]
    texts = [step["location"]["message"]["text"] for step in thread["locations"]]
    assert texts == ["app.orders imports app.users", "app.users imports app.orders"]
    assert [uri_of(location) for location in result["relatedLocations"]] == ["services/orders/app/users.py"]


def test_code_flow_reaches_the_finding_and_keeps_the_limit():
    steps = tuple(Step(location=Location("a.py", Span(n, 1, n, 2)), message=f"step {n}") for n in range(1, 2000))
    result = result_of(EDITS_PATH._replace(flow=steps))
    (thread,) = result["codeFlows"][0]["threadFlows"]
    assert len(thread["locations"]) == 1000
    assert uri_of(thread["locations"][-1]["location"]) == EDITS_PATH.location.path


def test_only_safe_fixes_are_offered():
    (fix,) = result_of(CRASHES)["fixes"]
    (change,) = fix["artifactChanges"]
    assert [one["insertedContent"]["text"] for one in change["replacements"]] == ["import app.users", "app.users.User"]
    unsafe = tuple(fix._replace(applicability=Applicability.UNSAFE) for fix in CRASHES.fixes)
    assert "fixes" not in result_of(CRASHES._replace(fixes=unsafe))


def test_fingerprint_is_the_one_of_the_finding():
    assert result_of(CRASHES)["partialFingerprints"] == {"primaryLocationLineHash": "0123456789abcdef:importlint"}


def test_hidden_findings_are_left_out_unless_asked_for():
    report = make_report(CRASHES, suppressed=(COLLIDES,), accepted=(CONTESTS,))
    assert [result["ruleId"] for result in run_of(report)["results"]] == ["cycle-crash"]
    asked = run_of(report, sarif_suppressed=True)["results"]
    assert [(result["ruleId"], result.get("suppressions")) for result in asked] == [
        ("cycle-crash", None),
        ("name-collision", [{"kind": "inSource"}]),
        ("contested-name", [{"kind": "external", "justification": "accepted by the baseline"}]),
    ]


def test_category_is_given_only_when_asked_for():
    assert "automationDetails" not in run_of(EXAMPLE)
    assert run_of(EXAMPLE, sarif_category="services")["automationDetails"] == {"id": "services/"}


def test_diagnostics_are_notifications_of_a_successful_run():
    (invocation,) = run_of(EXAMPLE)["invocations"]
    assert invocation["executionSuccessful"] is True
    (notification,) = invocation["toolExecutionNotifications"]
    assert notification["descriptor"] == {"id": "unreadable-file"}
    assert uri_of(notification["locations"][0]) == "services/billing/app/secret.py"


def many_findings(number: int) -> tuple[Finding, ...]:
    severities = (Severity.NOTE, Severity.WARNING, Severity.ERROR)
    return tuple(
        EDITS_PATH._replace(
            severity=severities[n % 3],
            location=Location(f"m{n}.py", Span(1, 1, 1, 9)),
            fingerprint=f"{n:016x}",
        )
        for n in range(number)
    )


def test_the_most_severe_of_too_many_findings_are_kept_in_order():
    run = run_of(make_report(*many_findings(9_000)))
    levels = [result["level"] for result in run["results"]]
    assert len(levels) == 5_000
    assert (levels.count("error"), levels.count("warning"), levels.count("note")) == (3_000, 2_000, 0)
    fingerprints = [result["partialFingerprints"]["primaryLocationLineHash"] for result in run["results"]]
    assert fingerprints == sorted(fingerprints)
    (notification,) = run["invocations"][0]["toolExecutionNotifications"]
    assert notification["message"]["text"].startswith("4,000 findings left out")


def test_file_stays_under_the_limit_of_an_upload(monkeypatch):
    monkeypatch.setattr(sarif, "MOST_BYTES", 20_000)
    text = render(make_report(*many_findings(3_000)), Options())
    assert len(gzip.compress(text.encode(), mtime=0)) <= 20_000
    assert "findings left out" in text
    assert len(json.loads(text)["runs"][0]["results"]) > 100


def test_split_gives_each_service_its_own_report_and_category():
    parts = split_report(EXAMPLE)
    assert {category: [finding.rule for finding in part.findings] for category, part in parts.items()} == {
        "project": ["name-collision", "path-edit"],
        "services-billing": [],
        "services-orders": ["contested-name", "cycle-crash"],
    }


def test_split_keeps_services_apart_whose_names_look_alike():
    roots = [EXAMPLE.roots[1]._replace(path=path, project=path) for path in ("a/b", "a-b", "a b")]
    assert list(split_report(make_report(roots=tuple(roots)))) == ["project", "a-b", "a-b-2", "a-b-3"]


def test_hostile_names_give_valid_text():
    path = 'x"\u202e\ud800\n.py'
    finding = EDITS_PATH._replace(location=Location(path, Span(1, 1, 1, 9)), message=f"in {path}")
    text = render(make_report(finding, files={path: "import a\n"}), Options())
    text.encode("utf-8")
    assert json.loads(text)["runs"][0]["results"][0]["message"]["text"] == 'in x"\\u202e\\ud800\\n.py.'


def test_official_schema(sarif_package):
    schema = json.loads((sarif_package / "sarif-2.1.0.json").read_text("utf-8-sig"))
    validator = Draft202012Validator(schema, format_checker=Draft202012Validator.FORMAT_CHECKER)
    for options in (Options(), Options(sarif_category="a", sarif_suppressed=True)):
        for report in (EXAMPLE, CLEAN, make_report(suppressed=EXAMPLE.findings)):
            validator.validate(json.loads(render(report, options)))


def test_validator_of_github_finds_nothing(validate, tmp_path):
    example = tmp_path / "example.sarif"
    example.write_text(render(EXAMPLE, Options()), encoding="utf-8")
    assert validate([example]) == []


def test_validator_of_github_would_find_something(validate, tmp_path):
    log = json.loads(render(EXAMPLE, Options()))
    del log["runs"][0]["results"][0]["locations"][0]["physicalLocation"]["region"]
    log["runs"][0]["tool"]["driver"]["rules"][0]["help"]["text"] = ""
    broken = tmp_path / "broken.sarif"
    broken.write_text(json.dumps(log), encoding="utf-8")
    assert any("broken.sarif: GH" in found for found in validate([broken]))
