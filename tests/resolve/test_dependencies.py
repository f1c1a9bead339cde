"""What projects depend on."""

import pytest

from importlint.resolve.dependencies import declared_names, find_dependencies
from importlint.resolve.metadata import Metadata
from importlint.scan.files import tree_from_mapping
from tests.resolve.surveys import roots_of


def dependencies_of(files: dict[str, str], project: str = "a") -> tuple[list[str], list[str]]:
    projects = {path.rpartition("/")[0] or "." for path in files}
    found = find_dependencies(Metadata(tree_from_mapping(dict(files))), projects)[project]
    return sorted(found.distributions), list(found.directories)


@pytest.mark.parametrize(
    ("file", "text"),
    [
        ("pyproject.toml", '[project]\ndependencies = ["Requests[socks]>=2; python_version > \'3\'", "ruamel.yaml"]\n'),
        ("pyproject.toml", '[project.optional-dependencies]\nx = ["requests"]\ny = ["ruamel_yaml==1"]\n'),
        ("pyproject.toml", '[dependency-groups]\ntest = ["requests", {include-group = "y"}]\ny = ["ruamel.yaml"]\n'),
        (
            "pyproject.toml",
            '[tool.poetry.dependencies]\npython = "^3.11"\nrequests = "*"\n"ruamel.yaml" = {version = "1"}\n',
        ),
        ("pyproject.toml", '[tool.poetry.group.dev.dependencies]\nrequests = "*"\nruamel-yaml = "*"\n'),
        ("pyproject.toml", '[tool.pdm.dev-dependencies]\nx = ["requests", "ruamel.yaml"]\n'),
        ("pyproject.toml", '[tool.uv]\ndev-dependencies = ["requests", "ruamel.yaml"]\n'),
        (
            "pyproject.toml",
            '[tool.hatch.envs.test]\ndependencies = ["requests"]\nextra-dependencies = ["ruamel.yaml"]\n',
        ),
        ("requirements.txt", "# all\nrequests == 2  # why\n\nruamel.yaml\n--index-url https://x.invalid\n"),
        ("requirements-dev.txt", "requests\nruamel.yaml>1\n"),
        ("setup.cfg", "[options]\ninstall_requires =\n    requests>1\n    ruamel.yaml\n"),
        ("setup.cfg", "[options.extras_require]\nx = requests\n    ruamel.yaml\n"),
        ("setup.py", "NEEDED = ['requests', 'ruamel.yaml']\nsetup(install_requires=NEEDED)\n"),
        ("setup.py", "setup(extras_require={'x': ['requests'], 'y': ['ruamel.yaml']})\n"),
        ("Pipfile", '[packages]\nrequests = "*"\n[dev-packages]\n"ruamel.yaml" = "*"\n'),
        ("environment.yml", "dependencies:\n  - requests=2\n  - pip:\n      - ruamel.yaml\n"),
    ],
)
def test_distributions(file: str, text: str) -> None:
    found, directories = dependencies_of({f"a/{file}": text})
    assert {"requests", "ruamel-yaml"} <= set(found) <= {"requests", "ruamel-yaml", "pip"}
    assert directories == []


def test_requirements_files_include_each_other() -> None:
    files = {
        "a/requirements.txt": "-r requirements/base.txt\n-r absent.txt\n-c constraints.txt\n",
        "a/requirements/base.txt": "requests\n-r ../requirements.txt\n--requirement=web.txt\n",
        "a/requirements/web.txt": "flask\n",
        "a/constraints.txt": "django==4\n",
    }
    assert dependencies_of(files) == (["flask", "requests"], [])


