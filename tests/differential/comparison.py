"""Run the same entries in a real interpreter and in the machine, and say where they disagree."""

import re
from collections.abc import Mapping
from pathlib import Path
from typing import Any, NamedTuple

from importlint.machine.beginnings import Beginnings
from importlint.machine.entries import run_modules, run_script
from importlint.machine.programs import settings_of
from importlint.machine.vm import Settings
from importlint.model.trace import Trace, Verdict
from importlint.resolve.search_path import PathIndex
from importlint.scan.files import tree_from_mapping
from tests.differential.interpreters import ForkServer

# CPython ends the message of an ImportError with the module's file.
_FILE_AT_END = re.compile(r" \((?!most likely|unknown location|consider)[^()]*\)$")
# Messages of the built-in types are not what this is about.
_OTHER_ERRORS = frozenset({"TypeError", "ValueError", "IndexError"})


class Disagreement(NamedTuple):
    """An entry of which the machine says something else than the interpreter did."""

    entry: str
    real: str
    said: str


def settings_for(files: Mapping[str, str], version: tuple[int, int]) -> Settings:
    """Return the machine's settings for a tree of texts."""
    tree = tree_from_mapping(files)
    return settings_of(tree, PathIndex(tree.files), version, syntax=version, compiled=True)


def write_tree(files: Mapping[str, str], root: Path) -> None:
    """Write a tree of texts to the disk."""
    for path, text in files.items():
        target = root / path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_text(text, encoding="utf-8")


def compare_modules(
    server: ForkServer,
    root: Path,
    files: Mapping[str, str],
    entries: tuple[str, ...],
    search_path: tuple[str, ...] = (".",),
) -> tuple[list[Disagreement], int]:
    """Import each module first; return the disagreements and how many verdicts are `unknown`."""
    traces = run_modules(Beginnings(settings_for(files, server.version)), entries, search_path=search_path)
    answers = [
        server.run(root=str(root), kind="module", entry=entry, cwd=".", search_path=list(search_path))
        for entry in entries
    ]
    return _compare(list(traces), answers)


def compare_scripts(
    server: ForkServer,
    root: Path,
    files: Mapping[str, str],
    entries: tuple[str, ...],
    python_path: tuple[str, ...] = (),
) -> tuple[list[Disagreement], int]:
    """Run each script from the root; return the disagreements and how many verdicts are `unknown`."""
    settings = settings_for(files, server.version)
    beginnings = Beginnings(settings)
    traces = [run_script(beginnings, entry, python_path=python_path) for entry in entries]
    answers = [
        server.run(
            root=str(root),
            kind="script",
            entry=entry,
            cwd=".",
            search_path=[entry.rpartition("/")[0] or ".", *python_path],
        )
        for entry in entries
    ]
    return _compare(traces, answers)


def _compare(traces: list[Trace], answers: list[dict[str, Any]]) -> tuple[list[Disagreement], int]:
    found: list[Disagreement] = []
    unknown = 0
    for trace, answer in zip(traces, answers, strict=True):
        if trace.verdict is Verdict.UNKNOWN:
            unknown += 1
            continue
        real, said = describe_answer(answer), describe_trace(trace)
        if real != said:
            found.append(Disagreement(trace.entry, real, said))
    return found, unknown


def describe_answer(answer: dict[str, Any]) -> str:
    """Return what an interpreter did, in one text."""
    error = answer["error"]
    if error is None:
        return f"ok {sorted(answer['modules'].items())}"
    return _crash(error["type"], error["message"], error["path"], error["line"])


def describe_trace(trace: Trace) -> str:
    """Return what the machine says, in one text."""
    if trace.error is None:
        return f"ok {sorted(trace.modules.items())}"
    return _crash(trace.error.type, trace.error.message, trace.error.path, trace.error.line)


def _crash(kind: str, message: str, path: str, line: int) -> str:
    wording = "" if kind in _OTHER_ERRORS else _FILE_AT_END.sub("", message).partition(". Did you mean")[0]
    return f"{kind} at {path}:{line}: {wording}"
