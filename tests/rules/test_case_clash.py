"""Names that a file system may take for one."""

import pytest

from importlint.rules import case_clash
from tests.rules.checks import findings, reported


def test_two_modules() -> None:
    files = {"app/__init__.py": "", "app/Models.py": "", "app/models.py": ""}
    assert reported(case_clash, files) == [
        (
            "warning app/Models.py:1 "
            "`app/Models.py` and `app/models.py` are one and the same where the file system ignores case"
        )
    ]
    assert findings(case_clash, files)[0].fixes[0].text == (
        "keep `app/models.py` and rename the other: `git mv app/Models.py app/models_renamed.py`, with its imports"
    )


def test_two_packages_are_reported_once_whatever_is_in_them() -> None:
    files = {"App/__init__.py": "", "App/x.py": "", "app/__init__.py": "", "app/x.py": ""}
    assert len(reported(case_clash, files)) == 1


@pytest.mark.parametrize(
    "files",
    [
        pytest.param({"app/models.py": "", "app/model.py": ""}, id="different names"),
        pytest.param({"a/models.py": "", "b/Models.py": ""}, id="different directories"),
        pytest.param({"Docs/readme.txt": "", "docs/conf.py": ""}, id="no code in one of them"),
        pytest.param({"app/models.py": "", "app/Models.md": ""}, id="another suffix"),
    ],
)
def test_nothing_is_reported(files: dict[str, str]) -> None:
    assert reported(case_clash, files) == []