@pytest.mark.parametrize(
    ("file", "text"),
    [
        ("requirements.txt", "-e ../shared\n"),
        ("requirements.txt", "--editable=../shared[extra]\n"),
        ("requirements.txt", "../shared\n"),
        ("requirements.txt", "shared @ file:../shared\n"),
        ("requirements.txt", "shared-lib\n"),
        ("pyproject.toml", '[tool.poetry.dependencies]\nshared = { path = "../shared", develop = true }\n'),
        (
            "pyproject.toml",
            '[project]\ndependencies = ["shared_lib"]\n[tool.uv.sources]\nshared-lib = { workspace = true }\n',
        ),
        ("pyproject.toml", '[tool.uv.sources]\nshared = { path = "../shared" }\n'),
        ("pyproject.toml", '[project]\ndependencies = ["shared @ file:///${PROJECT_ROOT}/../shared"]\n'),
        ("pyproject.toml", '[project]\ndependencies = ["shared @ {root:uri}/../shared"]\n'),
        ("Pipfile", '[packages]\nshared = {path = "../shared", editable = true}\n'),
    ],
)
def test_directories_of_the_tree(file: str, text: str) -> None:
    files = {f"a/{file}": text, "shared/pyproject.toml": '[project]\nname = "Shared.Lib"\n'}
    assert dependencies_of(files) == ([], ["shared"])


def test_a_name_that_several_projects_have_means_none_of_them() -> None:
    files = {
        "a/requirements.txt": "backend\n",
        "b/pyproject.toml": '[project]\nname = "backend"\n',
        "c/setup.cfg": "[metadata]\nname = backend\n",
    }
    assert dependencies_of(files) == (["backend"], [])


def test_of_several_projects_of_a_name_the_nearest_is_meant() -> None:
    files = {
        "one/apps/a/requirements.txt": "shared\n",
        "one/libs/shared/pyproject.toml": '[project]\nname = "shared"\n',
        "two/libs/shared/pyproject.toml": '[project]\nname = "shared"\n',
    }
    assert dependencies_of(files, "one/apps/a") == ([], ["one/libs/shared"])


def test_a_dependency_is_on_the_search_path_and_so_are_its_own() -> None:
    files = {
        "a/requirements.txt": "-e ../b\n",
        "a/app/__init__.py": "",
        "b/pyproject.toml": '[project]\nname = "b"\ndependencies = ["c"]\n',
        "b/src/bb/__init__.py": "",
        "b/tests/__init__.py": "",
        "c/setup.py": "setup(name='c')\n",
        "c/cc/__init__.py": "",
    }
    assert roots_of(files)["a"].search_path == ("a", "b/src", "c")


def test_import_names() -> None:
    files = {
        "requirements.txt": "PyYAML\n",
        "a/requirements.txt": "opencv-python\npython-dateutil\ngoogle-cloud-storage\nDjango\nmy-lib\n",
    }
    projects = {".", "a"}
    declared = declared_names(find_dependencies(Metadata(tree_from_mapping(dict(files))), projects))
    assert declared["."] == {"yaml": "pyyaml"}
    expected = {"yaml", "cv2", "dateutil", "google", "google_cloud_storage", "django", "my_lib"}
    assert set(declared["a"]) == expected
    assert declared["a"]["cv2"] == "opencv-python"


def test_what_a_project_around_has_as_a_directory_is_declared_inside() -> None:
    files = {
        "pyproject.toml": '[project]\nname = "all"\ndependencies = ["shared"]\n',
        "apps/a/pyproject.toml": '[project]\nname = "a"\n',
        "shared/pyproject.toml": '[project]\nname = "shared"\n',
    }
    projects = {path.rpartition("/")[0] or "." for path in files}
    declared = declared_names(find_dependencies(Metadata(tree_from_mapping(files)), projects))
    assert declared == {".": {}, "apps/a": {"shared": "shared"}, "shared": {}}


def test_a_path_that_leads_nowhere_is_still_a_dependency() -> None:
    files = {"a/pyproject.toml": '[tool.poetry.dependencies]\nshared = {path = "../gone", develop = true}\n'}
    assert dependencies_of(files) == (["shared"], [])
