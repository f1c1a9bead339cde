"""Every rule is listed, named and documented in the same way, and its documentation holds."""

import ast
import re
import tomllib
from pathlib import Path
from types import ModuleType

import pytest

import importlint.rules
from importlint.config import Config
from importlint.project import build_project
from importlint.rules import ALL_RULES
from importlint.scan.files import list_tree

PROJECT = Path(__file__).resolve().parent.parent.parent
FENCED = re.compile(r"^```(?P<language>\w*)\n(?P<text>.*?)^```$", re.MULTILINE | re.DOTALL)
PARSE = {"python": ast.parse, "toml": tomllib.loads, "text": str, "sh": str}

each_rule = pytest.mark.parametrize("rule", ALL_RULES, ids=lambda rule: rule.RULE.name)


def test_the_list_is_the_folder() -> None:
    folder = Path(importlint.rules.__file__).parent
    files = sorted(path.stem for path in folder.glob("*.py") if path.stem != "__init__")
    assert sorted(rule.__name__.rpartition(".")[2] for rule in ALL_RULES) == files


def test_names_are_unique() -> None:
    names = [rule.RULE.name for rule in ALL_RULES]
    assert len(set(names)) == len(names)


def test_rules_stand_by_family_in_the_order_of_the_documentation() -> None:
    families = [rule.RULE.family for rule in ALL_RULES]
    order = list(dict.fromkeys(families))
    assert families == sorted(families, key=order.index)


@each_rule
def test_the_name_is_the_files_in_kebab_case(rule: ModuleType) -> None:
    assert re.fullmatch(r"[a-z]+(-[a-z]+)+", rule.RULE.name)
    assert rule.__name__.rpartition(".")[2] == rule.RULE.name.replace("-", "_")


@each_rule
def test_the_help_is_the_docstring_with_its_sections(rule: ModuleType) -> None:
    info = rule.RULE
    assert info.help == rule.__doc__
    assert 20 <= len(info.summary) <= 120
    assert info.summary.endswith(".")
    assert info.help.strip().splitlines()[1] == "", "a blank line after the summary"
    assert re.findall(r"^## (.*)$", info.help, re.MULTILINE) == ["Bad", "Good", "Fix"]
    assert len(info.body.partition("## Bad")[0]) > 100, "it says why it hurts"


@each_rule
def test_its_code_blocks_parse(rule: ModuleType) -> None:
    blocks = list(FENCED.finditer(rule.RULE.help))
    assert len(blocks) >= 2, "bad and good have a block each"
    for block in blocks:
        PARSE[block["language"]](block["text"])


@each_rule
def test_it_knows_no_other_rule(rule: ModuleType) -> None:
    tree = ast.parse(Path(str(rule.__file__)).read_text(encoding="utf-8"))
    modules = [node.module or "" for node in ast.walk(tree) if isinstance(node, ast.ImportFrom)]
    assert [name for name in modules if name.startswith("importlint.rules")] == []


@each_rule
def test_it_has_a_sample(rule: ModuleType) -> None:
    sample = PROJECT / "samples" / rule.RULE.name
    assert sorted(path.name for path in sample.iterdir() if path.is_dir()) == ["bad", "good"]


@each_rule
def test_it_has_tests(rule: ModuleType) -> None:
    stem = rule.RULE.name.replace("-", "_")
    assert (PROJECT / "tests" / "rules" / f"test_{stem}.py").is_file()


@each_rule
def test_every_finding_says_what_to_do(rule: ModuleType) -> None:
    sample = PROJECT / "samples" / rule.RULE.name / "bad"
    project = build_project(list_tree(str(sample)), Config(project=str(sample), target_version=(3, 15)))
    assert [finding.message for finding in rule.check(project) if not finding.fixes] == []
