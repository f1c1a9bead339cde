"""Which directories are source roots, what they provide and what they see."""

import pytest

from importlint.model.root import ModuleKind
from tests.resolve.surveys import diagnostics_of, provided, reasons, roots_of

TWO_SERVICES = {
    "services/orders/Dockerfile": "",
    "services/orders/app/__init__.py": "",
    "services/orders/app/main.py": "from app.core import x\n",
    "services/orders/app/core.py": "",
    "services/pillars-service/requirements.txt": "",
    "services/pillars-service/app/__init__.py": "",
    "services/pillars-service/app/core.py": "",
}


def names_by_root(files: dict[str, str], *config_roots: str) -> dict[str, list[str]]:
    return {path: provided(root) for path, root in roots_of(files, config_roots).items()}


def test_two_services_are_two_roots() -> None:
    assert names_by_root(TWO_SERVICES) == {"services/orders": ["app"], "services/pillars-service": ["app"]}


def test_each_service_is_a_project_and_sees_itself_alone() -> None:
    roots = roots_of(TWO_SERVICES)
    assert {path: (root.project, root.search_path) for path, root in roots.items()} == {
        path: (path, (path,)) for path in roots
    }


def test_evidence_is_in_the_order_of_precedence() -> None:
    root = roots_of(TWO_SERVICES)["services/orders"]
    assert root.origin == "project_directory"
    assert reasons(root) == [
        "services/orders/Dockerfile:0: holds `app` beside this project file",
        "services/orders/app/main.py:1: imports `app.core` from there",
    ]


def test_nothing_but_packages_still_gives_roots() -> None:
    files = {"a/app/__init__.py": "", "a/app/sub/__init__.py": "", "b/app/__init__.py": ""}
    assert names_by_root(files) == {"a": ["app"], "b": ["app"]}
    assert reasons(roots_of(files)["a"]) == ["a/app/__init__.py:0: the parent of an outermost package"]


def test_a_single_module_service() -> None:
    assert names_by_root({"worker/main.py": "", "worker/Dockerfile": ""}) == {"worker": ["main"]}


def test_a_script_directory() -> None:
    roots = roots_of(
        {"scripts/load.py": 'import helper\nif __name__ == "__main__":\n    pass\n', "scripts/helper.py": ""}
    )
    assert (provided(roots["scripts"]), roots["scripts"].origin) == (["helper", "load"], "imported")
    roots = roots_of({"scripts/load.py": 'if __name__ == "__main__":\n    pass\n'})
    assert reasons(roots["scripts"]) == [
        "scripts/load.py:1: a script, which Python runs with its directory first on the path"
    ]


def test_src_layouts() -> None:
    files = {"a/pyproject.toml": "", "a/src/acme/__init__.py": "", "a/tests/test_acme.py": "import acme\n"}
    roots = roots_of(files)
    assert names_by_root(files) == {"a/src": ["acme"], "a/tests": ["test_acme"]}
    assert roots["a/src"].search_path == ("a/src",)
    assert roots["a/tests"].search_path == ("a/tests", "a/src")


def test_src_layouts_may_hold_namespace_packages() -> None:
    files = {"a/pyproject.toml": "", "a/src/acme/billing/core.py": "", "a/src/docs/conf.py": "", "a/src/data/x.csv": ""}
    assert names_by_root(files)["a/src"] == ["acme"]


def test_src_that_is_imported_as_a_package_is_no_root() -> None:
    files = {"a/pyproject.toml": "", "a/src/models.py": "", "a/src/train.py": "from src.models import Model\n"}
    assert names_by_root(files) == {"a": ["src"]}


def test_src_that_is_imported_in_both_ways_is_both() -> None:
    files = {
        "a/pyproject.toml": "",
        "a/src/models.py": "",
        "a/src/train.py": "from src.models import Model\n",
        "a/src/serve.py": "import models\n",
    }
    roots = roots_of(files)
    assert names_by_root(files) == {"a": ["src"], "a/src": ["models", "serve", "train"]}
    assert roots["a"].nested == ("a/src",)


