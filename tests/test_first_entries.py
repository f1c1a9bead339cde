"""Of a large cycle the machine tries the ways in."""

from importlint.rules import cycle_fragile
from tests.projects import project_from


def _ring(count: int, statement: str = "from pkg.{} import f") -> dict[str, str]:
    lines = {at: statement.format(f"m{(at + 1) % count:03}") for at in range(count)}
    return {"pkg/__init__.py": "", **{f"pkg/m{at:03}.py": f"{line}\ndef f(): ...\n" for at, line in lines.items()}}


def test_every_module_of_a_small_cycle_is_tried() -> None:
    project = project_from(_ring(20))
    assert len(project.first_imports) == 20


def test_a_large_cycle_is_entered_where_others_import_it() -> None:
    project = project_from({**_ring(400), "main.py": "import pkg.m300\n"})
    tried = [module.name for module in project.first_imports]
    assert len(tried) == 125
    assert "pkg.m300" in tried
    assert "pkg.m299" not in tried


def test_what_was_not_tried_is_not_called_harmless() -> None:
    files = _ring(400, "import pkg.{}")
    # Only what begins at one of m201 to m300 fails.
    files["pkg/m200.py"] = "import pkg.m201\nfrom pkg.m300 import f\n"
    found = list(cycle_fragile.check(project_from(files)))
    assert [finding.severity.value for finding in found] == ["warning"]
