"""Layers against grimp, which import-linter asks: the same pairs of layers are broken in random packages."""

import random

import grimp
import pytest

from importlint.config import Config
from importlint.contracts import check_contract
from importlint.model.contract import Contract, ContractKind, Layer
from importlint.project import build_project
from importlint.scan.files import tree_from_mapping

MODULES = tuple("abcdefgh")


def random_imports(rng: random.Random) -> list[tuple[str, str]]:
    """Return pairs of importer and imported."""
    pairs = [(one, other) for one in MODULES for other in MODULES if one != other]
    return rng.sample(pairs, rng.randint(3, 12))


def random_layers(rng: random.Random) -> tuple[Layer, ...]:
    """Return up to four layers of one or two modules each; the other modules are in no layer."""
    names = rng.sample(MODULES, rng.randint(3, 6))
    layers: list[Layer] = []
    while names:
        width = rng.randint(1, 2)
        layers.append(Layer(tuple(f"p.{name}" for name in names[:width]), independent=rng.random() < 0.5))
        names = names[width:]
    return tuple(layers)


def broken_pairs(imports: list[tuple[str, str]], layers: tuple[Layer, ...]) -> set[tuple[str, str]]:
    """Return which module breaks which boundary, as we say."""
    files = {f"p/{name}.py": "".join(f"import p.{b}\n" for a, b in imports if a == name) for name in MODULES}
    project = build_project(tree_from_mapping({"p/__init__.py": "", **files}), Config(project=""))
    contract = Contract(name="layers", kind=ContractKind.LAYERS, layers=layers)
    broken = check_contract(project, contract).broken
    return {(breach.importer.label, breach.imported.label) for breach, _ in broken}


def pairs_of_grimp(imports: list[tuple[str, str]], layers: tuple[Layer, ...]) -> set[tuple[str, str]]:
    """Return the same as grimp says."""
    graph = grimp.ImportGraph()
    for name in MODULES:
        graph.add_module(f"p.{name}")
    for importer, imported in imports:
        graph.add_import(importer=f"p.{importer}", imported=f"p.{imported}")
    levels = [grimp.Layer(*layer.names, independent=layer.independent) for layer in layers]
    return {(found.importer, found.imported) for found in graph.find_illegal_dependencies_for_layers(levels)}


@pytest.mark.parametrize("seed", range(60))
def test_the_same_boundaries_are_broken(seed: int) -> None:
    rng = random.Random(seed)
    imports, layers = random_imports(rng), random_layers(rng)
    assert broken_pairs(imports, layers) == pairs_of_grimp(imports, layers)
