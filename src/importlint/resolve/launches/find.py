"""Find what starts processes."""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator

from importlint.model.launch import Launch
from importlint.resolve.launches import (
    compose,
    configured,
    console,
    dockerfiles,
    gitlab,
    makefiles,
    migrations,
    nox,
    pytest_sessions,
    scripts,
    shell_scripts,
    tox,
    vscode,
    workflows,
)
from importlint.resolve.launches.known import Known

# The order is the order of their evidence where several describe the same launch.
ORIGINS: tuple[tuple[str, Callable[[Known], Iterator[Launch]]], ...] = (
    ("configured", configured.find),
    ("scripts", scripts.find),
    ("makefiles", makefiles.find),
    ("shell_scripts", shell_scripts.find),
    ("tox", tox.find),
    ("nox", nox.find),
    ("vscode", vscode.find),
    ("workflows", workflows.find),
    ("gitlab", gitlab.find),
    ("dockerfiles", dockerfiles.find),
    ("compose", compose.find),
    ("migrations", migrations.find),
    ("console", console.find),
    ("pytest_sessions", pytest_sessions.find),
)
# What tells launches of one name apart, each where those before it do not.
_DETAILS: tuple[tuple[str, Callable[[Launch], str]], ...] = (
    ("in", lambda launch: launch.cwd),
    ("with", lambda launch: ":".join(launch.search_path)),
    ("as", lambda launch: launch.kind),
)


def find_launches(known: Known) -> tuple[Launch, ...]:
    """Return the launches of a project, by kind and name; one that several places describe is returned once."""
    found: dict[tuple[str, str, str, tuple[str, ...]], Launch] = {}
    for _, find in ORIGINS:
        for launch in find(known):
            key = (launch.kind, launch.entry, launch.cwd, launch.search_path)
            first = found.get(key)
            found[key] = launch if first is None else _joined(first, launch)
    return tuple(sorted(_named_apart(found.values()), key=lambda launch: (launch.kind, launch.name)))


def _joined(first: Launch, second: Launch) -> Launch:
    """Return one launch for two descriptions of it: what is stated counts more, and then what runs on the host."""
    evidence = tuple(dict.fromkeys((*first.evidence, *second.evidence)))
    counting = second if second.is_stated and not first.is_stated else first
    if first.is_stated == second.is_stated and first.container is not None:
        counting = second if second.container is None else first
    return first._replace(
        evidence=evidence,
        is_stated=counting.is_stated,
        container=counting.container,
        session=counting.session,
    )


def _named_apart(launches: Iterable[Launch]) -> list[Launch]:
    """Give launches of one name names of their own: by their directory, then by their search path."""
    named = list(launches)
    for word, detail in _DETAILS:
        counts = Counter(launch.name for launch in named)
        named = [
            launch._replace(name=f"{launch.name} {word} {detail(launch)}") if counts[launch.name] > 1 else launch
            for launch in named
        ]
    return named
