"""`importlint fix`: what it shows, what it proves, what it writes, and when it writes nothing."""

import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path

import pytest

from importlint.edits import transaction
from importlint.edits.interrupted import FOLDER
from tests.commands.conftest import Run, Write

CYCLE = {
    "pyproject.toml": "[project]\nname = 'shop'\n",
    "shop/__init__.py": "",
    "shop/models.py": "from shop.services import notify\n\n\nclass User:\n    def save(self):\n        notify(self)\n",
    "shop/services.py": "from shop.models import User\n\n\ndef notify(user):\n    assert isinstance(user, User)\n",
    "tests/test_shop.py": "import shop.models\n\n\ndef test_user():\n    shop.models.User().save()\n",
}
MENDED = "def notify(user):\n    from shop.models import User\n\n    assert isinstance(user, User)\n"
REEXPORT = {
    "pyproject.toml": "[project]\nname = 'shop'\n",
    "shop/__init__.py": "from shop.pay import Refused\nfrom shop.errors import ShopError\n",
    "shop/errors.py": "class ShopError(Exception): pass\n",
    "shop/pay.py": "from shop import ShopError\n\n\nclass Refused(ShopError): pass\n",
}


def texts(project: Path, files: Mapping[str, str]) -> dict[str, str]:
    return {path: (project / path).read_text() for path in files}


def test_shows_a_diff_and_writes_nothing(write: Write, run: Run) -> None:
    project = write(REEXPORT)
    done = run("fix")
    assert done.status == 1
    assert done.out == (
        "diff --git a/shop/pay.py b/shop/pay.py\n--- a/shop/pay.py\n+++ b/shop/pay.py\n@@ -1,4 +1,4 @@\n"
        "-from shop import ShopError\n+from shop.errors import ShopError\n \n \n class Refused(ShopError): pass\n"
    )
    assert done.err.splitlines()[0] == "1 edit in 1 file; --apply writes it"
    assert "  ok    scan: 1 finding gone, none new" in done.err
    assert texts(project, REEXPORT) == REEXPORT


def test_makes_the_change_and_a_second_run_has_nothing_to_do(write: Write, run: Run) -> None:
    project = write(REEXPORT)
    done = run("fix", "--apply")
    assert (done.status, done.out) == (0, "")
    assert done.err.startswith("changed: 1 edit in 1 file\n")
    assert (project / "shop/pay.py").read_text().startswith("from shop.errors import ShopError\n")
    assert not (project / FOLDER).exists()
    again = run("fix", "--apply")
    assert (again.status, again.out, again.err) == (0, "", "nothing to change\n")


def test_unsafe_fixes_are_made_only_when_asked_for(write: Write, run: Run) -> None:
    project = write(CYCLE)
    done = run("fix", "--apply")
    assert done.status == 0
    assert "cycle-crash: its fix can change what the program does (--unsafe makes it)" in done.err
    assert texts(project, CYCLE) == CYCLE
    assert run("fix", "--unsafe", "--apply").status == 0
    assert texts(project, CYCLE) == {**CYCLE, "shop/services.py": MENDED}


def test_rules_and_places_limit_what_is_mended(write: Write, run: Run) -> None:
    write({**CYCLE, **{f"other/{path}": text for path, text in REEXPORT.items()}})
    assert run("fix", "--unsafe", "--rule", "unresolved-name").err.startswith("nothing to change\n")
    assert "a/other/shop/pay.py" not in run("fix", "--unsafe", "shop").out
    assert "a/other/shop/pay.py" in run("fix", "--unsafe", "--rule", "cycle-crash,cycle-fragile", "other").out


def test_a_rule_that_does_not_exist_is_a_wrong_usage(write: Write, run: Run) -> None:
    write(CYCLE)
    done = run("fix", "--rule", "cycle-crsh")
    assert done.status == 2
    assert "there is no rule cycle-crsh" in done.err


@pytest.mark.parametrize(
    "options",
    [("--diff", "--apply"), ("--namespace", "a", "--rename", "b"), ("--namespace", "a", "--loader")],
)
def test_options_that_contradict_each_other(options: tuple[str, ...], write: Write, run: Run) -> None:
    write(CYCLE)
    assert run("fix", *options).status == 2


PYTEST = f"{sys.executable} -m pytest -q -p no:cacheprovider"


@pytest.mark.slow
def test_a_proof_that_succeeds(write: Write, run: Run) -> None:
    project = write(CYCLE)
    done = run("fix", "--unsafe", "--apply", "--verify", PYTEST, "--python", sys.executable)
    assert done.err.splitlines()[:5] == [
        "changed: 2 edits in 1 file",
        "  ok    scan: 2 findings gone, none new",
        "  ok    twice: a second run has nothing to change",
        "  ok    imports: 2 modules, each first in a fresh interpreter; 2 that failed before can be imported now",
        f"  ok    {PYTEST}: exit status 2 before, 0 after",
    ]
    assert done.status == 0
    assert (project / "shop/services.py").read_text() == MENDED


