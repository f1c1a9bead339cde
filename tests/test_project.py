"""What a rule can ask of a project."""

from importlint.model.root import ModuleId
from tests.projects import project_from

SERVICES = {
    "services/a/requirements.txt": "",
    "services/a/app/__init__.py": "",
    "services/a/app/core.py": "from app import main\n",
    "services/a/app/main.py": "from app import core\n",
    "services/b/requirements.txt": "",
    "services/b/app/__init__.py": "",
    "services/b/only_b.py": "",
}


def test_a_name_that_two_roots_provide_is_contested() -> None:
    project = project_from(SERVICES)
    assert list(project.contested) == ["app"]
    assert [module.id.root for module in project.contested["app"]] == ["services/a", "services/b"]


def test_portions_of_one_namespace_package_are_not_contested() -> None:
    project = project_from(
        {
            "a/setup.py": "",
            "a/src/acme/one/__init__.py": "import acme.two\n",
            "b/setup.py": "",
            "b/src/acme/two/__init__.py": "",
        }
    )
    assert "acme" not in project.contested


def test_a_file_knows_the_modules_that_it_is() -> None:
    project = project_from(SERVICES)
    module = project.module_at("services/a/app/core.py")
    assert module is not None
    assert module.id == ModuleId("services/a", "app.core")
    assert project.modules_at("services/a/app/core.py") == (module,)
    assert project.modules_at("services/a/requirements.txt") == ()
    assert project.module_at("nowhere.py") is None


def test_a_root_is_found_by_its_directory() -> None:
    project = project_from(SERVICES)
    assert project.root("services/a").path == "services/a"


def test_edges_can_be_asked_for_from_both_ends() -> None:
    project = project_from(SERVICES)
    core, main = ModuleId("services/a", "app.core"), ModuleId("services/a", "app.main")
    assert [edge.imported for edge in project.imports_of(core) if not edge.implicit] == [main]
    assert [edge.importer for edge in project.importers_of(core)] == [main]


def test_the_cycles_of_eager_imports_are_known() -> None:
    project = project_from(SERVICES)
    assert [cycle.names for cycle in project.cycles] == [("app.core", "app.main")]


def test_facts_and_modules_are_sorted() -> None:
    project = project_from(dict(reversed(SERVICES.items())))
    assert list(project.facts) == sorted(project.facts)
    assert list(project.modules) == sorted(project.modules)
    assert project_from(SERVICES).graph == project.graph
