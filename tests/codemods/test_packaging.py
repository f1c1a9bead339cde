"""`pyproject.toml` of every build backend after a package has moved."""

import pytest

from tests.codemods.moving import move, two

PATH = "services/pillars-service/pyproject.toml"


def rewritten(text: str, *, source: str = "src") -> str:
    return move(two({}, {PATH: text}), source=source).text(PATH)


@pytest.mark.parametrize(
    ("before", "in_source", "in_place"),
    [
        (
            '[tool.setuptools]\npackages = ["app", "app.api"]\n',
            (
                '[tool.setuptools]\npackages = ["acme.pillars", "acme.pillars.api"]\n'
                'package-dir = {"acme.pillars" = "src/acme/pillars"}\n'
            ),
            '[tool.setuptools]\npackages = ["acme.pillars", "acme.pillars.api"]\n',
        ),
        (
            '[tool.setuptools.packages.find]\ninclude = ["app*"]  # ours\n',
            '[tool.setuptools.packages.find]\ninclude = ["acme*"]  # ours\nwhere = ["src"]\n',
            '[tool.setuptools.packages.find]\ninclude = ["acme*"]  # ours\n',
        ),
        (
            '[tool.hatch.build.targets.wheel]\npackages = ["app"]\n',
            '[tool.hatch.build.targets.wheel]\npackages = ["src/acme"]\n',
            '[tool.hatch.build.targets.wheel]\npackages = ["acme"]\n',
        ),
        (
            '[tool.poetry]\npackages = [{include = "app"}, {include = "tools"}]\n',
            '[tool.poetry]\npackages = [{include = "acme", from = "src"}, {include = "tools"}]\n',
            '[tool.poetry]\npackages = [{include = "acme"}, {include = "tools"}]\n',
        ),
        (
            '[tool.uv.build-backend]\nmodule-name = "app"\nmodule-root = ""\n',
            '[tool.uv.build-backend]\nmodule-name = "acme.pillars"\nmodule-root = "src"\n',
            '[tool.uv.build-backend]\nmodule-name = "acme.pillars"\nmodule-root = ""\n',
        ),
        (
            '[project.scripts]\npillars = "app.main:X"\n',
            '[project.scripts]\npillars = "acme.pillars.main:X"\n',
            '[project.scripts]\npillars = "acme.pillars.main:X"\n',
        ),
        (
            '[tool.ruff.lint.isort]\nknown-first-party = ["app"]\n\n[tool.coverage.run]\nsource = ["app"]\n',
            '[tool.ruff.lint.isort]\nknown-first-party = ["acme"]\n\n[tool.coverage.run]\nsource = ["acme.pillars"]\n',
            '[tool.ruff.lint.isort]\nknown-first-party = ["acme"]\n\n[tool.coverage.run]\nsource = ["acme.pillars"]\n',
        ),
    ],
)
def test_a_build_takes_up_what_has_moved(before: str, in_source: str, in_place: str) -> None:
    assert rewritten(before) == in_source
    assert rewritten(before, source="") == in_place


def test_pytest_is_told_of_the_new_root() -> None:
    files = {PATH: '[tool.pytest.ini_options]\naddopts = "--cov=app"\n', "services/pillars-service/tests/test_x.py": ""}
    moved = move(two({}, files), source="src")
    assert moved.text(PATH) == '[tool.pytest.ini_options]\naddopts = "--cov=acme.pillars"\npythonpath = ["src"]\n'


def test_what_is_no_toml_stays() -> None:
    assert rewritten('packages = ["app"\n') == 'packages = ["app"\n'


def test_comments_and_order_stay() -> None:
    wheel = '[tool.hatch.build.targets.wheel]\npackages = [\n    "app",  # three\n]\n'
    text = f'# one\n[project]\nname = "x"   # two\n\n{wheel}'
    assert rewritten(text, source="") == text.replace('"app"', '"acme"')
