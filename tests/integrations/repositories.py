"""Git repositories made for one test, untouched by the user's own configuration of git."""

import os
import subprocess
import sys
from pathlib import Path

PROJECT = Path(__file__).resolve().parent.parent.parent
SCRIPTS = Path(sys.executable).parent
IDENTITY = {
    f"GIT_{role}_{field}": value
    for role in ("AUTHOR", "COMMITTER")
    for field, value in {"NAME": "Test", "EMAIL": "test@example.org"}.items()
}


def environment(home: Path) -> dict[str, str]:
    """Return an environment in which `importlint` is this one and git knows only what the test tells it."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("GIT_", "PRE_COMMIT", "GITHUB_"))}
    path = f"{SCRIPTS}{os.pathsep}{os.environ['PATH']}"
    fixed = {"PATH": path, "NO_COLOR": "1", "GIT_CONFIG_NOSYSTEM": "1", "GIT_CONFIG_GLOBAL": os.devnull}
    return kept | fixed | IDENTITY | {"PRE_COMMIT_HOME": str(home / "pre-commit-home")}


def run(command: list[str], directory: Path, home: Path) -> subprocess.CompletedProcess[str]:
    """Run a command there and return its output, errors included, whatever its status."""
    return subprocess.run(
        command,
        cwd=directory,
        env=environment(home),
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        encoding="utf-8",
        check=False,
    )


def git(directory: Path, *arguments: str) -> str:
    """Run git, which must succeed, and return what it printed."""
    done = run(["git", *arguments], directory, directory.parent)
    assert done.returncode == 0, done.stdout
    return done.stdout.strip()


def commit_all(directory: Path) -> str:
    """Make a repository of a directory and return its commit."""
    git(directory, "init", "--quiet", "--initial-branch=main")
    git(directory, "add", "--all")
    git(directory, "commit", "--quiet", "--message=All")
    return git(directory, "rev-parse", "HEAD")
