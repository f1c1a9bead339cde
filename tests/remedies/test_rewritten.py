"""One import statement written differently."""

from collections.abc import Mapping
from types import ModuleType

import pytest

from importlint.edits.text import edit_text
from importlint.model.fix import Applicability
from importlint.rules import lazy_import_risk, unresolved_import, unresolved_name
from tests.projects import project_from


def fixed(rule: ModuleType, files: Mapping[str, str], path: str, *, target: tuple[int, int] = (3, 15)) -> str:
    """Return a file after the first fix of the only finding in it, and look whether the finding is gone."""
    (found,) = [each for each in rule.check(project_from(files, target_version=target)) if each.location.path == path]
    fix = found.fixes[0]
    assert fix.applicability is (Applicability.UNSAFE if fix.edits else Applicability.MANUAL)
    text = edit_text(files[path], fix.edits)
    after = rule.check(project_from({**files, path: text}, target_version=target))
    assert bool([each for each in after if each.location.path == path]) is not bool(fix.edits)
    return text


@pytest.mark.parametrize("spaces", [" ", "   "])
def test_a_lazy_import_is_made_eager(spaces: str) -> None:
    files = {"a.py": f"import os\nlazy{spaces}from b import x  # later\n", "b.py": "x = 1\n"}
    assert fixed(lazy_import_risk, files, "a.py", target=(3, 12)) == "import os\nfrom b import x  # later\n"


NAMES = {
    "shop/__init__.py": "",
    "shop/models.py": "class User: ...\n",
    "shop/old.py": "",
    "shop/a.py": "from shop.models import User\n",
}


def test_a_name_is_taken_from_where_the_others_take_it() -> None:
    files = {**NAMES, "shop/b.py": "import os\nfrom .old import (\n    User as U,\n)\n"}
    assert fixed(unresolved_name, files, "shop/b.py") == "import os\nfrom shop.models import User as U\n"


@pytest.mark.parametrize(
    "more",
    [
        {"shop/b.py": "from shop.old import User, Other\n", "shop/old.py": "Other = 1\n"},
        {
            "shop/b.py": "from shop.old import User\n",
            "shop/c.py": "from shop.d import User\n",
            "shop/d.py": "User = 1\n",
        },
        {"shop/b.py": "from shop.old import Nobody\n"},
    ],
    ids=["only some of the names", "two places", "nowhere"],
)
def test_where_that_is_not_sure_the_name_stays(more: Mapping[str, str]) -> None:
    files = {**NAMES, **more}
    assert fixed(unresolved_name, files, "shop/b.py") == files["shop/b.py"]


def test_a_module_of_a_like_name_is_named() -> None:
    files = {
        "setup.py": "",
        "shop/__init__.py": "",
        "shop/models.py": "x = 1\n",
        "shop/b.py": "from shop.model import x\n",
    }
    assert fixed(unresolved_import, files, "shop/b.py") == "from shop.models import x\n"


def test_of_several_modules_of_a_like_name_none_is_taken() -> None:
    files = {
        "setup.py": "",
        "shop/__init__.py": "",
        "shop/models.py": "x = 1\n",
        "shop/Model.py": "x = 1\n",
        "shop/b.py": "from shop.model import x\n",
    }
    assert fixed(unresolved_import, files, "shop/b.py") == files["shop/b.py"]
