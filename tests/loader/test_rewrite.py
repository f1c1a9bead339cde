"""How a service's imports are redirected, statement by statement."""

import ast
import dis

import pytest
from hypothesis import given
from hypothesis import strategies as st

from importlint.loader.rewrite import redirect_imports

OWNED = frozenset({"app", "tests"})

CASES = {
    "import app": "import one.app as app",
    "import app as a": "import one.app as a",
    "import app.x.y as z": "import one.app.x.y as z",
    "import app.x": "app = __import__('one.app.x').app",
    "import json, app.x, app, os as o": (
        "import json\napp = __import__('one.app.x').app\nimport one.app as app\nimport os as o"
    ),
    "import json, os.path": "import json, os.path",
    "import application, apps.x": "import application, apps.x",
    "from app import x, y as z": "from one.app import x, y as z",
    "from app.x import *": "from one.app.x import *",
    "from . import app": "from . import app",
    "from .app import x": "from .app import x",
    "from ..app.x import y": "from ..app.x import y",
    "from json import app": "from json import app",
    "from __future__ import annotations\nimport app": "from __future__ import annotations\nimport one.app as app",
    "__import__('app.x')": "__spec__.loader.import_('app.x')",
    "app.x = 'import app'": "app.x = 'import app'",
    "def f():\n    global app\n    import app.x": "def f():\n    global app\n    app = __import__('one.app.x').app",
    "async def f():\n    async with a:\n        import app": (
        "async def f():\n    async with a:\n        import one.app as app"
    ),
    "class C:\n    from app import x": "class C:\n    from one.app import x",
    "try:\n    import app\nexcept E:\n    import app\nelse:\n    import app\nfinally:\n    import app": (
        "try:\n    import one.app as app\nexcept E:\n    import one.app as app\n"
        "else:\n    import one.app as app\nfinally:\n    import one.app as app"
    ),
    "try:\n    import app\nexcept* E:\n    import app": (
        "try:\n    import one.app as app\nexcept* E:\n    import one.app as app"
    ),
    "if a:\n    import app\nelif b:\n    import app\nelse:\n    import app": (
        "if a:\n    import one.app as app\nelif b:\n    import one.app as app\nelse:\n    import one.app as app"
    ),
    "for a in b:\n    import app\nelse:\n    import app": (
        "for a in b:\n    import one.app as app\nelse:\n    import one.app as app"
    ),
    "match a:\n    case 1:\n        import app": "match a:\n    case 1:\n        import one.app as app",
}


def rewritten(source: str) -> ast.Module:
    return redirect_imports(source.encode(), "module.py", "one", OWNED)


@pytest.mark.parametrize("source", CASES)
def test_a_statement(source: str) -> None:
    assert ast.unparse(rewritten(source)) == CASES[source]


def positions(tree: ast.Module) -> set[tuple[int, int, int, int]]:
    return {
        (node.lineno, node.col_offset, node.end_lineno or 0, node.end_col_offset or 0)
        for node in ast.walk(tree)
        if isinstance(node, ast.stmt | ast.expr | ast.alias)
    }


@pytest.mark.parametrize("source", CASES)
def test_positions_are_those_of_the_source(source: str) -> None:
    """Statements keep theirs; what has become of one has its position as a whole."""
    assert positions(rewritten(source)) <= positions(ast.parse(source))


names = st.sampled_from(["app", "app.x", "app.x.y", "tests", "json", "application", "os.path"])
aliases = st.tuples(names, st.sampled_from(["", " as a"])).map("".join)
statements = st.one_of(
    st.lists(aliases, min_size=1, max_size=4).map(lambda found: f"import {', '.join(found)}"),
    st.tuples(st.sampled_from(["", ".", ".."]), names, aliases.map(lambda text: text.split(".")[-1])).map(
        lambda parts: f"from {parts[0]}{parts[1]} import {parts[2]}"
    ),
)


@given(st.lists(statements, min_size=1, max_size=6))
def test_every_name_is_bound_as_before(lines: list[str]) -> None:
    source = "\n".join(lines)
    bound = compile(rewritten(source), "module.py", "exec")
    stores = [i.argval for i in dis.get_instructions(bound) if i.opname == "STORE_NAME"]
    plain = [i.argval for i in dis.get_instructions(compile(source, "module.py", "exec")) if i.opname == "STORE_NAME"]
    assert stores == plain


@given(st.lists(statements, min_size=1, max_size=6))
def test_no_owned_name_is_imported_any_more(lines: list[str]) -> None:
    nodes = list(ast.walk(rewritten("\n".join(lines))))
    plain = [alias.name for node in nodes if isinstance(node, ast.Import) for alias in node.names]
    absolute = [node.module or "" for node in nodes if isinstance(node, ast.ImportFrom) and not node.level]
    assert not [name for name in (*plain, *absolute) if name.split(".")[0] in OWNED]
