"""What dotted names mean to the modules of a root."""

import pytest

from importlint.model.root import Module, ModuleId, ModuleKind
from importlint.resolve.resolver import Origin, Resolution, Resolver
from importlint.resolve.search_path import PathIndex
from tests.resolve.surveys import resolver_of, roots_of

SERVICES = {
    "services/a/Dockerfile": "",
    "services/a/requirements.txt": "requests\nPyYAML\n",
    "services/a/app/__init__.py": "",
    "services/a/app/core.py": "",
    "services/a/app/plugins/one.py": "",
    "services/b/Dockerfile": "",
    "services/b/app/__init__.py": "",
    "services/b/app/other.py": "",
    "services/b/queue_b.py": "",
}


def resolve(name: str, files: dict[str, str] = SERVICES, root: str = "services/a") -> Resolution:
    return resolver_of(files).resolve(root, name)


def module(root: str, name: str, path: str) -> Module:
    return Module(ModuleId(root, name), path, ModuleKind.MODULE)


def test_each_service_finds_its_own() -> None:
    assert resolve("app.core") == Resolution(
        Origin.PROJECT, module("services/a", "app.core", "services/a/app/core.py"), "app.core"
    )


def test_packages_and_namespace_packages_have_a_directory() -> None:
    package = resolve("app").module
    assert package == Module(
        ModuleId("services/a", "app"), "services/a/app/__init__.py", ModuleKind.PACKAGE, "services/a/app"
    )
    portion = resolve("app.plugins").module
    assert portion == Module(ModuleId("services/a", "app.plugins"), "", ModuleKind.NAMESPACE, "services/a/app/plugins")


def test_a_module_that_another_service_has() -> None:
    found = resolve("app.other")
    assert found == Resolution(
        Origin.ELSEWHERE, None, "app", (module("services/b", "app.other", "services/b/app/other.py"),)
    )
    assert resolve("queue_b").origin is Origin.ELSEWHERE


def test_a_module_that_does_not_exist() -> None:
    assert resolve("app.absent") == Resolution(Origin.MISSING, None, "app")
    assert resolve("app.core.x") == Resolution(Origin.MISSING, None, "app.core")


@pytest.mark.parametrize("name", ["app._version", "app.proto.orders_pb2"])
def test_a_module_that_a_build_writes(name: str) -> None:
    assert resolve(name).origin is Origin.GENERATED


def test_a_module_that_would_be_ignored_if_it_were_there() -> None:
    index = PathIndex(SERVICES)
    roots = tuple(roots_of(SERVICES).values())
    resolver = Resolver(index, roots, ignores=lambda path: path == "services/a/app/local/__init__.py")
    assert resolver.resolve("services/a", "app.local").origin is Origin.GENERATED
    assert resolver.resolve("services/a", "app.remote").origin is Origin.MISSING


def test_a_declared_dependency_of_the_roots_project() -> None:
    resolver = Resolver(
        PathIndex(SERVICES), tuple(roots_of(SERVICES).values()), declared={"services/a": {"yaml": "pyyaml"}}
    )
    assert resolver.resolve("services/a", "yaml.nodes") == Resolution(Origin.DEPENDENCY, distribution="pyyaml")
    assert resolver.resolve("services/b", "yaml").origin is Origin.UNKNOWN


@pytest.mark.parametrize("name", ["os", "os.path", "email.mime.text", "tomllib", "_typing"])
def test_the_standard_library(name: str) -> None:
    assert resolve(name).origin is Origin.STDLIB


def test_what_the_standard_library_no_longer_has() -> None:
    assert resolver_of(SERVICES, (3, 12)).resolve("services/a", "distutils.core").origin is Origin.REMOVED
    assert resolver_of(SERVICES, (3, 11)).resolve("services/a", "distutils.core").origin is Origin.STDLIB
    assert resolver_of(SERVICES, (3, 12)).resolve("services/a", "cgi").origin is Origin.STDLIB
    assert resolver_of(SERVICES, (3, 13)).resolve("services/a", "cgi").origin is Origin.REMOVED
    assert resolver_of(SERVICES, (3, 13)).resolve("services/a", "annotationlib").origin is Origin.UNKNOWN


def test_a_module_on_the_path_hides_the_standard_library() -> None:
    files = {"a/Dockerfile": "", "a/platform.py": "", "a/main.py": "import platform\n"}
    assert resolve("platform", files, "a").origin is Origin.PROJECT


