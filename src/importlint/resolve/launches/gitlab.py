"""Launches in GitLab's pipelines: the script of each job, with what a job takes from others.

`before_script` and `script` are one shell text that begins in the directory of the project; `default`, `extends`,
`include` of local files and `!reference` say where parts of a job stand (https://docs.gitlab.com/ci/yaml/).
"""

from collections.abc import Iterator, Mapping
from itertools import islice, product
from typing import NamedTuple

from importlint.model.launch import Launch
from importlint.model.root import Evidence
from importlint.patterns import regex
from importlint.resolve.directories import inside
from importlint.resolve.launches.disk import HOST
from importlint.resolve.launches.hosted import launches_on_host
from importlint.resolve.launches.known import Known
from importlint.resolve.launches.shell import Shell, expand
from importlint.resolve.launches.yaml_files import Value, read_yaml

_NAME = regex(r".*gitlab-ci\.ya?ml")
# Keys at the top of a file that are no jobs.
_NO_JOBS = frozenset({"default", "include", "stages", "variables", "workflow", "spec", "image", "services", "cache"})
_BUILTIN = {"CI_PROJECT_DIR": HOST}
_MAX_COMBINATIONS = 64
_DEPTH = 10


class _Part(NamedTuple):
    """A value and the file that it stands in."""

    path: str
    value: Value


class _Line(NamedTuple):
    """A line of a script, and where it stands."""

    path: str
    line: int
    text: str


_Job = Mapping[str, _Part]


def find(known: Known) -> Iterator[Launch]:
    """Yield what the jobs of each pipeline start; a job whose name begins with a dot only serves others."""
    paths = [path for name in known.metadata.names() if _NAME.fullmatch(name) for path in known.metadata.named(name)]
    documents = {path: _document(known, path, _DEPTH) for path in paths}
    included = {part.path for path, document in documents.items() for part in document.values() if part.path != path}
    for path in paths:
        if path not in included:
            document = documents[path]
            for name in document:
                if name not in _NO_JOBS and not name.startswith("."):
                    yield from _launches(known, document, _job(document, name, _DEPTH))


def _document(known: Known, path: str, depth: int) -> dict[str, _Part]:
    """Return what stands at the top of a file, with the local files that it includes; its own counts more."""
    own = read_yaml(known.metadata, path)
    found: dict[str, _Part] = {}
    include = own.at("include")
    for each in include.items or (include,) if depth else ():
        place = inside(".", (each.text or each.at("local").text or "").lstrip("/"))
        if place is not None and known.metadata.exists(place):
            found |= _document(known, place, depth - 1)
    return found | {name: _Part(path, value) for name, value in own.entries.items()}


def _job(document: Mapping[str, _Part], name: str, depth: int) -> _Job:
    """Return the settings of a job, those that it takes from others included."""
    part = document.get(name)
    if part is None or not depth:
        return {}
    job: dict[str, _Part] = {}
    extends = part.value.at("extends")
    for other, _ in extends.texts():
        job |= _merged(job, _job(document, other, depth - 1))
    own = {key: _Part(part.path, value) for key, value in part.value.entries.items()}
    return _merged(job, own)


def _merged(first: _Job, second: _Job) -> dict[str, _Part]:
    """Return settings with others over them; variables are merged one by one."""
    merged = {**first, **second}
    if "variables" in first and "variables" in second:
        entries = {**first["variables"].value.entries, **second["variables"].value.entries}
        merged["variables"] = second["variables"]._replace(value=Value(entries=entries))
    return merged


def _launches(known: Known, document: Mapping[str, _Part], job: _Job) -> Iterator[Launch]:
    before = _script(document, _setting(document, job, "before_script"), _DEPTH)
    main = _script(document, job.get("script"), _DEPTH)
    after = _script(document, _setting(document, job, "after_script"), _DEPTH)
    for given in _combinations(job):
        variables = _variables((document.get("variables"), job.get("variables")), given)
        for lines in ((*before, *main), after):
            yield from _started(known, lines, Shell(HOST, variables, repository=HOST))


def _setting(document: Mapping[str, _Part], job: _Job, key: str) -> _Part | None:
    default = document.get("default")
    inherited = _Part(default.path, default.value.entries[key]) if default and key in default.value.entries else None
    return job.get(key, document.get(key, inherited))


def _script(document: Mapping[str, _Part], part: _Part | None, depth: int) -> tuple[_Line, ...]:
    """Return the lines of a script, those that it refers to included."""
    if part is None or not depth:
        return ()
    path, value = part
    if value.text is not None:
        return tuple(_Line(path, value.line + number, text) for number, text in enumerate(value.text.splitlines()))
    if value.tag == "!reference":
        first, *keys = [text for text, _ in value.texts()] or [""]
        other = _job(document, first, depth - 1).get(keys[0]) if keys else None
        return _script(document, other._replace(value=other.value.at(*keys[1:])) if other else None, depth - 1)
    return tuple(line for item in value.items for line in _script(document, _Part(path, item), depth - 1))


def _combinations(job: _Job) -> list[dict[str, str]]:
    """Return the variables that each run of a job in parallel has."""
    matrix = job["parallel"].value.at("matrix").items if "parallel" in job else ()
    found: list[dict[str, str]] = []
    for row in matrix:
        axes = [[(name, text) for text, _ in value.texts()] for name, value in row.entries.items()]
        found += [dict(chosen) for chosen in islice(product(*axes), _MAX_COMBINATIONS)]
    return found[:_MAX_COMBINATIONS] or [{}]


def _variables(parts: tuple[_Part | None, ...], given: Mapping[str, str]) -> dict[str, str | None]:
    known: dict[str, str | None] = {**_BUILTIN, **given}
    for part in parts:
        for name, value in part.value.entries.items() if part is not None else ():
            text = value.text if value.text is not None else value.at("value").text
            known[name] = expand(text, Shell(HOST, known)) if text is not None else None
    return known


def _started(known: Known, lines: tuple[_Line, ...], shell: Shell) -> Iterator[Launch]:
    if not lines:
        return
    path = lines[-1].path
    text = "\n".join(line.text for line in lines)
    for launch in launches_on_host(text, shell, known, path, 1):
        evidence = (_placed(each, lines) if each.path == path else each for each in launch.evidence)
        yield launch._replace(evidence=tuple(evidence))


def _placed(evidence: Evidence, lines: tuple[_Line, ...]) -> Evidence:
    line = lines[evidence.line - 1]
    return evidence._replace(path=line.path, line=line.line)
