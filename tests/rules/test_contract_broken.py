"""Declared boundaries, and what crosses them."""

from pathlib import Path

import pytest

from importlint.config import Config, load_config
from importlint.engine.run import run_rules
from importlint.errors import ConfigError
from importlint.model.contract import Contract, ContractKind, Layer
from importlint.project import build_project
from importlint.rules import contract_broken
from importlint.scan.files import tree_from_mapping

SHOP = {
    "shop/__init__.py": "",
    "shop/web.py": "import shop.orders\n",
    "shop/orders.py": "import shop.model\n",
    "shop/stock.py": "import shop.model\n",
    "shop/model.py": "",
}
ROOMS = Contract(
    name="rooms",
    kind=ContractKind.LAYERS,
    layers=(Layer(("shop.web",)), Layer(("shop.orders", "shop.stock")), Layer(("shop.model",))),
    line=3,
)


def reported(files: dict[str, str], *contracts: Contract, roots: tuple[str, ...] = ()) -> list[str]:
    config = Config(project="", roots=roots, contracts=contracts, source="importlint.toml")
    project = build_project(tree_from_mapping(files), config)
    found = run_rules(project, [contract_broken])
    return [f"{each.severity} {each.location.path}:{each.location.span.line} {each.message}" for each in found]


def test_layers_that_are_kept() -> None:
    assert reported(SHOP, ROOMS) == []


@pytest.mark.parametrize(
    ("change", "expected"),
    [
        (
            {"shop/model.py": "import shop.web\n"},
            (
                "error shop/model.py:1 `shop.model` imports `shop.web`: in the contract `rooms`, `shop.model` is below "
                "`shop.web`"
            ),
        ),
        (
            {"shop/orders.py": "import shop.stock\n"},
            (
                "error shop/orders.py:1 `shop.orders` imports `shop.stock`: in the contract `rooms`, `shop.orders` is "
                "independent of `shop.stock`"
            ),
        ),
        (
            {
                "shop/model.py": "import shop.other\n",
                "shop/other.py": "import shop.last\n",
                "shop/last.py": "import shop.web\n",
            },
            (
                "error shop/model.py:1 `shop.model` reaches `shop.web` through `shop.other` and `shop.last`: in the "
                "contract `rooms`, `shop.model` is below `shop.web`"
            ),
        ),
        (
            {"shop/model.py": "def f():\n    import shop.web\n"},
            (
                "error shop/model.py:2 `shop.model` imports `shop.web`: in the contract `rooms`, `shop.model` is below "
                "`shop.web`"
            ),
        ),
    ],
)
def test_layers_that_are_broken(change: dict[str, str], expected: str) -> None:
    assert reported({**SHOP, **change}, ROOMS) == [expected]


@pytest.mark.parametrize(
    "change",
    [
        {"shop/web.py": "import shop.model\nimport shop.stock\n"},
        {"shop/model.py": "from typing import TYPE_CHECKING\nif TYPE_CHECKING:\n    import shop.web\n"},
        {"shop/other.py": "import shop.web\nimport shop.model\n"},
    ],
    ids=["a layer is left out", "for type checkers only", "a module of no layer"],
)
def test_what_layers_allow(change: dict[str, str]) -> None:
    assert reported({**SHOP, **change}, ROOMS) == []


def contract(**values: object) -> Contract:
    return Contract(name="c", line=2, **values)  # type: ignore[arg-type]


def test_type_only_imports_count_if_the_contract_says_so() -> None:
    files = {**SHOP, "shop/model.py": "from typing import TYPE_CHECKING\nif TYPE_CHECKING:\n    import shop.web\n"}
    strict = contract(kind=ContractKind.LAYERS, layers=ROOMS.layers, timing=("eager", "type-only"))
    assert len(reported(files, strict)) == 1


def test_direct_imports_only() -> None:
    files = {**SHOP, "shop/model.py": "import shop.other\n", "shop/other.py": "import shop.web\n"}
    assert reported(files, contract(kind=ContractKind.LAYERS, layers=ROOMS.layers, indirect=False)) == []


def test_containers_have_the_same_layers() -> None:
    files = {
        "a/__init__.py": "", "a/high.py": "import a.low\n", "a/low.py": "",
        "b/__init__.py": "", "b/high.py": "", "b/low.py": "import b.high\n",
    }  # fmt: skip
    layered = contract(kind=ContractKind.LAYERS, layers=(Layer(("high",)), Layer(("low",))), containers=("a", "b"))
    (found,) = reported(files, layered)
    assert "`b.low` is below `b.high`" in found


def test_a_layer_beside_another_that_may_see_it() -> None:
    files = {**SHOP, "shop/orders.py": "import shop.stock\n"}
    together = (Layer(("shop.orders", "shop.stock"), independent=False), Layer(("shop.model",)))
    assert reported(files, contract(kind=ContractKind.LAYERS, layers=together)) == []


def test_independent_modules() -> None:
    apart = contract(kind=ContractKind.INDEPENDENCE, modules=("shop.orders", "shop.stock"))
    assert reported(SHOP, apart) == []
    (found,) = reported({**SHOP, "shop/stock.py": "from shop.orders import order\n"}, apart)
    assert found.startswith("error shop/stock.py:1 `shop.stock` imports `shop.orders`")


def test_wildcards() -> None:
    files = {"a/__init__.py": "", "a/x/__init__.py": "", "a/x/db.py": "", "a/y/__init__.py": "import a.x.db\n"}
    forbidden = contract(kind=ContractKind.FORBIDDEN, modules=("a.y",), forbidden=("a.*.db",))
    assert len(reported(files, forbidden)) == 1


