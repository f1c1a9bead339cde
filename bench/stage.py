"""Scan the working directory as far as one stage, and end: python bench/stage.py STAGE.

The second and third stage are no part of a scan. They are the least that a scan must do, whatever else it does: each
processor reads and lexes, and nothing comes back.
"""
# ruff: noqa: PLC0415 - each stage loads what it needs, as a scan does

import gc
import os
import sys
from collections.abc import Callable, Sequence
from concurrent.futures import ProcessPoolExecutor
from functools import partial
from pathlib import Path

from importlint.commands.request import Request, configure, list_files
from importlint.config import Config
from importlint.model.facts import FileFacts
from importlint.model.tree import Tree

_PORTION = 200


def list_project() -> tuple[Config, Tree]:
    """List the files."""
    config, _ = configure(Request(isolated=True))
    return config, list_files(Request(), config)


def in_processes(work: Callable[[Sequence[str]], int]) -> int:
    """Have all Python files worked on, and return the sum of what that gives."""
    _, tree = list_project()
    files = tree.python_files
    portions = [files[begin : begin + _PORTION] for begin in range(0, len(files), _PORTION)]
    with ProcessPoolExecutor() as executor:
        return sum(executor.map(work, portions))


def read_all(paths: Sequence[str]) -> int:
    """Read files; return how many bytes they have."""
    return sum(len(Path(path).read_bytes()) for path in paths)


def lex_all(paths: Sequence[str]) -> int:
    """Lex files up to their last import; return how many import statements there are, whatever they say."""
    from importlint.scan.lexer import IMPORTING, Keyword, find_keywords
    from importlint.scan.source import decode

    texts = (decode(Path(path).read_bytes()).text for path in paths)
    keywords = (keyword for text in texts for keyword in find_keywords("\n" + _up_to_last_import(text)))
    return sum(isinstance(keyword, Keyword) and keyword.word in IMPORTING for keyword in keywords)


def _up_to_last_import(text: str) -> str:
    before, word, after = text.rpartition("import")
    return before + word + after.partition("\n")[0]


def read_facts() -> tuple[Config, Tree, dict[str, FileFacts]]:
    """Read the facts of all files, as a scan does."""
    from importlint.commands.workers import reading
    from importlint.scan.run import scan_files

    config, tree = list_project()
    return config, tree, scan_files(tree, tree.python_files, reading())


def build_graph() -> None:
    """Find the source roots, and build the graph."""
    from importlint.graph.tree_graph import graph_of_tree
    from importlint.resolve.metadata import Metadata

    config, tree, facts = read_facts()
    graph_of_tree(tree, Metadata(tree), facts, config.roots, config.target_version)


STAGES: dict[str, Callable[[], object]] = {
    "list": list_project,
    "read": partial(in_processes, read_all),
    "lex": partial(in_processes, lex_all),
    "facts": read_facts,
    "graph": build_graph,
}


if __name__ == "__main__":
    gc.disable()
    STAGES[sys.argv[1]]()
    os._exit(0)  # as importlint ends: nobody waits until the interpreter has taken its objects apart
