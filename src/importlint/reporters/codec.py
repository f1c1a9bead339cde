"""The report's frozen values as plain JSON values, and back.

Driven by the annotations of the model, so that a new field of the model needs nothing here. A location is one flat
object, because that is what people write queries against; what a large report has most of (graph edges) is an array.
What is None is left out.
"""

from collections.abc import Callable, Iterable, Mapping
from enum import StrEnum
from functools import cache
from types import UnionType
from typing import Any, NoReturn, get_args, get_origin, get_type_hints

from importlint.errors import ReportError
from importlint.model.location import Location, Span
from importlint.model.report import GraphEdge, GraphModule

_ROWS = (GraphEdge, GraphModule)


def encode(value: Any) -> Any:
    """Return a value of the model as dictionaries, lists, strings and numbers."""
    return _encoder_of(value)(value)


_Encoder = Callable[[Any], Any]


def _encoder_of(value: Any) -> _Encoder:
    kind: Any = type(value)
    return _encoder(kind)


@cache
def _encoder(kind: Any) -> _Encoder:
    if kind is Location:
        return lambda location: {"path": location.path, **location.span._asdict()}
    if kind in _ROWS:
        return _itself  # JSON has a tuple as an array.
    if hasattr(kind, "_fields"):
        return _object_encoder(kind._fields)
    if issubclass(kind, tuple):
        return _encode_items
    return _itself


def _encode_items(items: tuple[Any, ...]) -> list[Any]:
    """Encode the items of a tuple, which are of one type, as the annotations of the model have it."""
    return [*map(_encoder_of(items[0]), items)] if items else []


def _itself(value: Any) -> Any:
    return value


def _object_encoder(names: Iterable[str]) -> _Encoder:
    def encode_object(value: Any) -> dict[str, Any]:
        members = [(name, getattr(value, name)) for name in names]
        return {name: encode(item) for name, item in members if item is not None}

    return encode_object


def decode(kind: Any, value: Any, where: str) -> Any:
    """Return what `encode` made of a value of type `kind`; raises ReportError, which names the place `where`."""
    return _decoder(kind)(value, where)


_Decoder = Callable[[Any, str], Any]


@cache
def _decoder(kind: Any) -> _Decoder:
    if get_origin(kind) is UnionType:
        return _optional_decoder(_decoder(get_args(kind)[0]))
    if get_origin(kind) is tuple:
        return _tuple_decoder(_decoder(get_args(kind)[0]))
    if kind is Location:
        return _location_decoder()
    if kind is Span:
        return _span_decoder()
    if kind in _ROWS:
        return _row_decoder(kind)
    if issubclass(kind, StrEnum):
        return _enum_decoder(kind)
    if issubclass(kind, tuple):
        return _object_decoder(kind, kind._fields, frozenset(kind._field_defaults))
    return _scalar_decoder(kind)


def _tuple_decoder(item: _Decoder) -> _Decoder:
    def decode_tuple(value: Any, where: str) -> tuple[Any, ...]:
        if not isinstance(value, list):
            _fail(where, "an array", value)
        return tuple(item(element, f"{where}[{index}]") for index, element in enumerate(value))

    return decode_tuple


def _optional_decoder(item: _Decoder) -> _Decoder:
    """Return the decoder of `X | None`."""

    def decode_optional(value: Any, where: str) -> Any:
        return None if value is None else item(value, where)

    return decode_optional


def _location_decoder() -> _Decoder:
    string, span = _decoder(str), _decoder(Span)

    def decode_location(value: Any, where: str) -> Location:
        if not isinstance(value, dict):
            _fail(where, "an object", value)
        rest = {key: item for key, item in value.items() if key != "path"}
        return Location(string(_member(value, "path", where), f"{where}.path"), span(rest, where))

    return decode_location


def _span_decoder() -> _Decoder:
    numbers = _object_decoder(Span, Span._fields, frozenset())

    def decode_span(value: Any, where: str) -> Any:
        span = numbers(value, where)
        if min(span) < 1:
            _fail(where, "lines and columns that count from 1", min(span))
        return span

    return decode_span


def _row_decoder(kind: Any) -> _Decoder:
    members = [_decoder(hint) for hint in get_type_hints(kind).values()]

    def decode_row(value: Any, where: str) -> Any:
        if not isinstance(value, list) or len(value) != len(members):
            _fail(where, f"an array of {len(members)} ({', '.join(kind._fields)})", value)
        return kind(
            *(
                member(item, f"{where}[{index}]")
                for index, (member, item) in enumerate(zip(members, value, strict=True))
            )
        )

    return decode_row


def _enum_decoder(kind: type[StrEnum]) -> _Decoder:
    known = {member.value: member for member in kind}

    def decode_enum(value: Any, where: str) -> StrEnum:
        if not isinstance(value, str) or value not in known:
            _fail(where, f"one of {', '.join(known)}", value)
        return known[value]

    return decode_enum


def _object_decoder(kind: Any, names: tuple[str, ...], optional: frozenset[str]) -> _Decoder:
    hints = get_type_hints(kind)
    members = {name: _decoder(hints[name]) for name in names}

    def decode_object(value: Any, where: str) -> Any:
        if not isinstance(value, dict):
            _fail(where, "an object", value)
        unknown = sorted(value.keys() - members.keys())
        if unknown:
            raise ReportError(f"{where}.{unknown[0]}: no such field; expected {', '.join(names)}")
        return kind(
            **{
                name: member(_member(value, name, where), f"{where}.{name}")
                for name, member in members.items()
                if name in value or name not in optional
            }
        )

    return decode_object


def _scalar_decoder(kind: type) -> _Decoder:
    article = {str: "a string", int: "a whole number", bool: "true or false"}[kind]

    def decode_scalar(value: Any, where: str) -> Any:
        if type(value) is not kind:
            _fail(where, article, value)
        return value

    return decode_scalar


def _member(value: Mapping[str, Any], name: str, where: str) -> Any:
    if name not in value:
        raise ReportError(f"{where}: the field {name} is missing")
    return value[name]


def _fail(where: str, expected: str, value: Any) -> NoReturn:
    shown = ascii(value)
    shown = shown if len(shown) <= 60 else f"{shown[:57]}..."
    raise ReportError(f"{where}: expected {expected}, found {shown}")
