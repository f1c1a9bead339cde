"""What the names of a file stand for, as far as its import statements and plain assignments tell."""

import ast
from collections.abc import Iterable


class Origins:
    """Dotted names as written -> dotted names as defined: `_s.path` -> `sys.path` after `import sys as _s`.

    texts: names that are assigned once, at the top level -> the expression.
    """

    def __init__(self, statements: Iterable[ast.stmt]) -> None:
        """Read the imports of a file (a function's are good enough) and its assignments."""
        self.names: dict[str, str] = {}
        self.modules: set[str] = set()
        self.assigned: dict[str, ast.expr] = {}
        twice: set[str] = set()
        for statement in statements:
            match statement:
                case ast.Import(names=aliases):
                    for alias in aliases:
                        bound = alias.asname or alias.name.partition(".")[0]
                        self.names[bound] = alias.name if alias.asname else bound
                        self.modules.add(bound)
                case ast.ImportFrom(names=aliases, module=module, level=level):
                    base = "." * level + (module or "")
                    for alias in aliases:
                        bound = alias.asname or alias.name
                        self.names[bound] = f"{base}.{alias.name}"
                        self.modules.add(bound)
                case ast.Assign(targets=[ast.Name(id=name)], value=value):
                    if name in self.assigned:
                        twice.add(name)
                    self.assigned[name] = value
                case _:
                    pass
        for name in twice:
            del self.assigned[name]

    def of(self, node: ast.expr) -> str:
        """Return the dotted name that an expression stands for, "" if it is no name."""
        parts: list[str] = []
        while isinstance(node, ast.Attribute):
            parts.append(node.attr)
            node = node.value
        if not isinstance(node, ast.Name):
            return ""
        return ".".join((self.names.get(node.id, node.id), *reversed(parts)))
