"""Traces as JSON lines: one object for each entry, schema `importlint-trace/1`."""

import json
from collections.abc import Iterator, Sequence

from importlint.model.trace import ImportEvent, Imports, Trace

SCHEMA = "importlint-trace/1"


class TraceLines:
    """Writes traces of one run, which share most of their imports and modules: each is written as text once."""

    def __init__(self) -> None:
        """Know none."""
        # By identity, which is found sooner than an equal; an import that is held here keeps its own.
        self._imports: dict[int, tuple[str, ImportEvent]] = {}
        self._modules: dict[tuple[str, str], str] = {}

    def render(self, trace: Trace) -> str:
        """Return one line for a trace, its line end included."""
        head = {
            "schema": SCHEMA,
            "entry": trace.entry,
            "verdict": trace.verdict.value,
            "error": trace.error._asdict() if trace.error is not None else None,
            "reason": trace.reason,
            "search_path": trace.search_path,
        }
        imports, modules = ",".join(self._imports_of(trace.events)), ",".join(self._modules_of(trace))
        return f'{json.dumps(head)[:-1]}, "imports": [{imports}], "modules": {{{modules}}}}}\n'

    def _imports_of(self, events: Sequence[ImportEvent]) -> Iterator[str]:
        known = self._imports
        for event in events.regardless_of_depth() if isinstance(events, Imports) else events:
            found = known.get(id(event))
            if found is None:
                found = known[id(event)] = _written(event), event
            yield found[0]

    def _modules_of(self, trace: Trace) -> Iterator[str]:
        known = self._modules
        for item in trace.modules.items():
            found = known.get(item)
            if found is None:
                found = known[item] = f"{json.dumps(item[0])}: {json.dumps(item[1])}"
            yield found


def _written(event: ImportEvent) -> str:
    fields = event._asdict()
    del fields["depth"]
    return json.dumps(fields)
