"""The index of tasks: `nox --list` shows them, CI calls the same ones that a person calls."""

import sys

import nox

nox.needs_version = ">=2024.10.9"
nox.options.sessions = ["tests", "lint", "types", "layers", "docs", "wheel", "self"]
nox.options.error_on_missing_interpreters = False
nox.options.reuse_venv = "yes"

PYTHONS = ["3.11", "3.12", "3.13", "3.14", "3.15"]
PYPROJECT = nox.project.load_toml("pyproject.toml")


def install(session: nox.Session, *groups: str) -> None:
    """Install the project for editing, with these dependency groups."""
    requirements = nox.project.dependency_groups(PYPROJECT, *groups) if groups else ()
    session.install("--editable", ".[fix]", *requirements)


@nox.session(python=PYTHONS)
def tests(session: nox.Session) -> None:
    """Run the test suite on one interpreter."""
    install(session, "test")
    session.run("pytest", *session.posargs)


@nox.session
def lint(session: nox.Session) -> None:
    """Check style and formatting."""
    session.install(*requirements_named("lint", "ruff"))
    session.run("ruff", "check", ".")
    session.run("ruff", "format", "--check", ".")


@nox.session
def types(session: nox.Session) -> None:
    """Check types, strictly."""
    install(session, "lint")
    session.run("mypy")


@nox.session
def layers(session: nox.Session) -> None:
    """Check that rooms import each other in one direction only."""
    install(session, "lint")
    session.run("lint-imports", "--no-cache")


@nox.session
def docs(session: nox.Session) -> None:
    """Check that what README and docs show is what the program prints; `nox -s docs -- --write` mends it."""
    install(session)
    session.run("python", "docs/refresh.py", *session.posargs)
    session.run("python", "tools/vendor.py", "--check")


@nox.session(venv_backend="none")
def wheel(session: nox.Session) -> None:
    """Build the wheel and use it away from the checkout, with its own dependencies and nothing else."""
    session.run(sys.executable, "tests/integrations/prove_wheel.py", "samples/two-services")


@nox.session
def lowest(session: nox.Session) -> None:
    """Run the test suite with the lowest versions that the project says it works with."""
    floors = [requirement.replace(">=", "==") for requirement in PYPROJECT["project"]["dependencies"]]
    install(session, "test")
    session.install(*floors)
    session.run("pytest", *session.posargs)


@nox.session
def browser(session: nox.Session) -> None:
    """Open the HTML report in a real browser."""
    install(session, "test", "browser")
    session.run("pytest", "tests/browser", *session.posargs)


@nox.session
def bench(session: nox.Session) -> None:
    """Measure start-up, scans beside other tools, and growth; `nox -s bench -- scan` measures one of them."""
    install(session, "bench")
    session.run("python", "bench", *session.posargs)


@nox.session(name="self")
def self_scan(session: nox.Session) -> None:
    """Check the project with itself."""
    install(session)
    session.run("importlint", "scan", "src")


def requirements_named(group: str, *names: str) -> list[str]:
    """Return the requirements of a dependency group that begin with these names."""
    return [line for line in nox.project.dependency_groups(PYPROJECT, group) if line.startswith(names)]
