"""A scan reads the user's files and never runs them (PEP 578 audit hooks see every import, compile and exec)."""

import json
import os
import subprocess
import sys
from pathlib import Path

from tests.commands.conftest import Write

CACHE = "IMPORTLINT_CACHE_DIR"
MARK = "open({path!r}, 'w').close()\n"

WATCH = """\
import json, os, sys

project = sys.argv[1]
seen = []

def hook(event, arguments):
    if event == "import":
        seen.append(["import", arguments[0], str(arguments[1])])
    elif event == "exec":
        seen.append(["exec", arguments[0].co_filename, ""])
    elif event == "compile":
        seen.append(["compile", str(arguments[1]), ""])
    elif event in ("subprocess.Popen", "os.system", "os.exec", "os.posix_spawn", "os.fork", "socket.connect"):
        seen.append([event, repr(arguments), ""])
    elif event == "open" and not isinstance(arguments[0], int) and (
        set("wax+") & set(arguments[1] or "") or arguments[2] & (os.O_WRONLY | os.O_RDWR)
    ):
        seen.append(["write", str(arguments[0]), ""])

sys.addaudithook(hook)
from importlint.cli import main
try:
    main(["scan", project, "--quiet"])
except SystemExit as end:
    print(json.dumps({"status": end.code, "seen": seen}), file=sys.stderr)
"""


def test_nothing_of_the_project_is_imported_executed_or_written(write: Write) -> None:
    marker = "marker.txt"
    text = MARK.format(path=marker)
    project = write(
        {
            "setup.py": text,
            "conftest.py": text,
            "sitecustomize.py": text,
            "app/__init__.py": text + "from app import other\n",
            "app/other.py": text + "from app import *\nimport importlib\nimportlib.import_module('app.third')\n",
            "app/third.py": text + "import sys\nsys.path.insert(0, '.')\nexec('import app')\n",
            "run.py": text + "import app\nif __name__ == '__main__':\n    app.main()\n",
            "json.py": text,
            "importlint.toml": "",
        }
    )
    environment = {name: os.environ[name] for name in ("PATH", "PYTHONPATH", CACHE) if name in os.environ}
    done = subprocess.run(
        [sys.executable, "-P", "-B", "-c", WATCH, str(project)],
        cwd=project,
        env=environment,
        capture_output=True,
        check=True,
        encoding="utf-8",
    )
    result = json.loads(done.stderr.splitlines()[-1])
    assert result["status"] == 1
    assert {path.split(":")[0] for path in done.stdout.splitlines()} & {"json.py", "app/other.py"}
    assert not (project / marker).exists()
    ours = str(Path(sys.prefix))
    touched = [event for event in result["seen"] if str(project) in event[1] or str(project) in event[2]]
    assert touched == []
    imported = {event[1] for event in result["seen"] if event[0] == "import"}
    assert "importlint.engine.run" in imported, "the hook sees imports"
    assert imported.isdisjoint({"app", "app.other", "app.third", "run", "conftest", "sitecustomize", "setup"}), ours
    assert {event[0] for event in result["seen"]} <= {"import", "exec", "compile", "write"}, "no process"
    written = [event[1] for event in result["seen"] if event[0] == "write"]
    assert [path for path in written if not path.startswith(os.environ[CACHE])] == [], "only the cache is written"


def test_running_as_a_module_does_not_import_from_the_working_directory(write: Write) -> None:
    text = MARK.format(path="marker.txt")
    project = write({"click.py": text, "json.py": text, "importlint/cli.py": text, "ast.py": text, "pathlib.py": text})
    environment = {name: os.environ[name] for name in ("PATH", "PYTHONPATH", CACHE) if name in os.environ}
    done = subprocess.run(
        [sys.executable, "-m", "importlint", "scan", "-q"],
        cwd=project,
        env=environment,
        capture_output=True,
        check=False,
    )
    assert done.returncode < 2, done.stderr.decode()
    assert not (project / "marker.txt").exists()