@pytest.mark.parametrize("name", ["sys", "time", "builtins", "os", "io", "site"])
def test_what_is_built_in_or_frozen_is_never_hidden(name: str) -> None:
    files = {"a/Dockerfile": "", f"a/{name}.py": "", "a/main.py": ""}
    assert resolve(name, files, "a").origin is Origin.STDLIB


def test_a_directory_without_init_never_hides_the_standard_library() -> None:
    files = {"a/Dockerfile": "", "a/main.py": "from email.utils import x\n", "a/email/utils.py": ""}
    assert resolve("email.utils", files, "a").origin is Origin.STDLIB


def test_a_name_that_nobody_knows() -> None:
    assert resolve("numpy") == Resolution(Origin.UNKNOWN)


def test_portions_of_several_roots() -> None:
    files = {
        "a/pyproject.toml": '[project]\nname = "a"\ndependencies = ["b"]\n',
        "a/src/acme/one.py": "",
        "b/pyproject.toml": '[project]\nname = "b"\n',
        "b/src/acme/two.py": "",
        "c/pyproject.toml": "",
        "c/src/acme/three.py": "",
    }
    assert resolve("acme.two", files, "a/src").module == module("b/src", "acme.two", "b/src/acme/two.py")
    assert resolve("acme.three", files, "a/src").origin is Origin.ELSEWHERE
    assert resolve("acme.four", files, "a/src") == Resolution(Origin.UNKNOWN, None, "acme")


def test_a_module_belongs_to_the_root_that_it_is_found_in() -> None:
    files = {
        "src/shared/__init__.py": "",
        "src/shared/x.py": "",
        "pyproject.toml": "",
        "tests/test_x.py": "import shared\n",
    }
    found = resolve("shared.x", files, "tests").module
    assert found == module("src", "shared.x", "src/shared/x.py")


def test_the_modules_of_a_root() -> None:
    files = {
        **SERVICES,
        "services/a/app/__main__.py": "",
        "services/a/app/data/x.csv": "",
        "services/a/app/migrations/0001_first.py": "",
        "services/a/app/v1-beta/__init__.py": "",
        "services/a/app/tests/__init__.py": "",
        "services/a/run-it.py": "",
        "services/a/__main__.py": "",
    }
    assert [module.id.name for module in resolver_of(files).modules("services/a")] == [
        "__main__",
        "app",
        "app.__main__",
        "app.core",
        "app.migrations",
        "app.migrations.0001_first",
        "app.plugins",
        "app.plugins.one",
        "app.tests",
        "app.v1-beta",
        "run-it",
    ]


def test_a_file_belongs_to_the_innermost_root() -> None:
    files = {
        "pyproject.toml": "",
        "main.py": "from services.a.app.core import x\n",
        **SERVICES,
    }
    resolver = resolver_of(files)
    assert resolver.owner("services/a/app/core.py") == ModuleId("services/a", "app.core")
    names = {module.id.name for module in resolver.modules(".")}
    assert {"main", "services.a.app.core"} <= names
    assert "services.b.app.other" not in names


def test_an_init_belongs_to_its_package() -> None:
    resolver = resolver_of(SERVICES)
    assert resolver.owner("services/a/app/__init__.py") == ModuleId("services/a", "app")


def test_the_init_of_a_root_that_is_no_package() -> None:
    files = {"my-tools/__init__.py": "", "my-tools/x.py": ""}
    assert resolver_of(files).owner("my-tools/__init__.py") == ModuleId("my-tools", "__init__")
    assert [module.id.name for module in resolver_of(files).modules("my-tools")] == ["__init__", "x"]


def test_every_module_with_a_file_is_listed_under_its_owner() -> None:
    files = {
        **SERVICES,
        "scripts/x.py": "import app.core\n",
        "tests/unit/test_x.py": "from tests.helpers import x\n",
        "tests/helpers.py": "",
        "lib/acme/billing/core.py": "from ..shared import money\n",
        "lib/acme/shared/money.py": "",
        "app/is/__init__.py": "",
        "app/__init__.py": "",
    }
    resolver = resolver_of(files)
    roots = {
        root for path in files if path.endswith(".py") and (owner := resolver.owner(path)) for root in (owner.root,)
    }
    listed = {(module.id, module.path) for root in roots for module in resolver.modules(root)}
    assert {(resolver.owner(path), path) for path in files if path.endswith(".py")} <= listed