def test_forbidden_packages_of_third_parties() -> None:
    files = {**SHOP, "shop/model.py": "import sqlalchemy.orm\n"}
    forbidden = contract(kind=ContractKind.FORBIDDEN, modules=("shop.web",), forbidden=("sqlalchemy",))
    (found,) = reported(files, forbidden)
    assert found.startswith(
        "error shop/web.py:1 `shop.web` reaches `sqlalchemy.orm` through `shop.orders` and `shop.model`: "
    )
    assert found.endswith("`shop.web` may not import `sqlalchemy`")
    assert reported(SHOP, forbidden) == []


def test_services_may_not_import_each_other() -> None:
    files = {
        "services/a/pyproject.toml": "",
        "services/a/a_app/__init__.py": "import b_app\n",
        "services/b/pyproject.toml": "",
        "services/b/b_app/__init__.py": "import common\n",
        "libs/common/pyproject.toml": "",
        "libs/common/common/__init__.py": "",
    }
    apart = contract(kind=ContractKind.SERVICES, modules=("services/*",))
    (found,) = reported(files, apart)
    assert found == (
        "error services/a/a_app/__init__.py:1 `a_app` imports `b_app`: in the contract `c`, "
        "`services/a` is independent of `services/b`"
    )


def test_a_contract_about_some_roots() -> None:
    files = {
        "services/a/app/__init__.py": "", "services/a/app/api.py": "", "services/a/app/core.py": "import app.api\n",
        "services/b/app/__init__.py": "", "services/b/app/api.py": "", "services/b/app/core.py": "import app.api\n",
    }  # fmt: skip
    roots = ("services/a", "services/b")
    layers = (Layer(("app.api",)), Layer(("app.core",)))
    everywhere = contract(kind=ContractKind.LAYERS, layers=layers)
    assert len(reported(files, everywhere, roots=roots)) == 2
    one = contract(kind=ContractKind.LAYERS, layers=layers, roots=("services/b",))
    assert [line.split()[1] for line in reported(files, one, roots=roots)] == ["services/b/app/core.py:1"]


def test_an_allowed_import() -> None:
    files = {**SHOP, "shop/model.py": "import shop.web\n"}
    allowing = contract(kind=ContractKind.LAYERS, layers=ROOMS.layers, allow=(("shop.model", "shop.*"),))
    assert reported(files, allowing) == []


def test_what_nobody_imports_need_not_be_allowed() -> None:
    allowing = contract(kind=ContractKind.LAYERS, layers=ROOMS.layers, allow=(("shop.model", "shop.web"),))
    assert reported(SHOP, allowing) == [
        "note importlint.toml:2 the contract `c` allows `shop.model -> shop.web`, which nothing imports"
    ]


def test_a_name_that_means_nothing() -> None:
    layers = (Layer(("shop.wbe",)), Layer(("shop.plugins",), optional=True), Layer(("shop.model",)))
    assert reported(SHOP, contract(kind=ContractKind.LAYERS, layers=layers)) == [
        "warning importlint.toml:2 the contract `c` names `shop.wbe`, which no source root has"
    ]


def test_a_contract_is_read(tmp_path: Path) -> None:
    (tmp_path / "importlint.toml").write_text(
        '[contracts.rooms]\ntype = "layers"\nlayers = ["a", "(b)", "c | d", "e : f"]\ncontainers = ["app"]\n'
        'roots = ["services/*"]\ntiming = ["eager"]\nindirect = false\nallow = ["a.x -> b.y"]\nreason = "because"\n'
    )
    (found,) = load_config([str(tmp_path)], rules=()).contracts
    assert found == Contract(
        name="rooms",
        kind=ContractKind.LAYERS,
        layers=(
            Layer(("a",)),
            Layer(("b",), optional=True),
            Layer(("c", "d")),
            Layer(("e", "f"), independent=False),
        ),
        containers=("app",),
        roots=("services/*",),
        timing=("eager",),  # type: ignore[arg-type]
        indirect=False,
        allow=(("a.x", "b.y"),),
        reason="because",
        line=1,
    )


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("[contracts.c]\n", 'contract "c" has no "type"'),
        ('[contracts.c]\ntype = "layer"\n', 'unknown type "layer"; did you mean "layers"'),
        ('[contracts.c]\ntype = "layers"\n', 'contract "c" is of type "layers" and has no "layers"'),
        ('[contracts.c]\ntype = "layers"\nlayers = ["a | b : c"]\n', "mixes | and :"),
        ('[contracts.c]\ntype = "layers"\nlayers = ["a | "]\n', "names an empty module"),
        ('[contracts.c]\ntype = "layers"\nlayers = ["a"]\nforbidden = ["b"]\n', 'unknown key "forbidden"'),
        ('[contracts.c]\ntype = "layers"\nlayers = ["a"]\nallow = ["a"]\n', '"a" is no import'),
        ('[contracts.c]\ntype = "layers"\nlayers = ["a"]\nindirect = "no"\n', "must be true or false"),
        ('[contracts.c]\ntype = "layers"\nlayers = ["a"]\ntiming = ["early"]\n', 'unknown timing "early"'),
    ],
)
def test_what_is_wrong_in_a_contract_is_said(tmp_path: Path, text: str, message: str) -> None:
    (tmp_path / "importlint.toml").write_text(text)
    with pytest.raises(ConfigError) as raised:
        load_config([str(tmp_path)], rules=())
    assert message in str(raised.value)
