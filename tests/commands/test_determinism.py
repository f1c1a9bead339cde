"""Same input, same bytes: whatever the hash seed, the number of processes and the working directory."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.commands.conftest import Write

FILES = {
    f"services/{service}/{name}": text
    for service in ("alpha", "beta-service", "gamma")
    for name, text in {
        "requirements.txt": "",
        "app/__init__.py": "from app.core import x\nfrom app import one, two, three\n",
        "app/core.py": "import sys\nsys.path.insert(0, '../shared')\nfrom app import one\nx = 1\n",
        "app/one.py": "from app import two\ndef f():\n    import app.three, app.missing\n",
        "app/two.py": "from app import three\ntry:\n    from app import one\nexcept ImportError:\n    one = None\n",
        "app/three.py": "import importlib\nfrom app import one, core\nimportlib.import_module(input())\n",
        "app/broken.py": "def f(:\n    import app.one\n",
    }.items()
}


def scan(project: Path, *arguments: str, seed: str = "0") -> bytes:
    environment = {name: os.environ[name] for name in ("PATH", "PYTHONPATH") if name in os.environ}
    command = [sys.executable, "-m", "importlint", "scan", *arguments]
    done = subprocess.run(
        command, cwd=project, env={**environment, "PYTHONHASHSEED": seed}, capture_output=True, check=False
    )
    assert done.returncode == 1, done.stderr.decode()
    return done.stdout


@pytest.mark.parametrize("format_", ["text", "json", "sarif"])
def test_hash_seeds_and_processes_change_nothing(write: Write, format_: str) -> None:
    project = write(FILES)
    reports = {
        scan(project, "--format", format_, "--workers", workers, seed=seed)
        for workers, seed in (("1", "0"), ("2", "1"), ("8", "2"))
    }
    (report,) = reports
    assert b"services/beta-service/app" in report


def test_the_working_directory_changes_nothing(write: Write) -> None:
    project = write(FILES)
    assert scan(project, ".") == scan(project / "services" / "alpha", str(project))
