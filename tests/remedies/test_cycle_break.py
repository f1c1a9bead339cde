"""What ends a cycle, in words."""

from importlint.graph.breaking import find_break
from importlint.model.fix import Fix
from importlint.remedies.cycle_break import break_fixes, cycle_flow
from tests.projects import project_from


def fixes(files: dict[str, str]) -> tuple[Fix, ...]:
    (cycle,) = project_from(files).cycles
    return break_fixes(find_break(cycle))


def test_a_name_can_be_taken_later_for_types_only_or_in_a_function() -> None:
    (fix,) = fixes(
        {"a.py": "import b\nclass A: ...\n", "b.py": "import c\n", "c.py": "from a import A\nfrom a import *\n"}
    )[:1]
    assert fix.title == "Change `import b`"
    assert fix.text == "defer it: `import b` as the first line of the function that uses `b`"


def test_every_way_to_write_an_import_of_a_name() -> None:
    (fix,) = fixes({"a.py": "from b import B as Other\nclass A: ...\n", "b.py": "import a\nimport a as again\n"})
    assert fix.title == "Change `from b import B as Other`"
    assert fix.text.splitlines() == [
        "import the module and take names from it when they are used: `import b`, then `b.B`",
        (
            "or if only annotations use `Other`: `from __future__ import annotations` and "
            "`if TYPE_CHECKING: from b import B as Other`"
        ),
        "or defer it: `from b import B as Other` as the first line of the function that uses `Other`",
    ]


def test_a_name_that_several_take_is_moved_beside_its_module() -> None:
    files = {
        "app/__init__.py": "",
        "app/base.py": "class Base: ...\nimport app.user\nimport app.role\n",
        "app/user.py": "from app.base import Base\n",
        "app/role.py": "from .base import Base\n",
    }
    (fix,) = fixes(files)
    assert fix.text.splitlines()[1:] == [
        "app/role.py:1: from .base import Base  ->  from app.base import Base",
        "app/user.py:1: from app.base import Base  ->  from app.base import Base",
    ]


def test_the_flow_says_when_each_import_runs() -> None:
    (cycle,) = project_from({"a.py": "from b import *\nX = 1\n", "b.py": "import a\n"}).cycles
    assert [step.message for step in cycle_flow(cycle.shortest)] == ["`a` imports `b`", "`b` imports `a`"]
