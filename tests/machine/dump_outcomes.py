"""Print how every case ends, so that what several interpreters make of them can be compared."""

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))
sys.path.insert(0, str(Path(__file__).resolve().parents[2] / "src"))

from importlint.machine.beginnings import Beginnings
from importlint.machine.entries import run_modules
from importlint.machine.programs import settings_of
from importlint.resolve.search_path import PathIndex
from importlint.scan.files import tree_from_mapping
from tests.machine.cases import CASES

for case in CASES:
    tree = tree_from_mapping(case.files)
    settings = settings_of(tree, PathIndex(tree.files), (3, 11))
    (trace,) = run_modules(Beginnings(settings), [case.entry], search_path=["."])
    print(case.name, trace.error, list(trace.modules), len(trace.events))
