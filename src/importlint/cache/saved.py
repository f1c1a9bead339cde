"""What is kept for a project between runs, and what of it still holds."""

import json
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple

from importlint.cache.digest import program
from importlint.cache.directory import CacheError, expire, file_of, prepare
from importlint.cache.effects import Kept, Now, can_matter
from importlint.cache.ledger import FACTS, Ledger, write_head_and_index, write_rows
from importlint.cache.observed import Observed
from importlint.cache.sections import Sections, open_sections, write_sections
from importlint.cache.seen import Seen
from importlint.cache.skeletons import ReadSkeleton, read_skeletons
from importlint.cache.traces import KnownTraces
from importlint.model.tree import Tree

_MOST_RESULTS = 8
_PARTS = ("asked", "bound", "run", "report", "graph")
_SHARED = ("traces", "skeletons", "ignored")


class Asked(NamedTuple):
    """What an analysis asked of the tree, with the answers: digests of files that it read, which paths are ignored.

    run: those of the files that it only ran.
    """

    contents: Mapping[str, str]
    ignored: Mapping[str, bool]
    run: Sequence[str]


class Saved:
    """The saved state of one project; one that cannot be read or written counts as none, and `problem` says why."""

    def __init__(self, directory: str, project: str) -> None:
        """Open what earlier runs left."""
        self.problem = ""
        self._directory = directory
        self._path = file_of(directory, project)
        self._program = program()
        self._sections: Sections | None = None
        try:
            prepare(directory)
            self._sections = open_sections(self._path, self._program)
        except CacheError as error:
            self.problem = str(error)

    def close(self) -> None:
        """Close the file."""
        if self._sections is not None:
            self._sections.close()

    def compare(self, tree: Tree, python_files: Sequence[str]) -> Ledger:
        """Compare the project with what was read of it last."""
        return Ledger(tree, python_files, self._sections)

    def holds(self, key: str, tree: Tree, ledger: Ledger, read_again: Callable[[], Now], *, with_graph: bool) -> bool:
        """Return whether an analysis of the project as it is now would end in the result that is saved under a key.

        An analysis depends on the listing, on the facts of all files and on what it asked of the tree besides: texts,
        names that texts bind, and paths that are ignored. read_again: asked for what reads files if one has changed.
        """
        text = self._read(f"asked {key}")
        if text is None or not ledger.has_same_listing:
            return False
        asked = Asked(*json.loads(text))
        if not all(tree.ignores(path) == answer for path, answer in asked.ignored.items()):
            return False
        if ledger.is_unchanged():
            return True
        bound, report = self._bound(key), self._read(f"report {key}") or b""
        skeletons = read_skeletons(self._read(f"run {key}"))
        now = read_again()
        kept = Kept(report, asked.contents, frozenset(asked.run), skeletons, with_graph)
        return not any(
            can_matter(path, ledger.row(path), kept, now)
            or not all(tree.binds(path, name) for name in bound.get(path, ()))
            for path in ledger.find_changed()
        )

    def names_bound(self, key: str, ledger: Ledger) -> dict[str, list[str]]:
        """Return names that files were found to bind for the result under a key, and still do: they are unchanged."""
        if not ledger.has_same_listing:
            return {}
        changed = frozenset(ledger.find_changed())
        return {path: names for path, names in self._bound(key).items() if path not in changed}

    def _bound(self, key: str) -> dict[str, list[str]]:
        found: dict[str, list[str]] = json.loads(self._read(f"bound {key}") or b"{}")
        return found

    def traces(self, ledger: Ledger, analysis: Observed, read: ReadSkeleton) -> KnownTraces:
        """Return what the machine saw last; an analysis rests on the files that what it takes of it rests on.

        None of it holds if a path that it asked for is ignored now and was not, or the other way round.
        """

        def rest_on(path: str) -> None:
            content = ledger.content(path)
            analysis.rest_on(path, ledger.stamps[path], content)

        def changed() -> list[str] | None:
            ignored = json.loads(self._read("ignored") or b"{}")
            if not ledger.has_same_listing or any(analysis.tree.ignores(path) != ignored[path] for path in ignored):
                return None
            return ledger.find_changed()

        return KnownTraces(self._read("traces"), self._read("skeletons"), changed, rest_on, read)

    def report(self, key: str) -> bytes | None:
        """Return the report that is saved under a key, without its graph."""
        return self._read(f"report {key}")

    def graph(self, key: str) -> bytes | None:
        """Return the graph that belongs to a report, nothing if nobody has asked for it."""
        return self._read(f"graph {key}")

    def save(self, key: str, report: bytes, graph: bytes, rows: Iterable[str], traces: KnownTraces, seen: Seen) -> None:
        """Keep a result and what it rests on, and the earlier ones that rest on the same.

        rows: the facts of the Python files as `write_row` writes them, in order.
        """
        if self.problem or seen.torn:
            return
        contents, ignored = seen.analysis.contents, seen.analysis.ignored
        asked = json.dumps(Asked(contents, ignored, sorted(contents.keys() - seen.analysis.whole))).encode()
        bound = json.dumps({path: sorted(names) for path, names in seen.analysis.bound.items()}).encode()
        run = traces.write_skeletons()
        parts = (asked, bound, run, report, graph)
        results = {f"{name} {key}": content for name, content in zip(_PARTS, parts, strict=True)}
        if seen.ledger.is_unchanged():
            results |= self._others(key)
            for path in seen.ledger.others:
                seen.keep(path)
        self._write(
            {
                **write_head_and_index(seen.ledger, seen.stamps, seen.contents),
                **write_rows(rows),
                "traces": traces.write(),
                "skeletons": run,
                "ignored": json.dumps(ignored).encode(),
                "results": _names(results),
                **results,
            }
        )

    def refresh(self, key: str, ledger: Ledger) -> None:
        """Note what is known now of files that were touched, or whose times tell more.

        A file that has changed, and still a result holds, stays what it was: that is what all results were made of.
        """
        if self.problem or not ledger.has_news():
            return
        results = {f"{part} {key}": self._read(f"{part} {key}") or b"" for part in _PARTS} | self._others(key)
        names = self._sections.names() if self._sections is not None else ()
        shared = (name for name in names if name in _SHARED or name.startswith(f"{FACTS} "))
        kept = {name: content for name in shared if (content := self._read(name)) is not None}
        self._write({**ledger.write_again(), **kept, "results": _names(results), **results})

    def _others(self, key: str) -> dict[str, bytes]:
        """Return the latest saved results but for one."""
        return dict(self._sections_of([each for each in self._keys() if each != key][: _MOST_RESULTS - 1]))

    def _sections_of(self, keys: Sequence[str]) -> Iterator[tuple[str, bytes]]:
        for key in keys:
            parts = {f"{part} {key}": self._read(f"{part} {key}") for part in _PARTS}
            if None not in parts.values():
                yield from ((name, content) for name, content in parts.items() if content is not None)

    def _keys(self) -> list[str]:
        text = self._read("results")
        return list(json.loads(text)) if text is not None else []

    def _read(self, name: str) -> bytes | None:
        return self._sections.read(name) if self._sections is not None else None

    def _write(self, sections: Mapping[str, bytes]) -> None:
        try:
            write_sections(self._path, self._program, sections)
        except CacheError as error:
            self.problem = str(error)
        else:
            expire(self._directory)


def _names(results: Mapping[str, bytes]) -> bytes:
    return json.dumps([name.partition(" ")[2] for name in results if name.startswith("report ")]).encode()
