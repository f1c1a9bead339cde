"""Which names the modules of a project define, read when a rule asks."""

from collections.abc import Mapping

from importlint.graph.import_graph import Edge, ImportGraph
from importlint.model.facts import FileFacts
from importlint.model.names import top_level
from importlint.model.roles import may_appear
from importlint.model.root import ModuleId, ModuleKind
from importlint.model.tree import Tree
from importlint.scan.definitions import Definitions, read_definitions
from importlint.scan.source import decode

# Every module has these (CPython: Lib/importlib/_bootstrap.py, _init_module_attrs; Objects/moduleobject.c).
_ALWAYS = frozenset(
    {
        "__annotations__",
        "__builtins__",
        "__cached__",
        "__dict__",
        "__doc__",
        "__file__",
        "__loader__",
        "__name__",
        "__package__",
        "__path__",
        "__spec__",
    }
)


class DefinedNames:
    """Answers whether a module defines a name; each text is read once."""

    def __init__(self, tree: Tree, facts: Mapping[str, FileFacts], graph: ImportGraph) -> None:
        """Prepare for a project."""
        self._tree = tree
        self._facts = facts
        self._graph = graph
        self._imported: dict[str, frozenset[str]] = {}
        self._definitions: dict[str, Definitions] = {}
        self._readers: dict[str, list[Edge]] = {}
        self._takers: dict[str, tuple[Edge, ...]] = {}

    def lacks(self, module: ModuleId, name: str) -> bool:
        """Return whether it is certain that a module does not define a name."""
        return name not in _ALWAYS and self._lacks(module, name, frozenset())

    def takers(self, name: str) -> tuple[Edge, ...]:
        """Return the imports that take a name from a module that may define it, in the order of the graph."""
        if name not in self._takers:
            readers = self._edges_by_name().get(name, ())
            lacking = {module for module in {edge.imported for edge in readers} if self.lacks(module, name)}
            self._takers[name] = tuple(edge for edge in readers if edge.imported not in lacking)
        return self._takers[name]

    def _edges_by_name(self) -> dict[str, list[Edge]]:
        if not self._readers:
            for edge in self._graph.edges:
                for name in edge.reads:
                    self._readers.setdefault(name, []).append(edge)
        return self._readers

    def _lacks(self, module: ModuleId, name: str, above: frozenset[ModuleId]) -> bool:
        if module in above:
            return True
        found = self._graph.modules[module]
        facts = self._facts.get(found.path)
        if found.kind is ModuleKind.NAMESPACE:
            return False
        if facts is None or facts.reader != "parser" or facts.has_getattr or facts.extends_path or facts.problem:
            return False
        # Most names are found by a look at the text; a parser is asked only about what seems to be missing.
        if name in self._imported_in(facts) or self._tree.binds(found.path, name):
            return False
        stars = [edge for edge in self._graph.imports_of(module) if edge.reads == ("*",)]
        if self._stars_of_others(facts, stars):
            return False
        if not all(self._lacks(edge.imported, name, above | {module}) for edge in stars):
            return False
        if found.kind is ModuleKind.PACKAGE and may_appear(self._tree.ignores, name, (found.directory,)):
            return False
        definitions = self._definitions_of(found.path)
        return not definitions.is_open and name not in definitions.names

    @staticmethod
    def _stars_of_others(facts: FileFacts, stars: list[Edge]) -> bool:
        """Return whether a star import takes names from a module that is not the project's."""
        known = {edge.statement.span for edge in stars}
        return any(
            statement.is_from and statement.names[0].name == "*" and statement.span not in known
            for statement in facts.imports
        )

    def _imported_in(self, facts: FileFacts) -> frozenset[str]:
        """Return the names that import statements of a file bind, at any depth."""
        if facts.path not in self._imported:
            aliases = (alias for statement in facts.imports for alias in statement.names)
            self._imported[facts.path] = frozenset(alias.asname or top_level(alias.name) for alias in aliases)
        return self._imported[facts.path]

    def _definitions_of(self, path: str) -> Definitions:
        if path not in self._definitions:
            self._definitions[path] = self._read_definitions(path)
        return self._definitions[path]

    def _read_definitions(self, path: str) -> Definitions:
        try:
            return read_definitions(decode(self._tree.read(path)).text)
        except OSError:
            return Definitions(frozenset(), has_stars=False, is_open=True)
