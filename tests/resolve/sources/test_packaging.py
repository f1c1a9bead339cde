"""Source roots that build back ends are told of."""

import pytest

from tests.resolve.surveys import diagnostics_of, provided, reasons, roots_of

MODULE = {"a/lib/acme/__init__.py": "", "a/lib/acme/core.py": ""}

CASES = {
    "setuptools package-dir": (
        {"a/pyproject.toml": '[project]\nname = "a"\n[tool.setuptools.package-dir]\n"" = "lib"\n'},
        'a/pyproject.toml:4: package-dir "" is `lib`',
    ),
    "setuptools package-dir of one package": (
        {"a/pyproject.toml": '[tool.setuptools.package-dir]\nacme = "lib/acme"\n'},
        "a/pyproject.toml:2: package-dir of `acme` is `lib/acme`",
    ),
    "setuptools where": (
        {"a/pyproject.toml": '[tool.setuptools.packages.find]\nwhere = ["lib"]\n'},
        "a/pyproject.toml:2: packages are found in `lib`",
    ),
    "setuptools packages": (
        {"a/setup.cfg": "[options]\npackage_dir =\n    =lib\npackages =\n    acme\n"},
        'a/setup.cfg:3: package-dir "" is `lib`',
    ),
    "setup.cfg where": (
        {"a/setup.cfg": "[options]\npackages = find:\n\n[options.packages.find]\nwhere = lib\n"},
        "a/setup.cfg:5: packages are found in `lib`",
    ),
    "setup.py package_dir": (
        {"a/setup.py": "from setuptools import setup\nsetup(name='a',\n  package_dir={'': 'lib'})\n"},
        'a/setup.py:3: package-dir "" is `lib`',
    ),
    "setup.py find_packages": (
        {"a/setup.py": "import setuptools\n\nsetuptools.setup(packages=setuptools.find_packages(where='lib'))\n"},
        "a/setup.py:3: packages are found in `lib`",
    ),
    "setup.py find_packages by position": (
        {"a/setup.py": "from setuptools import *\nsetup(packages=find_packages('lib'), **more)\n"},
        "a/setup.py:2: packages are found in `lib`",
    ),
    "poetry": (
        {"a/pyproject.toml": '[tool.poetry]\nname = "a"\npackages = [{ include = "acme", from = "lib" }]\n'},
        "a/pyproject.toml:3: packages include `acme` from `lib`",
    ),
    "hatch packages": (
        {"a/pyproject.toml": '[tool.hatch.build.targets.wheel]\npackages = ["lib/acme"]\n'},
        "a/pyproject.toml:2: packages has `lib/acme`",
    ),
    "hatch sources": (
        {"a/pyproject.toml": '[tool.hatch.build.targets.wheel]\nsources = ["lib"]\n'},
        "a/pyproject.toml:2: sources has `lib`",
    ),
    "hatch sources as a table": (
        {"a/pyproject.toml": '[tool.hatch.build.targets.wheel.sources]\n"lib" = ""\n'},
        "a/pyproject.toml:2: sources has `lib`",
    ),
    "hatch dev-mode-dirs": (
        {"a/pyproject.toml": '[tool.hatch.build]\ndev-mode-dirs = ["lib"]\n'},
        "a/pyproject.toml:2: dev-mode-dirs has `lib`",
    ),
    "pdm": (
        {"a/pyproject.toml": '[tool.pdm.build]\npackage-dir = "lib"\n'},
        "a/pyproject.toml:2: package-dir is `lib`",
    ),
    "uv": (
        {"a/pyproject.toml": '[tool.uv.build-backend]\nmodule-root = "lib"\n'},
        "a/pyproject.toml:2: module-root is `lib`",
    ),
}


@pytest.mark.parametrize("name", CASES)
def test_the_directory_of_the_packages_is_a_root(name: str) -> None:
    files, reason = CASES[name]
    roots = roots_of({**MODULE, **files})
    assert list(roots) == ["a/lib"]
    assert (provided(roots["a/lib"]), roots["a/lib"].project) == (["acme"], "a")
    assert reasons(roots["a/lib"])[0] == reason


