"""Launches in shell scripts that are run where the tree lies, and in Procfiles.

Which directory a script is started in is not written anywhere: it is taken to be the nearest one around the script, its
own first, in which the script starts anything. A script that a Dockerfile or a compose file names runs in a container,
with another disk (`image.py`).
"""

from collections.abc import Iterator

from importlint.model.launch import Launch
from importlint.patterns import regex
from importlint.resolve.directories import child, folder, upward
from importlint.resolve.launches.disk import HOST, on_host
from importlint.resolve.launches.env_files import path_evidence, read_env_file
from importlint.resolve.launches.hosted import launches_on_host
from importlint.resolve.launches.known import Known
from importlint.resolve.launches.shell import Shell

_NAME = regex(r".+\.(?:sh|bash)")
_IN_CONTAINERS = regex(r"(?:.+\.)?[Dd]ockerfile(?:\..+)?|Containerfile|(?:docker-)?compose.*\.ya?ml")
_SCRIPT = regex(r"[\w.-]+\.(?:sh|bash)\b")
_STARTS = regex(
    r"\b(?:python[\d.]*|pypy3?|uvicorn|gunicorn|hypercorn|celery|flask|fastapi|streamlit|pytest|alembic|coverage) "
    r"|\bcompose |\.(?:py|sh|bash)\b"
)
_PROCESS = regex(r"[ \t]*([\w-]+):[ \t]*(.+)")


def find(known: Known) -> Iterator[Launch]:
    """Yield them."""
    scripts = [path for name in known.metadata.names() if _NAME.fullmatch(name) for path in known.metadata.named(name)]
    contained = _contained(known) if scripts else frozenset()
    for path in scripts:
        if path.rpartition("/")[2] not in contained:
            yield from _launches(known, path)
    for path in known.metadata.named("Procfile"):
        # What starts a Procfile reads the `.env` beside it (honcho/command.py).
        env_file = child(folder(path), ".env")
        shell = Shell(on_host(folder(path)), read_env_file(known.metadata, env_file, {}))
        for number, line in enumerate(known.metadata.text(path).splitlines(), 1):
            process = _PROCESS.match(line)
            for launch in launches_on_host(process[2], shell, known, path, number) if process is not None else ():
                yield launch._replace(evidence=(*launch.evidence, *path_evidence(known.metadata, env_file)))


def _contained(known: Known) -> frozenset[str]:
    """Return the names of the scripts that files about containers name."""
    names = (name for name in known.metadata.names() if _IN_CONTAINERS.fullmatch(name))
    texts = (known.metadata.text(path) for name in names for path in known.metadata.named(name))
    return frozenset(script for text in texts for script in _SCRIPT.findall(text))


def _launches(known: Known, path: str) -> tuple[Launch, ...]:
    text = known.metadata.text(path)
    if not _STARTS.search(text):
        return ()
    # Some scripts say themselves where they begin, and then it does not matter; else it is a guess.
    sure = tuple(_launches_in(None, text, known, path))
    for directory in upward(folder(path)):
        found = tuple(_launches_in(on_host(directory), text, known, path))
        if found:
            places = {launch.evidence for launch in sure}
            guessed = (launch for launch in found if launch.evidence not in places)
            return (*sure, *(launch._replace(is_stated=False) for launch in guessed))
    return sure


def _launches_in(directory: str | None, text: str, known: Known, path: str) -> Iterator[Launch]:
    shell = Shell(directory, {"0": on_host(path)}, repository=HOST)
    return launches_on_host(text, shell, known, path, 1)
