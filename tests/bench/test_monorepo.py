"""The generator of the monorepos that benchmarks scan."""

import ast

from bench.monorepo import generate
from importlint.config import Config
from importlint.engine.run import run_rules
from importlint.project import build_project
from importlint.rules import ALL_RULES
from importlint.scan.files import tree_from_mapping


def test_the_same_seed_makes_the_same_files_and_another_seed_others() -> None:
    assert list(generate(500, seed=1)) == list(generate(500, seed=1))
    assert list(generate(500, seed=1)) != list(generate(500, seed=2))


def test_there_are_as_many_python_files_as_asked_for_and_all_are_valid() -> None:
    files = [(path, text) for path, text in generate(700) if path.endswith(".py")]
    assert len(dict(files)) == len(files) == 700
    for _, text in files:
        ast.parse(text)


def test_a_larger_monorepo_begins_with_the_files_of_a_smaller_one() -> None:
    small = list(generate(300))
    assert list(generate(900))[: len(small)] == small


def test_it_has_what_large_monorepos_have() -> None:
    files = dict(generate(1000, seed=1))
    project = build_project(tree_from_mapping(files), Config(project="."))
    rules = {finding.rule for finding in run_rules(project, ALL_RULES, {})}
    assert {"contested-name", "name-collision", "cycle-crash", "swallowed-import-error"} <= rules
    assert len(project.launches) > 10
