"""Directories that PYTHONPATH names."""

import pytest

from tests.resolve.surveys import provided, reasons, roots_of

MODULES = {"lib/acme/__init__.py": "", "services/a/app/__init__.py": ""}


@pytest.mark.parametrize(
    ("file", "text", "line", "entry"),
    [
        ("Makefile", "test:\n\tPYTHONPATH=lib:$(PYTHONPATH) pytest -q\n", 2, "lib"),
        ("Makefile", "export PYTHONPATH := $(CURDIR)/lib\n", 1, "./lib"),
        ("services/Makefile", "run:\n\tcd ../lib && PYTHONPATH=. python -m acme\n", 2, "."),
        (".env", "A=1\nPYTHONPATH=./lib\n", 2, "./lib"),
        ("scripts/test.sh", 'export PYTHONPATH="$(pwd)/lib:${PYTHONPATH}"\n', 1, "./lib"),
        ("scripts/test.sh", "PYTHONPATH=${PYTHONPATH:+$PYTHONPATH:}lib python x.py\n", 1, "lib"),
        (".github/workflows/ci.yml", "    env:\n      PYTHONPATH: ${{ github.workspace }}/lib\n", 2, "./lib"),
        ("compose.yaml", '    environment:\n      - "PYTHONPATH=lib"\n', 2, "lib"),
        ("tox.ini", "[testenv]\nsetenv =\n    PYTHONPATH = {toxinidir}/lib\n", 3, "./lib"),
        (".vscode/settings.json", '{\n"env": {"PYTHONPATH": "${workspaceFolder}/lib"}}\n', 2, "./lib"),
        (".vscode/launch.json", '{\n"env": {"PYTHONPATH": "${workspaceFolder}/lib"}}\n', 2, "./lib"),
        ("ci/test.gitlab-ci.yml", "variables:\n  PYTHONPATH: $CI_PROJECT_DIR/lib\n", 2, "./lib"),
        ("noxfile.py", 'session.run("pytest", env={"PYTHONPATH": "lib"})\n', 1, "lib"),
        ("Dockerfile", "WORKDIR /srv\nCOPY lib ./shared\nENV PYTHONPATH=/srv/shared\n", 3, "/srv/shared"),
        ("Dockerfile", "WORKDIR /srv\nCOPY . .\nENV PYTHONPATH lib\n", 3, "lib"),
        (
            "docker/api.Dockerfile",
            'COPY --chown=me ["lib/", "/app/lib/"]\nENV A=b PYTHONPATH="/app/lib"\n',
            2,
            "/app/lib",
        ),
    ],
)
def test_a_directory_on_pythonpath_is_a_root(file: str, text: str, line: int, entry: str) -> None:
    root = roots_of({**MODULES, file: text})["lib"]
    assert provided(root) == ["acme"]
    assert f"{file}:{line}: `{entry}` is on PYTHONPATH" in reasons(root)


@pytest.mark.parametrize(
    ("file", "text"),
    [
        ("Makefile", "# PYTHONPATH=lib make test\n"),
        ("Makefile", "\tPYTHONPATH=$(LIBS) pytest\n"),
        ("Makefile", "\tPYTHONPATH= pytest\n"),
        ("Makefile", "\tPYTHONPATH=elsewhere:/usr/lib:../outside pytest\n"),
        ("scripts/test.sh", "echo $PYTHONPATH lib\n"),
        ("README.md", "PYTHONPATH=lib pytest\n"),
        ("Dockerfile", "ENV PYTHONPATH=/opt/lib\n"),
        ("Dockerfile", "COPY --from=build /lib /app/lib\nENV PYTHONPATH=/app/lib\n"),
    ],
)
def test_what_is_unknown_or_no_directory_is_passed_by(file: str, text: str) -> None:
    assert not any("PYTHONPATH" in reason for reason in reasons(roots_of({**MODULES, file: text})["lib"]))


def test_directories_on_one_pythonpath_see_each_other() -> None:
    roots = roots_of({**MODULES, "Makefile": "PYTHONPATH=services/a:lib\n"})
    assert roots["services/a"].search_path == ("services/a", "lib")
    assert roots["lib"].search_path == ("lib", "services/a")


def test_a_projects_own_pythonpath_counts_for_all_its_roots() -> None:
    files = {**MODULES, "services/a/Dockerfile": "COPY lib /lib\nCOPY services/a /app\nENV PYTHONPATH=/lib\n"}
    assert roots_of(files)["services/a"].search_path == ("services/a", "lib")
    assert roots_of(files)["lib"].search_path == ("lib",)
