"""What a report holds."""

from importlint.engine.report import Results, make_report
from importlint.model.diagnostic import Diagnostic
from importlint.model.finding import Finding
from importlint.model.fix import Edit, Fix
from importlint.model.location import Location, Span, file_location
from importlint.model.report import Report, SourceLine
from tests.engine.findings import finding
from tests.projects import project_from

FILES = {
    "services/a/requirements.txt": "",
    "services/a/app/__init__.py": "",
    "services/a/app/core.py": "one\ntwo\nthree\nfour\nfive\n",
    "services/b/requirements.txt": "",
    "services/b/app/__init__.py": "from app import core\n",
    "services/b/app/core.py": "",
    "tool.py": "import this\n",
}


def report_of(*findings: Finding, **results: tuple[Diagnostic, ...]) -> Report:
    return make_report(project_from(FILES), Results(findings, **results), target=(".",), rules=())


def test_it_counts_what_was_analysed() -> None:
    report = report_of()
    assert (report.files, report.modules, report.edges) == (5, 5, 2)


def test_it_counts_for_each_root() -> None:
    report = report_of(finding("services/b/app/core.py"), finding("tool.py"))
    assert [(each.root, each.files, each.modules, each.findings) for each in report.counts] == [
        (".", 1, 1, 1),
        ("services/a", 2, 2, 0),
        ("services/b", 2, 2, 1),
    ]


def test_it_holds_the_lines_of_a_finding_with_one_around_them() -> None:
    report = report_of(finding("services/a/app/core.py", 3, related=("tool.py",)))
    assert report.lines == (
        SourceLine(path="services/a/app/core.py", line=2, text="two"),
        SourceLine(path="services/a/app/core.py", line=3, text="three"),
        SourceLine(path="services/a/app/core.py", line=4, text="four"),
        SourceLine(path="tool.py", line=1, text="import this"),
    )


def test_it_holds_the_lines_that_edits_replace() -> None:
    edit = Edit(path="services/a/app/core.py", span=Span(4, 1, 5, 3), replacement="")
    found = Finding(
        rule="r",
        severity=finding().severity,
        message="m",
        location=file_location("gone.py"),
        subject=(),
        fixes=(Fix(title="t", edits=(edit,)),),
    )
    assert [line.line for line in report_of(found).lines] == [4, 5]


def test_a_statement_of_thousands_of_lines_is_cut() -> None:
    project = project_from({"a.py": "x = 1\n" * 5_000 + "y" * 50_000})
    long = Finding(
        rule="r", severity=finding().severity, message="m", location=Location("a.py", Span(1, 1, 5_001, 9)), subject=()
    )
    wide = finding("a.py", 5_001)
    lines = make_report(project, Results((long, wide)), target=(".",), rules=()).lines
    assert len(lines) < 50
    assert len(lines[-1].text) == 10_000


def test_the_graph_is_compact_and_sorted() -> None:
    graph = report_of().graph
    names = [f"{module.root}:{module.name}" for module in graph.modules]
    assert names == [".:tool", "services/a:app", "services/a:app.core", "services/b:app", "services/b:app.core"]
    assert [(edge.importer, edge.imported, edge.line, edge.implicit) for edge in graph.edges] == [
        (3, 3, 1, True),
        (3, 4, 1, False),
    ]


def test_diagnostics_are_sorted_by_place() -> None:
    late, early = (Diagnostic(kind="k", message="m", location=file_location(path)) for path in ("b", "a"))
    assert report_of(diagnostics=(late, early)).diagnostics == (early, late)


def test_it_leaves_out_what_launches_hold_for_the_machine_alone() -> None:
    files = {"pytest.ini": "[pytest]\n", "tests/test_a.py": "def test_a():\n    pass\n"}
    project = project_from(files)
    assert any(launch.session for launch in project.launches)
    report = make_report(project, Results(()), target=(".",), rules=())
    assert [launch.name for launch in report.launches] == [launch.name for launch in project.launches]
    assert not any(launch.session or launch.container for launch in report.launches)