def test_a_namespace_package_is_provided_where_it_is_imported_from() -> None:
    files = {"acme/billing/core.py": "from acme.shared.money import Money\n", "acme/shared/money.py": ""}
    assert names_by_root(files) == {".": ["acme"]}
    module = roots_of(files)["."].names[0]
    assert (module.kind, module.path, module.directory) == (ModuleKind.NAMESPACE, "", "acme")


def test_the_repository_does_not_see_its_services_as_namespace_packages() -> None:
    files = {**TWO_SERVICES, "pyproject.toml": "", "noxfile.py": "", "docs/conf.py": "", "tools/x.py": ""}
    roots = names_by_root(files)
    assert "." not in roots
    assert roots["services/orders"] == ["app"]


def test_the_repository_provides_what_is_imported_from_it() -> None:
    files = {**TWO_SERVICES, "pyproject.toml": "", "tests/test_all.py": "from services.orders.app.main import x\n"}
    roots = roots_of(files)
    assert provided(roots["."]) == ["services"]
    assert roots["."].nested == ("services/orders",)
    assert roots["tests"].search_path == ("tests", ".")


def test_a_third_party_name_is_not_taken_for_a_namespace_package() -> None:
    files = {
        "redis/docker-compose.yml": "",
        "redis/seed.py": "",
        "app/__init__.py": "import redis\nfrom redis import Redis\n",
    }
    assert names_by_root(files)["."] == ["app"]


def test_a_module_is_no_root_for_its_own_name() -> None:
    files = {"requirements.txt": "celery\n", "proj/__init__.py": "", "proj/celery.py": "from celery import Celery\n"}
    assert names_by_root(files) == {".": ["proj"]}


def test_a_module_is_no_package_that_a_dotted_name_could_come_from() -> None:
    files = {
        "kraken/__main__.py": "from kraken.run import main\n",
        "kraken/run.py": "from kraken.core.tasks import Task\n",  # another distribution has it
        "kraken/kraken.py": "",
        "kraken/json.py": "",
    }
    assert names_by_root(files) == {".": ["kraken"]}
    six = {"app/__init__.py": "", "app/lib/a.py": "import six.moves.urllib\n", "app/lib/six.py": "__path__ = []\n"}
    assert names_by_root(six) == {".": ["app"], "app/lib": ["a", "six"]}


def test_a_standard_library_name_in_a_package_makes_no_root() -> None:
    files = {
        "proj/__init__.py": "",
        "proj/logging.py": "",
        "proj/x.py": "import logging\nfrom logging import handlers\n",
    }
    assert names_by_root(files) == {".": ["proj"]}


def test_the_directory_that_has_all_of_the_name_is_preferred() -> None:
    files = {
        "services/shared/tenant.py": "",
        "services/a/src/main.py": 'from services.shared.tenant import x\nif __name__ == "__main__":\n    pass\n',
        "services/a/src/services/__init__.py": "",
    }
    assert names_by_root(files)["."] == ["services"]


def test_a_root_that_holds_an_init_itself() -> None:
    files = {
        "services/worker/__init__.py": "",
        "services/worker/Dockerfile": "",
        "services/worker/main.py": "from jobs import run\n",
        "services/worker/jobs.py": "",
    }
    roots = roots_of(files)
    assert names_by_root(files) == {"services/worker": ["jobs", "main"]}
    assert roots["services/worker"].origin == "imported"


def test_a_package_in_which_a_dockerfile_lies_is_a_package() -> None:
    files = {
        "a/app/__init__.py": "",
        "a/app/Dockerfile": "",
        "a/app/main.py": "from app.core import x\n",
        "a/app/core.py": "",
    }
    assert names_by_root(files) == {"a": ["app"]}


