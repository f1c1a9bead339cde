from pathlib import Path

import pytest

from importlint.model.finding import Finding
from importlint.model.fix import Fix
from importlint.model.location import Location, Span
from importlint.model.rule import Severity
from importlint.reporters.options import GroupBy, Options
from importlint.reporters.text import render
from tests.reporters.reports import CLEAN, COLLIDES, CONTESTS, CRASHES, EXAMPLE, make_report

EXPECTED = Path(__file__).parent / "expected"


@pytest.mark.parametrize(
    ("name", "options"),
    [
        ("plain.txt", Options()),
        ("by-file.txt", Options(group_by=GroupBy.FILE, width=80, statistics=True)),
        ("quiet.txt", Options(quiet=True)),
        ("colour.ansi", Options(color=True, width=100, statistics=True, seconds=0.25)),
    ],
)
def test_example(compare, name, options):
    compare(EXPECTED / name, render(EXAMPLE, options))


def test_clean_project():
    assert render(CLEAN, Options()) == "No findings in 6 files of 3 source roots (5 imports).\n"
    assert render(CLEAN, Options(quiet=True)) == ""


def finding_at(path: str, span: Span, message: str = "here") -> Finding:
    return Finding(
        rule="path-edit", severity=Severity.WARNING, message=message, location=Location(path, span), subject=("x",)
    )


def excerpt(source: str, span: Span, **options) -> list[str]:
    report = make_report(finding_at("a.py", span), files={"a.py": source})
    lines = render(report, Options(**options)).splitlines()
    start = next(index for index, line in enumerate(lines) if "╭─ a.py" in line)
    return lines[start + 1 : lines.index("", start)]


def test_carets_stand_under_wide_characters():
    assert excerpt("import 漢字, größe\n", Span(1, 12, 1, 17)) == [
        " 1 │ import 漢字, größe",
        "   │              ^^^^^",
    ]


def test_carets_stand_under_text_behind_tabs():
    assert excerpt("\tif x:\timport y\n", Span(1, 8, 1, 16)) == [
        " 1 │     if x:   import y",
        "   │             ^^^^^^^^",
    ]


def test_statement_over_several_lines():
    assert excerpt("from a import (\n    b,\n    c,\n)\nx = 1\n", Span(1, 1, 4, 2)) == [
        " 1 │ from a import (",
        "   │ ^^^^^^^^^^^^^^^",
        " 2 │     b,",
        "   │     ^^",
        " 3 │     c,",
        "   │     ^^",
        " 4 │ )",
        "   │ ^",
        " 5 │ x = 1",
    ]


def test_long_statement_is_shown_by_its_ends():
    source = "from a import (\n" + "".join(f"    b{number},\n" for number in range(20)) + ")\n"
    assert excerpt(source, Span(1, 1, 22, 2)) == [
        "  1 │ from a import (",
        "    │ ^^^^^^^^^^^^^^^",
        "  2 │     b0,",
        "    │     ^^^",
        "  ⋮ │",
        " 22 │ )",
        "    │ ^",
    ]


def test_context_that_is_blank_is_left_out():
    assert excerpt("\nimport a\n\n", Span(2, 1, 2, 9)) == [" 2 │ import a", "   │ ^^^^^^^^"]


@pytest.mark.parametrize("column", [1, 40, 400, 3000])
@pytest.mark.parametrize("width", [40, 80, 0])
def test_long_line_is_cut_around_the_mark(column, width):
    source = "x" * (column - 1) + "import_it" + "y" * 5000
    code, carets = excerpt(source, Span(1, column, 1, column + 9), width=width)
    assert len(code) <= (width or 160)
    at = carets.index("^")
    assert code[at : at + 9] == "import_it"
    assert carets.count("^") == 9


def test_marked_text_longer_than_the_line_is_cut():
    code, carets = excerpt("import " + "a" * 500, Span(1, 1, 1, 508), width=60)
    assert len(code) == 60
    assert code.endswith("a…")
    assert len(carets) == 60


HOSTILE = "\x1b]0;title\x07\x9b2J\u202e\u2066\ud800\r\n"


def test_nothing_of_the_tree_reaches_the_terminal_raw():
    report = make_report(
        finding_at(f"{HOSTILE}.py", Span(1, 1, 1, 9), HOSTILE),
        files={f"{HOSTILE}.py": f"import a{HOSTILE.strip()}"},
        gone=(HOSTILE,),
    )
    for options in (Options(), Options(quiet=True), Options(group_by=GroupBy.FILE, verbose=True, statistics=True)):
        text = render(report, options)
        assert all(character.isprintable() or character == "\n" for character in text)
        assert "\\x1b]0;title\\x07\\x9b2J\\u202e\\u2066\\ud800" in text


def test_long_lists_are_cut_unless_verbose():
    report = make_report(
        Finding(
            rule="cycle-deferred",
            severity=Severity.NOTE,
            message="a long cycle",
            location=COLLIDES.location,
            subject=("x",),
            cycle=tuple(f"app.m{number}" for number in range(30)),
            related=COLLIDES.related * 30,
            flow=COLLIDES.flow * 30,
        )
    )
    short, full = render(report, Options()), render(report, Options(verbose=True))
    for left in ("22 more modules", "52 more places", "82 more steps"):
        assert left in short
    assert "more" not in full
    assert "app.m29" in full


def test_hidden_findings_are_counted():
    report = make_report(suppressed=(COLLIDES, CRASHES), accepted=(CONTESTS,), gone=("a", "b"))
    assert render(report, Options()).splitlines()[1:] == [
        "Not shown: 2 findings that ignore comments name and 1 finding that the baseline accepts.",
        "The baseline accepts 2 findings no longer there: write it anew.",
    ]


def test_place_whose_end_is_not_known_marks_its_line():
    finding = CRASHES._replace(location=Location(CRASHES.location.path, Span(7, 1, 7, 1)), cycle=(), flow=())
    lines = render(make_report(finding), Options()).splitlines()
    assert [line.strip() for line in lines if "│" in line][1:3] == ["7 │     owner: User", "│     ^^^^^^^^^^^"]


def test_long_fixes_are_cut_unless_everything_is_asked_for():
    fix = Fix(title="move it", text="\n".join(f"step {number}" for number in range(1, 31)))
    report = make_report(CRASHES._replace(fixes=(fix,)))
    short, whole = render(report, Options()), render(report, Options(verbose=True))
    assert "step 16\n" in short
    assert "step 17\n" not in short
    assert "… and 14 more lines (--verbose shows all)" in short
    assert "step 30\n" in whole
