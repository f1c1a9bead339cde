"""Boundaries between modules that the user declared."""

from enum import StrEnum
from typing import NamedTuple

from importlint.model.facts import Timing

RUN_TIME = (Timing.EAGER, Timing.DEFERRED, Timing.LAZY)


class ContractKind(StrEnum):
    """What a contract says of its modules."""

    LAYERS = "layers"
    FORBIDDEN = "forbidden"
    INDEPENDENCE = "independence"
    SERVICES = "services"


class Layer(NamedTuple):
    """One layer, or several beside each other.

    names: patterns of module names; a module belongs with everything below it. independent: they may not see each
    other. optional: it need not exist.
    """

    names: tuple[str, ...]
    independent: bool = True
    optional: bool = False


class Contract(NamedTuple):
    """A contract: `[tool.importlint.contracts.<name>]`.

    layers: for LAYERS, the highest first; within `containers` where there are any. modules: for INDEPENDENCE names of
    modules, for SERVICES patterns of directories, for FORBIDDEN those that may not import `forbidden`.
    roots: patterns of the source roots that it is about, () for all. timing: the imports that count. indirect: whether
    a chain of imports through other modules counts. allow: imports that do not, importer and imported. line: where it
    stands in the configuration, 0 where unknown.
    """

    name: str
    kind: ContractKind
    layers: tuple[Layer, ...] = ()
    containers: tuple[str, ...] = ()
    modules: tuple[str, ...] = ()
    forbidden: tuple[str, ...] = ()
    roots: tuple[str, ...] = ()
    timing: tuple[Timing, ...] = RUN_TIME
    indirect: bool = True
    allow: tuple[tuple[str, str], ...] = ()
    reason: str = ""
    line: int = 0
