"""A declared boundary is crossed.

What may import what is declared in the configuration, as contracts of four types: `layers` (a lower one may not import
a higher one), `forbidden` (some modules may not import others, packages of third parties among them), `independence`
(modules may not import each other) and `services` (directories whose source roots may not import each other). An import
that breaks one is reported, and so is a chain of imports through other modules that does so in the end.

Type-only imports do not count unless `timing` says so. A name in a contract that no source root has is reported: a
contract with a typing error keeps nothing out. So is an import that a contract allows and nobody writes any more.

## Bad
```toml
[tool.importlint.contracts.rooms]
type = "layers"
layers = ["shop.web", "shop.orders | shop.stock", "shop.model"]
```
```python
# shop/model/user.py
from shop.web.urls import url_for
```

## Good
```python
# shop/model/user.py
class User:
    def path(self) -> str: ...


# shop/web/users.py
from shop.model.user import User
from shop.web.urls import url_for
```

## Fix
Move what the lower side needs to where it may see it, or hand it over as an argument. To let one import pass, name it:
```toml
[tool.importlint.contracts.rooms]
allow = ["shop.model.user -> shop.web.urls"]
```
"""

from collections.abc import Iterator

from importlint.contracts import Broken, check_contract
from importlint.graph.import_graph import Edge
from importlint.model.contract import Contract
from importlint.model.finding import Finding
from importlint.model.fix import Fix
from importlint.model.location import Location, Span
from importlint.model.rule import Family, RuleInfo, Severity
from importlint.model.wording import code, listing
from importlint.project import Project
from importlint.remedies.cycle_break import cycle_flow

RULE = RuleInfo(
    name="contract-broken",
    family=Family.CONTRACTS,
    severity=Severity.ERROR,
    help=__doc__,
    since="0.1.0",
    precision="very-high",
)


def check(project: Project) -> Iterator[Finding]:
    """Report each import or chain of imports that breaks a contract, and what in a contract means nothing."""
    for contract in project.contracts:
        outcome = check_contract(project, contract)
        for broken in outcome.broken:
            yield _broken(contract, broken)
        if outcome.unknown:
            yield _unknown(project, contract, outcome.unknown)
        for importer, imported in outcome.unused:
            yield _unused(project, contract, f"{importer} -> {imported}")


def _broken(contract: Contract, broken: Broken) -> Finding:
    (importer, imported, chain), relation = broken
    first, last = chain[0], chain[-1]
    through = listing([edge.imported.name for edge in chain[:-1]])
    how = f"reaches {code(last.imported.name)} through {through}" if through else f"imports {code(last.imported.name)}"
    why = f" ({contract.reason})" if contract.reason else ""
    said = f"in the contract `{contract.name}`, {code(importer.label)} {relation} {code(imported.label)}{why}"
    return Finding(
        rule=RULE.name,
        severity=RULE.severity,
        message=f"{code(first.importer.name)} {how}: {said}",
        location=first.location,
        subject=(contract.name, first.importer.name, last.importer.name, last.imported.name),
        flow=cycle_flow(chain) if through else (),
        fixes=(_fix(contract, last),),
    )


def _fix(contract: Contract, last: Edge) -> Fix:
    pair = f"{last.importer.name} -> {last.imported.name}"
    return Fix(
        title=f"Move what {code(last.importer.name)} needs to where it may see it",
        text=f'or let this import pass: in [tool.importlint.contracts.{contract.name}]\nallow = ["{pair}"]',
    )


def _unknown(project: Project, contract: Contract, names: tuple[str, ...]) -> Finding:
    return Finding(
        rule=RULE.name,
        severity=Severity.WARNING,
        message=f"the contract `{contract.name}` names {listing(names)}, which no source root has",
        location=_place(project, contract),
        subject=(contract.name, *names),
        fixes=(Fix(title="Correct the name", text="`importlint roots` lists the source roots and what they provide"),),
    )


def _unused(project: Project, contract: Contract, pair: str) -> Finding:
    return Finding(
        rule=RULE.name,
        severity=Severity.NOTE,
        message=f"the contract `{contract.name}` allows `{pair}`, which nothing imports",
        location=_place(project, contract),
        subject=(contract.name, pair),
        fixes=(Fix(title="Delete it", text=f'"{pair}" in [tool.importlint.contracts.{contract.name}]'),),
    )


def _place(project: Project, contract: Contract) -> Location:
    line = contract.line or 1
    return Location(project.config_file or "pyproject.toml", Span(line, 1, line, 1))