def test_hyphenated_directories_are_roots_and_never_packages() -> None:
    files = {"my-tools/x.py": "", "my-tools/__init__.py": "", "good_tools/__init__.py": ""}
    assert names_by_root(files) == {".": ["good_tools"], "my-tools": ["x"]}


def test_nested_roots_are_kept_apart() -> None:
    files = {
        "a/pyproject.toml": "",
        "a/app/__init__.py": "",
        "a/plugins/one/pyproject.toml": "",
        "a/plugins/one/one/__init__.py": "",
    }
    assert names_by_root(files) == {"a": ["app"], "a/plugins/one": ["one"]}


def test_configured_roots_come_first_and_patterns_are_expanded() -> None:
    roots = roots_of(TWO_SERVICES, ("services/*",))
    assert [root.origin for root in roots.values()] == ["configured", "configured"]
    assert reasons(roots["services/orders"])[0] == "services/orders:0: `services/*` is named by the configuration"


def test_a_configured_root_that_does_not_exist_is_a_diagnostic() -> None:
    message = "servces/*:1: `servces/*`, named by `roots` in the configuration, is no directory"
    assert diagnostics_of(TWO_SERVICES, ("servces/*",)) == [message]


def test_a_configured_root_provides_namespace_packages() -> None:
    assert names_by_root({"lib/acme/billing/x.py": ""}, "lib")["lib"] == ["acme"]


@pytest.mark.parametrize(
    ("name", "begin", "is_root"),
    [
        pytest.param("mcp", "", False, id="a distribution's name"),
        pytest.param("billing", "", True, id="nobody else's name"),
        pytest.param("mcp", "if __name__ == '__main__': ...\n", True, id="a script beside it"),
    ],
)
def test_a_package_inside_a_package_that_has_the_name_of_a_distribution(name: str, begin: str, is_root: bool) -> None:
    files = {
        "app/__init__.py": "",
        f"app/ai/{name}/__init__.py": "",
        f"app/ai/{name}/client.py": f"from {name} import Client\n",
        "app/ai/run.py": f"import {name}\n{begin}",
        "app/main.py": f"import app.ai.{name}.client\n",
    }
    assert ("app/ai" in roots_of(files)) == is_root


def test_relative_imports_show_where_a_namespace_package_begins() -> None:
    files = {"lib/acme/billing/core.py": "from ..shared import money\n", "lib/acme/shared/money.py": ""}
    assert names_by_root(files) == {"lib": ["acme"]}
    assert reasons(roots_of(files)["lib"]) == ["lib/acme/billing/core.py:1: a relative import reaches up to there"]


def test_a_directory_into_which_a_relative_import_leads_is_part_of_the_package_around_it() -> None:
    files = {
        "sdk/__init__.py": "",
        "sdk/client.py": "from .made.client import Client\n",
        "sdk/made/client.py": "from .users import one\nfrom .users.item.two import x\n",
        "sdk/made/users/one.py": "from .item import two\nfrom ..models import y\n",
        "sdk/made/users/item/two.py": "from . import three\n",
        "sdk/made/users/item/three.py": "",
        "sdk/made/models/y.py": "",
    }
    assert names_by_root(files) == {".": ["sdk"]}
    assert names_by_root({path: text for path, text in files.items() if path != "sdk/client.py"}) == {".": ["sdk"]}


def test_one_relative_import_is_evidence_enough_for_a_name() -> None:
    files = {f"lib/acme/m{number}/core.py": "from ..shared import money\n" for number in range(3)}
    found = roots_of({**files, "lib/acme/shared/money.py": ""})["lib"]
    assert reasons(found) == ["lib/acme/m0/core.py:1: a relative import reaches up to there"]


def test_no_roots_without_python() -> None:
    assert roots_of({"README.md": "", "Dockerfile": "", "pyproject.toml": "[project]\n"}) == {}


def test_the_order_of_the_files_does_not_matter() -> None:
    files = {**TWO_SERVICES, "scripts/x.py": "import app\n"}
    assert roots_of(files) == roots_of(dict(reversed(files.items())))
