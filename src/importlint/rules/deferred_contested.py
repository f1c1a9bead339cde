"""A function imports a contested name when it is called.

Which module it gets depends on who owns the name at that moment: the service that was loaded last, not the one that
the function belongs to. Clearing `sys.modules` between two services does not help here; it is what makes it go wrong.

Reported once for each source root, and only where one process sees more than one provider of the name. Where a launch
was followed, the finding says what the function gets in it; it is an error if the import certainly fails there. Where
every launch that has both loaded gives the function its own module, nothing is reported.

## Bad
```python
# services/pillars-service/app/core/engine.py
def score(record):
    from app.core.weights import WEIGHTS

    return WEIGHTS[record]
```

## Good
```python
from acme.pillars.core.weights import WEIGHTS


def score(record):
    return WEIGHTS[record]
```

## Fix
Give the service a name of its own (see contested-name). Until then import at the top of the file, or relatively: a
relative import in a function still goes through `sys.modules`, but an import at the top is done while its own service
is being loaded:
```python
from .weights import WEIGHTS


def score(record):
    return WEIGHTS[record]
```
"""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from importlint.graph.import_graph import Edge
from importlint.machine.runs import Run
from importlint.meaning import find_meaning
from importlint.model.facts import Timing
from importlint.model.finding import Finding, Step
from importlint.model.fix import Fix
from importlint.model.location import Location
from importlint.model.names import top_level
from importlint.model.roles import is_test
from importlint.model.root import Module
from importlint.model.rule import Family, RuleInfo, Severity
from importlint.model.trace import Verdict
from importlint.model.wording import code, count
from importlint.processes import Meeting, find_meetings, is_guessed_session
from importlint.project import Project
from importlint.remedies.statements import written
from importlint.sights import Sight, is_certain, is_of, sights_of

RULE = RuleInfo(
    name="deferred-contested", family=Family.DEFERRED, severity=Severity.WARNING, help=__doc__, since="0.1.0"
)

_PLACES_SHOWN = 10


class _Proof(NamedTuple):
    """A deferred import that gets another service's file, or none, and the launch in which it does."""

    edge: Edge
    sight: Sight


def check(project: Project) -> Iterator[Finding]:
    """Report the deferred imports of each contested name whose owner can change, once for each source root."""
    met = {name: meetings for name, meetings in find_meetings(project).items() if meetings}
    groups: defaultdict[tuple[str, str], dict[Location, Edge]] = defaultdict(dict)
    for edge in project.graph.edges if met else ():
        name = top_level(edge.imported.name)
        if edge.timing is Timing.DEFERRED and not edge.implicit and name in met and not is_test(edge.path):
            groups[edge.importer.root, name].setdefault(edge.location, edge)
    for (root, name), found in sorted(groups.items()):
        edges = list(found.values())
        proof = _proof(project, name, edges)
        meeting = next((each for each in met[name] if root in each.roots and not _was_followed(project, each)), None)
        if proof is not None:
            yield _proven(project, root, name, edges, proof)
        elif meeting is not None:
            yield _possible(root, name, edges, meeting.step)


def _proof(project: Project, name: str, edges: Sequence[Edge]) -> _Proof | None:
    """Return the import that goes wrong for certain, or else one that goes wrong in a launch as far as is known."""
    providers = {module.id.root: module for module in project.contested[name]}
    proofs = [
        _Proof(edge, sight)
        for edge in edges
        if edge.imported.root in providers
        for sight in sights_of(project, edge)
        if not is_of(providers[edge.imported.root], sight.path) and not (edge.guarded and not sight.path)
        if _is_of_another(project, sight.run, name, providers[edge.imported.root])
    ]
    return min(
        proofs, key=lambda proof: (-_severity(project, proof).rank, not proof.sight.ran, proof.edge), default=None
    )


def _is_of_another(project: Project, run: Run, name: str, own: Module) -> bool:
    """Return whether a contested name is another source root's at the end of a launch: not nobody's, nor its own."""
    owner = find_meaning(run.trace, project.settings, name).answer
    return any(is_of(module, owner) for module in project.contested[name] if module != own)


def _severity(project: Project, proof: _Proof) -> Severity:
    if is_guessed_session(project, proof.sight.run.launch):
        return Severity.NOTE
    return Severity.ERROR if not proof.sight.path and is_certain(proof.sight.run) else RULE.severity


def _was_followed(project: Project, meeting: Meeting) -> bool:
    """Return whether the launches in which source roots meet were followed to their ends: what goes wrong is proven."""
    place = meeting.step.location.path
    runs = [*project.witnesses.of_file(place), *(run for run in project.runs if _begins_at(run, place))]
    return bool(runs) and all(run.trace.verdict is not Verdict.UNKNOWN for run in runs)


def _begins_at(run: Run, path: str) -> bool:
    return any(evidence.path == path for evidence in run.launch.evidence)


def _proven(project: Project, root: str, name: str, edges: Sequence[Edge], proof: _Proof) -> Finding:
    edge, sight = proof
    gets = f"gets {code(sight.path)}" if sight.path else "fails"
    called = "" if sight.ran else " if it is called once the program has started"
    others = [other for other in edges if other.location != edge.location]
    command = sight.run.launch.command
    return Finding(
        rule=RULE.name,
        severity=_severity(project, proof),
        message=f"in {code(command)}, {code(written(edge.statement))} in {code(edge.statement.context.owner)} {gets}"
        f"{called}, for `{name}` is another service's by then{_more(others, root)}",
        location=edge.location,
        subject=(root, name),
        related=tuple(_related(other) for other in others[:_PLACES_SHOWN]),
        launches=(sight.run.launch.name,),
        fixes=(_fix(edge),),
        reproduce=command,
    )


def _possible(root: str, name: str, edges: Sequence[Edge], meeting: Step) -> Finding:
    first, *others = edges
    return Finding(
        rule=RULE.name,
        severity=RULE.severity,
        message=f"{code(first.statement.context.owner)} gets the `{name}` of whichever service owns it at the call"
        f"{_more(others, root)}",
        location=first.location,
        subject=(root, name),
        related=(meeting, *(_related(edge) for edge in others[:_PLACES_SHOWN])),
        fixes=(_fix(first),),
    )


def _more(others: Sequence[Edge], root: str) -> str:
    return f" ({count(len(others), 'more such import')} in {code(root)})" if others else ""


def _related(edge: Edge) -> Step:
    return Step(location=edge.location, message=f"so does {code(edge.statement.context.owner)}")


def _fix(edge: Edge) -> Fix:
    return Fix(
        title="Import at the top of the file, while the service is being loaded",
        text=(
            f"move `{written(edge.statement)}` out of `{edge.statement.context.owner}` to the top of {edge.path}; "
            "it lasts once the service has a name of its own (contested-name)"
        ),
    )
