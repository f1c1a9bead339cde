"""Parsing a `try` statement alone gives what parsing its whole file gives."""

import ast
from pathlib import Path

import pytest

from importlint.remedies.try_statements import holding, tries_around


def _found(text: str, line: int) -> list[str]:
    return [ast.dump(each, include_attributes=True) for each in tries_around(text.split("\n"), line)]


def _expected(text: str, line: int) -> list[str]:
    return [ast.dump(each, include_attributes=True) for each in holding(ast.parse(text), line)]


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("try:\n    import a\nexcept ImportError:\n    a = None\nb = 1\n", 2),
        ("try:  # é\n    # less\n  # and less\n\n    x = 'é'; y = 1\n    import a\nfinally:\n    pass", 6),
        ("def f():\n\tif x:\n\t\ttry:\n\t\t\timport a\n\t\texcept E:\n\t\t\treturn\n\t\telse:\n\t\t\tpass\n\tb\n", 4),
        ("try:\n    if x:\n        import a\n    else:\n        b\nexcept E as e: pass\n\n# end\nb", 3),
        ("try:\n    import a\nexcept (\n    E,\n    F):\n    pass\nb\n", 2),
    ],
)
def test_the_innermost_statement_is_the_one_of_its_file(text: str, line: int) -> None:
    """Comments, tabs, other blocks and what follows it make no difference."""
    assert _found(text, line) == _expected(text, line)[:1] != []


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ('x = """\ntry:\n    low\n"""\nimport a\n', 5),
        ('if x:\n    """\ntry:\n"""\n    import a\n', 5),
        ("if x:\n    y = 'try: \\\ntry:'\n    import a\n", 4),
        ("try:\n    pass\nexcept E:\n    import a\n", 4),
        ("import a\n", 1),
    ],
)
def test_no_statement_is_made_up(text: str, line: int) -> None:
    """What stands in a text, or has the import in a handler, is no `try` around it."""
    assert _found(text, line) == _expected(text, line) == []


@pytest.mark.parametrize(
    ("text", "line"),
    [
        (
            "try:\n    try:\n        f(\n  1)\n        import a\n    except E:\n        pass\nexcept F:\n    pass\n",
            5,
        ),
        ("try:\n    import a\nexcept E:\n    '''\nlow\n'''\nb\n", 2),
        ("try: import a\nexcept E: pass\n", 1),
    ],
)
def test_what_indentation_does_not_tell_is_left_to_the_whole_file(text: str, line: int) -> None:
    """The innermost statement is found or none is."""
    assert _found(text, line) in ([], _expected(text, line))


def test_own_sources_are_read_the_same() -> None:
    """For each statement in the body of a `try`, the statements are found that its file holds."""
    checked = 0
    for path in sorted((Path(__file__).parents[2] / "src").rglob("*.py")):
        text = path.read_text(encoding="utf-8")
        for node in ast.walk(ast.parse(text)):
            for inner in node.body if isinstance(node, ast.Try) else ():
                found = _found(text, inner.lineno)
                assert found == _expected(text, inner.lineno)[: len(found)], f"{path}:{inner.lineno}"
                checked += bool(found)
    assert checked > 100
