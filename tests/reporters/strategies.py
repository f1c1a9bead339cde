"""Any report that can be written, for hypothesis."""

from enum import Enum
from types import UnionType
from typing import get_args, get_origin, get_type_hints

from hypothesis import strategies as st

from importlint.model.location import Span
from importlint.model.report import Report, ReportGraph
from tests.reporters.reports import EXAMPLE


def values(kind: object) -> st.SearchStrategy:
    """Return small values of a type of the model; texts have lone surrogates too, as names of files may."""
    if get_origin(kind) is tuple:
        return st.lists(values(get_args(kind)[0]), max_size=2).map(tuple)
    if kind is str:
        return st.text(st.characters(exclude_categories=()), max_size=4)
    if get_origin(kind) is UnionType:
        return st.none() | values(get_args(kind)[0])
    if kind in (int, bool) or issubclass(kind, Enum):
        return st.from_type(kind)
    if kind is Span:
        return st.builds(Span, *[st.integers(1, 50)] * 4)
    if kind is ReportGraph:
        return st.just(EXAMPLE.graph)
    hints = get_type_hints(kind)
    fields = {name: values(hints[name]) for name in hints}
    if "rule" in hints:
        fields["rule"] = st.sampled_from([rule.name for rule in EXAMPLE.rules])
    if kind is Report:
        fields["rules"] = st.just(EXAMPLE.rules)
    return st.builds(kind, **fields)
