"""Find what starts processes."""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace

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
            first = found.setdefault(key, launch)
            evidence = tuple(dict.fromkeys((*first.evidence, *launch.evidence)))
            found[key] = replace(
                first,
                evidence=evidence,
                is_stated=first.is_stated or launch.is_stated,
                container=first.container if launch.container is not None else None,
            )
    return tuple(sorted(_named_apart(found.values()), key=lambda launch: (launch.kind, launch.name)))


def _named_apart(launches: Iterable[Launch]) -> list[Launch]:
    """Give launches of one name names of their own: by their directory, then by their search path."""
    named = list(launches)
    for word, detail in _DETAILS:
        counts = Counter(launch.name for launch in named)
        named = [
            replace(launch, name=f"{launch.name} {word} {detail(launch)}") if counts[launch.name] > 1 else launch
            for launch in named
        ]
    return named
