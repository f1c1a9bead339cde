"""`importlint explain`: what a rule means."""

from collections.abc import Iterator

import click

from importlint.commands.grouped import GroupedCommand
from importlint.commands.outcome import Outcome
from importlint.errors import UsageError
from importlint.model.rule import Family, RuleInfo
from importlint.rules import ALL_RULES


@click.command(
    "explain",
    cls=GroupedCommand,
    examples="""
        importlint explain
        importlint explain contested-name
    """,
)
@click.argument("rule", required=False)
def command(rule: str | None) -> Outcome:
    """Say what RULE means, with an example and how to mend it; without RULE, list all rules."""
    infos = {each.RULE.name: each.RULE for each in ALL_RULES}
    if rule is None:
        return Outcome("".join(f"{line}\n" for line in _list(infos)))
    if rule not in infos:
        raise UsageError(f"there is no rule {rule}", help=_nearest(rule, infos))
    return Outcome(_explain(infos[rule]))


def _list(infos: dict[str, RuleInfo]) -> Iterator[str]:
    width = max(map(len, infos), default=0)
    families = [(family, sorted(name for name in infos if infos[name].family is family)) for family in Family]
    for position, (family, names) in enumerate((family, names) for family, names in families if names):
        yield from ("",) if position else ()
        yield family.value
        for name in names:
            yield f"  {name:<{width}}  {infos[name].severity.value:<7}  {infos[name].summary}"


def _explain(info: RuleInfo) -> str:
    about = f"{info.family.value} · {info.severity.value} · since {info.since}"
    return f"# {info.name}\n\n{info.summary}\n\n{about}\n\n{info.body}\n"


def _nearest(rule: str, infos: dict[str, RuleInfo]) -> str:
    from difflib import get_close_matches  # noqa: PLC0415  (only this error needs it)

    nearest = get_close_matches(rule, sorted(infos), n=1, cutoff=0.4)
    return f"did you mean {nearest[0]}?" if nearest else "`importlint explain` lists the rules"