def test_flit_looks_in_the_project_and_in_src() -> None:
    flit = '[tool.flit.module]\nname = "acme"\n'
    assert (
        reasons(roots_of({"a/pyproject.toml": flit, "a/acme.py": ""})["a"])[0]
        == "a/pyproject.toml:2: Flit packs `acme`"
    )
    assert list(roots_of({"a/pyproject.toml": flit, "a/src/acme/__init__.py": ""})) == ["a/src"]


def test_a_listed_namespace_package_is_provided() -> None:
    files = {"pyproject.toml": '[tool.poetry]\npackages = [{ include = "acme/billing" }]\n', "acme/billing/x.py": ""}
    assert provided(roots_of(files)["."]) == ["acme"]


def test_members_of_a_workspace_are_roots() -> None:
    files = {
        "pyproject.toml": '[tool.uv.workspace]\nmembers = ["packages/*"]\nexclude = ["packages/old"]\n',
        "packages/one/pyproject.toml": '[project]\nname = "one"\n',
        "packages/one/one/__init__.py": "",
        "packages/two/pyproject.toml": '[project]\nname = "two"\n',
        "packages/two/src/two/__init__.py": "",
        "packages/old/pyproject.toml": '[project]\nname = "old"\n',
        "packages/old/src/old/__init__.py": "",
    }
    roots = roots_of(files)
    member = "pyproject.toml:2: a member of the workspace, `packages/*`"
    assert {path: member in reasons(root) for path, root in roots.items()} == {
        "packages/old/src": False,
        "packages/one": True,
        "packages/two/src": True,
    }


@pytest.mark.parametrize(
    ("files", "message"),
    [
        (
            {"a/pyproject.toml": '[tool.setuptools.packages.find]\n\nwhere = ["libs"]\n'},
            "a/pyproject.toml:3: a/pyproject.toml names the directory `libs`, which does not exist",
        ),
        (
            {"a/pyproject.toml": "[project]\nname =\n"},
            "a/pyproject.toml:2: a/pyproject.toml is not valid TOML: Invalid value",
        ),
        ({"a/setup.cfg": "name = x\n"}, "a/setup.cfg:1: a/setup.cfg is not a valid INI file"),
    ],
)
def test_a_broken_project_file_is_a_diagnostic_and_the_run_goes_on(files: dict[str, str], message: str) -> None:
    files = {**files, "a/app/__init__.py": ""}
    assert diagnostics_of(files) == [message]
    assert provided(roots_of(files)["a"]) == ["app"]


@pytest.mark.parametrize(
    "text",
    [
        "[tool]\nsetuptools = 3\n",
        "[tool.setuptools]\npackage-dir = 'lib'\n",
        "[tool.setuptools.package-dir]\n'' = 3\n",
        "[tool.poetry]\npackages = [3, {include = 3}]\n",
        "[tool.hatch.build]\ndev-mode-dirs = 3\nsources = {src = 3}\n",
        "[tool.pdm.build]\npackage-dir = []\n",
        "[tool.flit.module]\nname = 3\n",
        "[tool.uv.workspace]\nmembers = {}\n",
        "[tool.uv.build-backend]\nmodule-root = 1\nmodule-name = 2\n",
        "[tool.setuptools.packages.find]\nwhere = ['../..', '/abs']\n",
    ],
)
def test_values_of_the_wrong_kind_are_passed_by(text: str) -> None:
    files = {"a/pyproject.toml": text, "a/app/__init__.py": ""}
    assert list(roots_of(files)) == ["a"]
    assert diagnostics_of(files) == []


def test_roots_of_pants_see_each_other() -> None:
    files = {
        "pants.toml": '[source]\nroot_patterns = [\n  "/st2*",\n  "src/python",\n  "/absent",\n]\n',
        "st2api/setup.py": "",
        "st2api/st2api/__init__.py": "",
        "st2common/st2common/__init__.py": "",
        "deep/src/python/acme/core.py": "",
        "st2docs/index.md": "",
    }
    roots = roots_of(files)
    assert {path: provided(root) for path, root in roots.items()} == {
        "deep/src/python": ["acme"],
        "st2api": ["setup", "st2api"],
        "st2common": ["st2common"],
    }
    assert reasons(roots["st2common"])[0] == "pants.toml:3: matches the root pattern `/st2*`"
    assert roots["st2api"].search_path == ("st2api", "st2common", "deep/src/python")
