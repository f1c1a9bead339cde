"""What the tests of SARIF need from npm: the official schema and Microsoft's validator, kept between runs."""

import os
import shutil
import subprocess
from pathlib import Path

import pytest

MULTITOOL = "@microsoft/sarif-multitool-linux"
MULTITOOL_VERSION = "5.7.0"


@pytest.fixture(scope="session")
def sarif_package() -> Path:
    """Return the directory of the npm package that holds the SARIF schema and the validator."""
    npm = shutil.which("npm")
    if npm is None:
        pytest.skip("npm is not installed: the official SARIF schema and validator come from there")
    cache = Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache") / "importlint-tests" / MULTITOOL_VERSION
    package = cache / "node_modules" / MULTITOOL
    if not (package / "Sarif.Multitool").exists():
        cache.mkdir(parents=True, exist_ok=True)
        # The platform package alone: a self-contained program. Its install script only makes it executable.
        command = [npm, "install", "--no-audit", "--no-fund", "--no-save", "--ignore-scripts", "--prefix", str(cache)]
        done = subprocess.run(
            [*command, f"{MULTITOOL}@{MULTITOOL_VERSION}"], capture_output=True, text=True, check=False
        )
        if done.returncode:
            pytest.skip(f"npm cannot install {MULTITOOL}: {done.stderr.strip()[-200:]}")
        (package / "Sarif.Multitool").chmod(0o755)
    return package
