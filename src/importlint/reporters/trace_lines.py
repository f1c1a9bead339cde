"""Traces as JSON lines: one object for each entry, schema `importlint-trace/1`."""

import json
from collections.abc import Iterable, Iterator
from functools import cache

from importlint.model.trace import ImportEvent, Trace

SCHEMA = "importlint-trace/1"


def render_lines(traces: Iterable[Trace]) -> Iterator[str]:
    """Yield one line for each trace, its line end included."""
    for trace in traces:
        head = {
            "schema": SCHEMA,
            "entry": trace.entry,
            "verdict": trace.verdict.value,
            "error": trace.error._asdict() if trace.error is not None else None,
            "reason": trace.reason,
            "search_path": trace.search_path,
        }
        # Traces of one run share most of their imports and modules: each is written as text once.
        imports = ",".join(map(_event, trace.events))
        modules = ",".join(map(_module, trace.modules.items()))
        yield f'{json.dumps(head)[:-1]}, "imports": [{imports}], "modules": {{{modules}}}}}\n'


@cache
def _event(event: ImportEvent) -> str:
    fields = event._asdict()
    del fields["depth"]
    return json.dumps(fields)


@cache
def _module(item: tuple[str, str]) -> str:
    return f"{json.dumps(item[0])}: {json.dumps(item[1])}"
