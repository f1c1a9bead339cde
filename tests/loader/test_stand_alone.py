"""The one-file loader: what it holds, and that its modules fit together."""

import ast
import subprocess
import sys
from pathlib import Path

import importlint.loader
from importlint.commands.stand_alone import render_stand_alone

MODULES = sorted(Path(str(importlint.loader.__file__)).parent.glob("*.py"))


def defined(tree: ast.Module) -> list[str]:
    """Return the names that a module defines at its top level, imports left out."""
    names: list[str] = []
    for node in tree.body:
        if isinstance(node, ast.FunctionDef | ast.ClassDef):
            names.append(node.name)
        elif isinstance(node, ast.Assign):
            names += [target.id for target in node.targets if isinstance(target, ast.Name)]
        elif isinstance(node, ast.AnnAssign) and isinstance(node.target, ast.Name):
            names.append(node.target.id)
    return names


def imported(tree: ast.Module) -> set[str]:
    nodes = [node for node in tree.body if isinstance(node, ast.Import | ast.ImportFrom)]
    return {alias.asname or alias.name for node in nodes for alias in node.names}


def test_no_two_modules_define_one_name() -> None:
    trees = [ast.parse(path.read_text("utf-8")) for path in MODULES]
    names = [name for tree in trees for name in defined(tree)]
    assert sorted(set(names)) == sorted(names)
    standard = {name for name in ast.parse(render_stand_alone()).body if isinstance(name, ast.Import | ast.ImportFrom)}
    taken = {alias.name for node in standard for alias in node.names}
    assert not taken & set(names)


def test_it_holds_everything_and_asks_for_nothing_else() -> None:
    tree = ast.parse(render_stand_alone(), feature_version=(3, 9))
    names = [name for path in MODULES for name in defined(ast.parse(path.read_text("utf-8")))]
    assert sorted(defined(tree)) == sorted(names)
    modules = {
        name.partition(".")[0]
        for node in ast.walk(tree)
        for name in (
            [alias.name for alias in node.names]
            if isinstance(node, ast.Import)
            else [node.module or ""]
            if isinstance(node, ast.ImportFrom)
            else []
        )
    }
    assert modules <= sys.stdlib_module_names


def test_imports_stand_first_in_each_module() -> None:
    """What joins them takes the imports from the beginning."""
    for path in MODULES:
        body = ast.parse(path.read_text("utf-8")).body[1:]
        kinds = [isinstance(node, ast.Import | ast.ImportFrom) for node in body]
        assert kinds == sorted(kinds, reverse=True), path.name


def test_no_import_is_renamed() -> None:
    trees = [ast.parse(path.read_text("utf-8")) for path in MODULES]
    renamed = [
        alias
        for tree in trees
        for node in ast.walk(tree)
        for alias in getattr(node, "names", ())
        if isinstance(alias, ast.alias) and alias.asname
    ]
    assert renamed == []


def test_it_is_the_same_every_time() -> None:
    assert render_stand_alone() == render_stand_alone()


def test_the_package_loads_nothing_else_of_ours() -> None:
    program = "import sys, importlint.loader; print(*sorted(n for n in sys.modules if n.startswith('importlint.')))"
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert {name.split(".")[1] for name in done.stdout.split()} == {"loader"}
