"""What a command line of pytest says about files (pytest: doc/en/reference/reference.rst, Command-line Flags)."""

from collections.abc import Iterable, Mapping
from typing import NamedTuple

from importlint.resolve.directories import inside
from importlint.resolve.launches.known import Known

# Options that take the next word, of pytest and of plugins that many have.
_VALUED = frozenset(
    {"-k", "-m", "-n", "-p", "-r", "-W", "-o", "-c", "--tb", "--maxfail", "--durations", "--durations-min",
     "--verbosity", "--junitxml", "--junit-xml", "--junit-prefix", "--log-level", "--log-cli-level", "--log-file",
     "--cov-report", "--cov-config", "--cov-context", "--cov-fail-under", "--timeout", "--timeout-method", "--dist",
     "--tx", "--numprocesses", "--maxprocesses", "--ds", "--dc", "--rootdir", "--confcutdir", "--basetemp", "--ignore",
     "--ignore-glob", "--deselect", "--color", "--asyncio-mode", "--import-mode", "--html", "--alluredir", "--reruns",
     "--reruns-delay", "--override-ini", "--config-file", "--capture", "--show-capture", "--pythonwarnings",
     "--base-url", "--browser", "--report-log", "--splits", "--group", "--randomly-seed"}
)  # fmt: skip
_PLACES = ("-c", "--rootdir", "--confcutdir")
_ALIASES = {"--config-file": "-c", "--override-ini": "-o"}


class Arguments(NamedTuple):
    """What is to be collected, and how; places are relative to the project.

    places: what is collected. config, root, cut: values of `-c`, `--rootdir` and `--confcutdir`, "" if not given.
    mode: of `--import-mode`. ignored, ignored_patterns: places and patterns of `--ignore` and `--ignore-glob`.
    overrides: settings of `-o`.
    """

    places: tuple[str, ...] = ()
    config: str = ""
    root: str = ""
    cut: str = ""
    mode: str = ""
    without_conftest: bool = False
    ignored: tuple[str, ...] = ()
    ignored_patterns: tuple[str, ...] = ()
    overrides: Mapping[str, str] = {}


def read_arguments(known: Known, cwd: str, words: Iterable[str]) -> Arguments | None:
    """Return what some words say that are given in a directory, None if that is not known."""
    options, operands = _parsed(list(words))
    places = [_place(known, cwd, word) for word in operands]
    named = {name: inside(cwd, options[name][-1]) if name in options else "" for name in _PLACES}
    if None in places or None in named.values() or "--pyargs" in options:
        return None
    if named["-c"] and not known.metadata.exists(named["-c"]):
        return None
    ignored = (inside(cwd, value) for value in options.get("--ignore", ()))
    settings = (value.partition("=") for value in options.get("-o", ()))
    return Arguments(
        places=tuple(dict.fromkeys(place for place in places if place)),
        config=named["-c"] or "",
        root=named["--rootdir"] or "",
        cut=named["--confcutdir"] or "",
        mode=options.get("--import-mode", [""])[-1],
        without_conftest="--noconftest" in options,
        ignored=tuple(place for place in ignored if place is not None),
        ignored_patterns=tuple(options.get("--ignore-glob", ())),
        overrides={name: value for name, _, value in settings},
    )


def _parsed(words: list[str]) -> tuple[dict[str, list[str]], list[str]]:
    """Return the values of each option, and the words that are none."""
    options: dict[str, list[str]] = {}
    operands: list[str] = []
    while words:
        word = words.pop(0)
        name, equals, value = word.partition("=")
        if not word.startswith("-") or word == "-":
            operands.append(word)
            continue
        if not equals and words and (name in _VALUED or (name == "--cov" and not words[0].startswith("-"))):
            value = words.pop(0)
        elif not equals and not word.startswith("--") and word[:2] in _VALUED and len(word) > 2:
            name, value = word[:2], word[2:]
        options.setdefault(_ALIASES.get(name, name), []).append(value)
    return options, operands


def _place(known: Known, cwd: str, word: str) -> str | None:
    """Return the file or directory that a word names, "" for a word that is another option's value, None if unknown."""
    name = word.partition("::")[0].partition("[")[0]
    place = inside(cwd, name)
    if place is not None and (known.metadata.exists(place) or known.index.is_directory(place)):
        return place
    return None if "/" in name or name.endswith(".py") else ""
