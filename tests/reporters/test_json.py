import json
from pathlib import Path

import pytest
from hypothesis import given, settings
from jsonschema import Draft202012Validator

import importlint
from importlint.errors import ReportError
from importlint.model.diagnostic import Diagnostic
from importlint.model.finding import Finding, Step
from importlint.model.fix import Edit, Fix
from importlint.model.launch import Launch, LaunchKind
from importlint.model.location import Span
from importlint.model.report import GraphEdge, GraphModule, Report, ReportGraph, RootCounts, SourceLine
from importlint.model.root import Evidence, Module, ModuleId, SourceRoot
from importlint.model.rule import RuleInfo
from importlint.reporters import REPORTERS
from importlint.reporters.json import read_report, render
from importlint.reporters.options import Options
from tests.reporters.reports import CLEAN, EXAMPLE
from tests.reporters.strategies import values

EXPECTED = Path(__file__).parent / "expected"
SCHEMA = json.loads((Path(importlint.__file__).parent / "schemas" / "report-1.schema.json").read_text("utf-8"))


def test_example(compare):
    compare(EXPECTED / "report.json", render(EXAMPLE, Options()))


def test_schema_is_a_schema():
    Draft202012Validator.check_schema(SCHEMA)


@pytest.mark.parametrize("report", [EXAMPLE, CLEAN])
def test_output_is_valid(report):
    Draft202012Validator(SCHEMA).validate(json.loads(render(report, Options())))


def test_output_is_ascii():
    assert render(EXAMPLE, Options()).isascii()


@pytest.mark.parametrize(
    ("kind", "definition"),
    [
        (Report, SCHEMA),
        *(
            (kind, SCHEMA["$defs"][name])
            for name, kind in {
                "diagnostic": Diagnostic,
                "edit": Edit,
                "evidence": Evidence,
                "finding": Finding,
                "fix": Fix,
                "graph": ReportGraph,
                "launch": Launch,
                "module": Module,
                "module_id": ModuleId,
                "root": SourceRoot,
                "root_counts": RootCounts,
                "rule": RuleInfo,
                "source_line": SourceLine,
                "span": Span,
                "step": Step,
            }.items()
        ),
    ],
)
def test_schema_has_the_fields_of_the_model(kind, definition):
    extra = {"schema", "summary"} if kind is Report else set()
    names, optional = set(kind._fields), set(kind._field_defaults)
    assert set(definition["properties"]) == names | extra
    assert set(definition["required"]) == (names | extra) - optional - {"summary"}


def test_schema_has_the_kinds_of_launches():
    assert SCHEMA["$defs"]["launch"]["properties"]["kind"]["enum"] == list(LaunchKind)


@given(values(Report))
@settings(max_examples=50, deadline=None)
def test_report_survives_the_round_trip(report):
    assert read_report(render(report, Options())) == report


@given(values(Report))
@settings(max_examples=20, deadline=None)
@pytest.mark.parametrize("name", REPORTERS)
def test_every_reporter_takes_every_report(name, report):
    for options in (Options(), Options(quiet=True, width=20), Options(verbose=True, statistics=True, color=True)):
        REPORTERS[name](report, options).encode("utf-8")


def test_graph_survives_the_round_trip():
    read = read_report(render(EXAMPLE, Options()))
    assert read == EXAMPLE
    assert isinstance(read.graph.modules[0], GraphModule)
    assert isinstance(read.graph.edges[0], GraphEdge)


def test_fields_with_defaults_may_be_missing():
    value = json.loads(render(CLEAN, Options()))
    del value["graph"], value["prefix"], value["summary"]
    assert read_report(json.dumps(value)).graph == ReportGraph()


def broken(path: str, new: object) -> str:
    *parents, last = path.split("/")
    value = target = json.loads(render(EXAMPLE, Options()))
    for key in parents:
        target = target[int(key) if isinstance(target, list) else key]
    if new is None:
        del target[last]
    else:
        target[int(last) if isinstance(target, list) else last] = new
    return json.dumps(value)


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("{", "not JSON: Expecting property name"),
        ("[" * 100_000, "nested too deeply"),
        ("[]", "expected an object with schema 'importlint-report/1'"),
        (broken("schema", "importlint-report/2"), "expected an object with schema"),
        (broken("findings/1/severity", "fatal"), r"\$.findings\[1\].severity: expected one of error, warning, note"),
        (
            broken("findings/1/location/line", "3"),
            r"\$.findings\[1\].location.line: expected a whole number, found '3'",
        ),
        (broken("files", 1.5), r"\$.files: expected a whole number, found 1.5"),
        (broken("roots", {}), r"\$.roots: expected an array, found {}"),
        (broken("roots/0", 7), r"\$.roots\[0\]: expected an object, found 7"),
        (broken("rules/0/help", None), r"\$.rules\[0\]: the field help is missing"),
        (broken("findings/0/location/path", None), r"\$.findings\[0\].location: the field path is missing"),
        (broken("findings/0/color", "red"), r"\$.findings\[0\].color: no such field; expected rule, severity"),
        (broken("findings/0/rule", "no-such-rule"), r"\$.findings\[0\].rule: expected the name of one of the rules"),
        (broken("findings/0/location/column", 0), r"\$.findings\[0\].location: expected lines and columns that count"),
        (broken("graph/modules/0", ["."]), r"\$.graph.modules\[0\]: expected an array of 3 \(root, name, path\)"),
        (broken("graph/edges/0/1", 99), r"\$.graph.edges\[0\]: expected positions of the 6 modules"),
    ],
)
def test_bad_input_is_named(text, message):
    with pytest.raises(ReportError, match=message) as raised:
        read_report(text)
    assert raised.value.help or "$" in str(raised.value)
