"""`importlint why`."""

from tests.commands.conftest import Run, Write
from tests.commands.projects import TWO_SERVICES

CHAIN = {
    "setup.py": "",
    "app/__init__.py": "",
    "app/main.py": "import app.web\n",
    "app/web.py": "def f():\n    from app import db\n",
    "app/db.py": "",
    "lib/__init__.py": "",
    "lib/one.py": "import app.db\n",
    "lib/two.py": "import lib.one\n",
}


def test_a_chain_is_drawn_with_its_places(write: Write, run: Run) -> None:
    write(CHAIN)
    done = run("why", "app.main", "app.db")
    assert done.status == 0
    assert (
        done.out
        == """\
1 shortest chain from app.main to app.db

  app.main
    -> app.web  app/main.py:1
    -> app.db  app/web.py:2  (deferred)
"""
    )


def test_only_eager_chains_on_request(write: Write, run: Run) -> None:
    write(CHAIN)
    done = run("why", "app.main", "app.db", "--eager")
    assert (done.status, done.out) == (1, "")
    assert done.err == "no chain of imports leads from app.main to app.db\n"


def test_a_package_stands_for_its_modules(write: Write, run: Run) -> None:
    write(CHAIN)
    done = run("why", "lib", "app")
    assert "  lib.one\n    -> app.db  lib/one.py:1\n" in done.out


def test_files_name_modules(write: Write, run: Run) -> None:
    write(CHAIN)
    assert run("why", "lib/two.py", "app/db.py").out.count("->") == 2


def test_a_name_that_several_roots_have_must_be_told_apart(write: Write, run: Run) -> None:
    write(TWO_SERVICES)
    done = run("why", "app", "app.core")
    assert done.status == 2
    assert (
        done.err
        == """\
importlint: app is the name of 2 modules
help: say which: services/a:app, services/b:app
"""
    )
    done = run("why", "services/b:app", "app.core")
    assert done.out.endswith("-> services/b:app.core  services/b/app/__init__.py:1\n")


def test_an_unknown_module_is_wrong_usage(write: Write, run: Run) -> None:
    write(CHAIN)
    done = run("why", "app.mian", "app.db")
    assert done.status == 2
    assert "did you mean app.main?" in done.err
