"""The contracts of a configuration: `[tool.importlint.contracts.<name>]`."""

from collections.abc import Callable
from typing import Any, TypeVar

from importlint.model.contract import Contract, ContractKind, Layer
from importlint.model.facts import Timing
from importlint.setting_values import Place, string_of, strings_of, table_of, unknown, wrong_type

_Kind = TypeVar("_Kind", ContractKind, Timing)

# The keys that each type must have; all may have the others.
_NEEDED = {
    ContractKind.LAYERS: ("layers",),
    ContractKind.FORBIDDEN: ("modules", "forbidden"),
    ContractKind.INDEPENDENCE: ("modules",),
    ContractKind.SERVICES: ("services",),
}


def read_contracts(value: object, place: Place) -> tuple[Contract, ...]:
    """Return the contracts of a table of tables; raises ConfigError."""
    return tuple(_contract(name, table, place.at(name)) for name, table in table_of(value, place).items())


def _contract(name: str, value: object, place: Place) -> Contract:
    table = dict(table_of(value, place))
    if "type" not in table:
        place.fail(f'contract "{name}" has no "type"', help=f"expected one of: {', '.join(ContractKind)}")
    kind = _choice(table.pop("type"), ContractKind, place.at("type"))
    for key in _NEEDED[kind]:
        if key not in table:
            place.fail(f'contract "{name}" is of type "{kind}" and has no "{key}"')
    values: dict[str, Any] = {}
    for key, item in table.items():
        reader = _READERS.get(key)
        others = [other for keys in _NEEDED.values() for other in keys if other not in _NEEDED[kind]]
        if reader is None or key in others:
            unknown("key", key, (each for each in ("type", *_READERS) if each not in others), place.at(key))
        values["modules" if key == "services" else key] = reader(item, place.at(key))
    return Contract(name=name, kind=kind, line=place.line(), **values)


def _choice(value: object, kinds: type[_Kind], place: Place) -> _Kind:
    name = string_of(value, place)
    known = [kind.value for kind in kinds]
    return kinds(name) if name in known else unknown(place.keys[-1], name, known, place)


def _layers(value: object, place: Place) -> tuple[Layer, ...]:
    return tuple(_layer(text, place) for text in strings_of(value, place))


def _layer(text: str, place: Place) -> Layer:
    """Read `a`, `(a)` (it need not exist), `a | b` (they may not see each other) or `a : b` (they may)."""
    optional = text.strip().startswith("(") and text.strip().endswith(")")
    inside = text.strip()[1:-1] if optional else text
    if "|" in inside and ":" in inside:
        place.fail(f'"{text}" mixes | and :', near=text, help="a | b may not see each other, a : b may")
    names = tuple(part.strip() for part in inside.replace(":", "|").split("|"))
    if not all(names):
        place.fail(f'"{text}" names an empty module', near=text)
    return Layer(names, independent=":" not in inside, optional=optional)


def _timing(value: object, place: Place) -> tuple[Timing, ...]:
    return tuple(_choice(item, Timing, place) for item in strings_of(value, place))


def _allow(value: object, place: Place) -> tuple[tuple[str, str], ...]:
    return tuple(_arrow(text, place) for text in strings_of(value, place))


def _arrow(text: str, place: Place) -> tuple[str, str]:
    importer, arrow, imported = (part.strip() for part in text.partition("->"))
    if not (importer and arrow and imported):
        place.fail(f'"{text}" is no import', near=text, help="expected an importer and what it imports: a.b -> c.d")
    return importer, imported


def _boolean(value: object, place: Place) -> bool:
    return value if isinstance(value, bool) else wrong_type("true or false", value, place)


_READERS: dict[str, Callable[[object, Place], Any]] = {
    "layers": _layers,
    "containers": strings_of,
    "modules": strings_of,
    "forbidden": strings_of,
    "services": strings_of,
    "roots": strings_of,
    "timing": _timing,
    "indirect": _boolean,
    "allow": _allow,
    "reason": string_of,
}
