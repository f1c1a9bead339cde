"""Annotations of GitHub, code quality of GitLab, JUnit's XML, Markdown."""

import json
import re
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest

from importlint.model.location import Location, Span
from importlint.model.rule import Severity
from importlint.reporters import REPORTERS
from importlint.reporters.markdown import MOST_CHARACTERS
from importlint.reporters.options import Options
from tests.reporters.reports import CLEAN, CONTESTS, EDITS_PATH, EXAMPLE, make_report

EXPECTED = Path(__file__).parent / "expected"


def render(name: str, report) -> str:
    return REPORTERS[name](report, Options())


@pytest.mark.parametrize(
    ("name", "file"),
    [("github", "github.txt"), ("gitlab", "gitlab.json"), ("junit", "junit.xml"), ("markdown", "summary.md")],
)
def test_example(compare, name, file):
    compare(EXPECTED / file, render(name, EXAMPLE))


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("github", "importlint: no findings in 6 files\n"),
        ("gitlab", "[]\n"),
        ("markdown", "## importlint: no findings\n\n6 files of 3 source roots analysed.\n"),
    ],
)
def test_clean_project(name, expected):
    assert render(name, CLEAN) == expected


def many(number: int, severity: Severity):
    return [
        EDITS_PATH._replace(severity=severity, location=Location(f"m{n}.py", Span(n, 1, n, 9)))
        for n in range(1, number + 1)
    ]


def test_github_shows_ten_of_each_kind_most_severe_first():
    report = make_report(*many(12, Severity.NOTE), *many(3, Severity.WARNING), *many(30, Severity.ERROR))
    lines = render("github", report).splitlines()
    assert [line.split()[0] for line in lines[:-1]] == ["::error"] * 10 + ["::warning"] * 3 + ["::notice"] * 10
    assert lines[-1].startswith("importlint: 30 errors, 3 warnings and 12 notes in 6 files; 22 findings not annotated")


def test_github_commands_cannot_be_forged():
    finding = EDITS_PATH._replace(
        location=Location("a,b:c%\n::error::x.py", Span(1, 1, 2, 1)),
        message="100%\r\n::stop-commands::x",
    )
    command, _summary = render("github", make_report(finding)).splitlines()
    assert command == (
        "::warning file=a%2Cb%3Cc%25\\n%3A%3Aerror%3A%3Ax.py,line=1,endLine=2,title=importlint%3A path-edit"
        "::100%25\\r\\n::stop-commands::x"
    ).replace("%3Cc", "%3Ac")


def test_paths_are_relative_to_the_repository():
    report = make_report(EDITS_PATH, prefix="backend")
    assert "file=backend/scripts/nightly.py," in render("github", report)
    assert json.loads(render("gitlab", report))[0]["location"]["path"] == "backend/scripts/nightly.py"
    assert "`backend/scripts/nightly.py:3`" in render("markdown", report)


def test_gitlab_has_the_documented_fields():
    for issue in json.loads(render("gitlab", EXAMPLE)):
        assert issue.keys() == {"description", "check_name", "fingerprint", "severity", "location"}
        assert issue["severity"] in {"info", "minor", "major", "critical", "blocker"}
        assert issue["location"]["lines"]["begin"] >= 1


def test_junit_counts_what_it_holds():
    root = ET.fromstring(render("junit", EXAMPLE))
    for element in (root, *root):
        assert int(element.get("tests")) == len(list(element.iter("testcase")))
        assert int(element.get("failures")) == len(list(element.iter("failure")))
        assert int(element.get("skipped")) == len(list(element.iter("skipped")))
    assert [suite.get("name") for suite in root] == ["contested-name", "name-collision", "cycle-crash", "path-edit"]


def test_junit_of_a_clean_project_is_a_success():
    (case,) = ET.fromstring(render("junit", CLEAN)).iter("testcase")
    assert list(case) == []


HOSTILE = '</failure>]]>"<&\x1b\x00\u202e\ud800 @team #1 [x](http://evil) `tick` ``'


@pytest.mark.parametrize("name", ["junit", "markdown", "gitlab", "github"])
def test_hostile_names_stay_text(name):
    finding = CONTESTS._replace(message=HOSTILE, location=Location(HOSTILE, Span(1, 1, 1, 1)))
    text = render(name, make_report(finding))
    text.encode("utf-8")
    assert all(character.isprintable() or character == "\n" for character in text)
    if name == "junit":
        assert next(ET.fromstring(text).iter("testcase")).get("name").startswith("</failure>]]>")


def test_markdown_links_nobody():
    finding = CONTESTS._replace(message="see @team, #12 and <b>[x](http://evil)</b>", location=EDITS_PATH.location)
    text = render("markdown", make_report(finding))
    assert "see `@`team, `#`12 and \\<b\\>\\[x\\](http\\://evil)\\</b\\>" in text


def test_markdown_fits_into_a_comment():
    text = render("markdown", make_report(*many(5_000, Severity.WARNING)))
    assert len(text) <= MOST_CHARACTERS + 200
    shown = len(re.findall(r"^⚠️ ", text, re.MULTILINE))
    assert text.endswith(f"… and {5_000 - shown:,} more findings; the whole list is in the report.\n")