@pytest.mark.slow
def test_a_command_that_fails_after_the_change_keeps_the_project_as_it_is(write: Write, run: Run) -> None:
    project = write(CYCLE)
    check = f"{sys.executable} -c \"assert open('shop/services.py').readline().startswith('from shop')\""
    done = run("fix", "--unsafe", "--apply", "--verify", check, "--python", sys.executable)
    assert done.status == 1
    assert done.err.startswith("nothing was changed, as the proof failed:\n")
    assert "exit status 0 before, 1 after" in done.err
    assert "AssertionError" in done.err
    assert texts(project, CYCLE) == CYCLE


@pytest.mark.slow
def test_what_can_no_longer_be_imported_keeps_the_project_as_it_is(write: Write, run: Run) -> None:
    """A module that looks at its own text: the machine cannot know that, a real interpreter does."""
    models = "class User: pass\n\n\nfrom shop.services import notify\n"
    services = CYCLE["shop/services.py"] + "\n\n{'from': 1}[open(__file__).readline()[:4]]\n"
    files = {**CYCLE, "shop/models.py": models, "shop/services.py": services}
    project = write(files)
    done = run("fix", "--unsafe", "--apply", "--verify", "true", "--python", sys.executable)
    assert done.status == 1, done.err
    assert (
        "FAIL  imports: 1 module of 2 cannot be imported any more\n          shop.models: KeyError: 'def '" in done.err
    )
    assert texts(project, files) == files


def test_a_dirty_tree_is_refused_unless_allowed(write: Write, run: Run) -> None:
    project = write(REEXPORT)
    (project / ".git").rmdir()
    for arguments in (["init", "-q"], ["add", "."], ["commit", "-qm", "one"]):
        subprocess.run(["git", "-c", "user.name=a", "-c", "user.email=a@b", *arguments], cwd=project, check=True)
    (project / "shop/errors.py").write_text(REEXPORT["shop/errors.py"] + "# mine\n")
    done = run("fix", "--apply")
    assert (done.status, done.out) == (2, "")
    assert "these files have changes that are not committed: shop/errors.py" in done.err
    assert (project / "shop/pay.py").read_text() == REEXPORT["shop/pay.py"]
    assert run("fix", "--apply", "--allow-dirty").status == 0


def test_a_change_that_was_cut_off_is_seen_and_undone(write: Write, run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    project = write(REEXPORT)
    with monkeypatch.context() as context:
        context.setattr(transaction, "sync_directories", _die)
        context.setattr(transaction, "_put_back", lambda *_: None)
        assert run("fix", "--apply").status == 130
    assert (project / "shop/pay.py").read_text() != REEXPORT["shop/pay.py"]
    for arguments in (("fix",), ("fix", "--apply")):
        done = run(*arguments)
        assert done.status == 2
        assert "an earlier change of this project was cut off" in done.err
        assert "importlint fix --recover" in done.err
    assert "an earlier change of this project was cut off" in run("scan").err
    assert run("fix", "--recover").err == "everything is as it was before the change\n"
    assert texts(project, REEXPORT) == REEXPORT
    assert run("fix", "--recover").err == "no change of this project was cut off\n"


def _die(*_: object) -> None:
    raise KeyboardInterrupt


def test_fixes_that_touch_each_other_are_made_one_after_the_other(write: Write, run: Run) -> None:
    text = "import sys\nsys.path.insert(0, 'one')\nsys.path.insert(0, 'two')\nimport x\n"
    project = write({"pyproject.toml": "", "tools/run.py": text, "one/x.py": "", "two/y.py": ""})
    done = run("fix", "--unsafe", "--apply", "--rule", "path-edit-cwd")
    assert done.status == 0, done.err
    assert (project / "tools/run.py").read_text() == (
        "import sys\nfrom pathlib import Path\n"
        'sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "one"))\n'
        'sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "two"))\nimport x\n'
    )


def test_what_cannot_be_decided_is_listed(write: Write, run: Run) -> None:
    write({"pyproject.toml": "", "a/__init__.py": "", "a/b.py": "from a.c import missing\n", "a/c.py": ""})
    done = run("fix")
    assert done.status == 0
    assert "left alone (1):\n  a/b.py:1: unresolved-name: Correct the name\n" in done.err


def test_a_fix_that_brings_another_finding_is_left_out(write: Write, run: Run) -> None:
    """Anchored, the edit would still change the path of everybody who imports the module."""
    files = {
        **REEXPORT,
        "lib/money.py": "x = 1\n",
        "shop/paths.py": "import sys\nsys.path.insert(0, 'lib')\n",
        "shop/errors.py": "import shop.paths\n\n\nclass ShopError(Exception): pass\n",
    }
    project = write(files)
    done = run("fix", "--unsafe", "--apply")
    assert done.status == 0, done.err
    assert "shop/paths.py:2: path-edit-cwd: its fix does not end it, or brings another finding" in done.err
    mended = {"shop/pay.py": "from shop.errors import ShopError\n\n\nclass Refused(ShopError): pass\n"}
    assert texts(project, files) == {**files, **mended}
