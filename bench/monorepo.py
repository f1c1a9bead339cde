"""A monorepo made by a seeded generator: services, contested names, cycles, scripts, tests, shared libraries.

python bench/monorepo.py DIRECTORY FILES [SEED]; a larger one begins with the same services as a smaller one.
"""

import random
import sys
from collections.abc import Iterator, Sequence
from itertools import islice
from pathlib import Path
from typing import NamedTuple

AREAS = ("core", "api", "db", "models", "tasks", "views", "adapters", "reports")
PLACES = (
    "ams",
    "ber",
    "cph",
    "dub",
    "ewr",
    "fra",
    "gva",
    "hel",
    "ist",
    "jfk",
    "kul",
    "lhr",
    "mad",
    "nrt",
    "osl",
    "prg",
)
TRADES = ("billing", "search", "ledger", "routing", "pricing", "catalog", "identity", "mailing", "media", "stock")
LIBRARIES = ("json", "os", "re", "typing", "dataclasses", "logging", "datetime", "requests", "sqlalchemy", "pydantic")

MODULES = range(60, 141)  # of one service, tests left out
MODULES_A_TEST = 6
SERVICES_A_LIBRARY = 8
SERVICES_A_SCRIPT = 4

CONTESTED = 0.4  # of the services call their package `app`
BACKWARD = 0.01  # of the modules import a later one, which closes a cycle
DEFERRED = 0.15
TYPE_ONLY = 0.08
GUARDED = 0.03

BODY = '''
class {Noun}{number}:
    """Keep {noun}s and hand them out, one after the other."""

    limit = {number}

    def __init__(self, {noun}s, *, name="{noun}", strict=False):
        self.{noun}s = list({noun}s)
        self.name = name
        self.strict = strict

    def take(self, amount=1):
        """Return some {noun}s; a strict keeper has enough of them or complains."""
        taken, self.{noun}s = self.{noun}s[:amount], self.{noun}s[amount:]
        if self.strict and len(taken) < amount:
            raise LookupError(f"{{self.name}}: {{amount}} wanted, {{len(taken)}} there")
        return taken


def {noun}_{number}(values, factor={number}):
    """Add up what the {noun}s are worth."""
    total = 0
    for position, value in enumerate(values):
        if value is None:  # nothing was imported for this one
            continue
        total += value * factor if position % 2 else value
    return {{"total": total, "kind": "{noun}", "from {noun} import": "text, no statement"}}

'''
NOUNS = ("order", "parcel", "invoice", "customer", "route", "price", "item", "letter", "picture", "account")


class Service(NamedTuple):
    """A service: its directory, its package, and the names of its modules, in an order in which they can import."""

    directory: str
    package: str
    modules: tuple[str, ...]


def generate(files: int, seed: int = 0) -> Iterator[tuple[str, str]]:
    """Yield paths and texts of Python files, so many of them, and of the project files that go with them."""
    left = files
    services: list[Service] = []
    while left > 0:
        number = len(services)
        rng = random.Random(f"{seed} {number}")  # noqa: S311 - a seeded generator, not a secret
        services.append(_service(number, rng))
        for path, text in _write(services, rng):
            if path.endswith(".py"):
                left -= 1
            yield path, text
            if not left:
                return


def _service(number: int, rng: random.Random) -> Service:
    trade = rng.choice(TRADES)
    name = f"{trade}-{rng.choice(PLACES)}-{number}"
    package = "app" if rng.random() < CONTESTED else name.replace("-", "_")
    modules = tuple(f"{rng.choice(AREAS)}.{trade}_{position}" for position in range(rng.choice(MODULES)))
    return Service(f"services/{name}", package, modules)


def _write(services: Sequence[Service], rng: random.Random) -> Iterator[tuple[str, str]]:
    """Yield the files of the last service, and those that come with some services only."""
    number, service = len(services) - 1, services[-1]
    directory, package, modules = service
    if number % SERVICES_A_LIBRARY == 0:
        yield from _library(number // SERVICES_A_LIBRARY, rng)
    yield f"{directory}/requirements.txt", "requests\nsqlalchemy\npydantic\n"
    yield (
        f"{directory}/Dockerfile",
        f'FROM python:3.12\nWORKDIR /srv\nCOPY . .\nCMD ["python", "-m", "{package}.main"]\n',
    )
    yield f"{directory}/pytest.ini", "[pytest]\npythonpath = .\n"
    yield f"{directory}/{package}/__init__.py", ""
    yield f"{directory}/{package}/main.py", _main(service)
    for area in sorted({module.partition(".")[0] for module in modules}):
        yield f"{directory}/{package}/{area}/__init__.py", ""
    for position, module in enumerate(modules):
        yield f"{directory}/{package}/{module.replace('.', '/')}.py", _module(service, position, number, rng)
    for position in range(0, len(modules), MODULES_A_TEST):
        yield f"{directory}/tests/test_{position}.py", _test(service, position)
    if number % SERVICES_A_SCRIPT == 1:
        called_app = (earlier for earlier in reversed(services) if earlier.package == "app")
        yield f"scripts/run_{number}.py", _script(tuple(islice(called_app, 2)))


def _main(service: Service) -> str:
    imports = "".join(f"import {service.package}.{module}\n" for module in service.modules[-3:])
    return f'{imports}\n\ndef main():\n    print("started")\n\n\nif __name__ == "__main__":\n    main()\n'


def _library(number: int, rng: random.Random) -> Iterator[tuple[str, str]]:
    directory = f"libs/shared-{number}"
    yield f"{directory}/pyproject.toml", f'[project]\nname = "shared-{number}"\nversion = "1"\n'
    yield f"{directory}/src/shared_{number}/__init__.py", ""
    for position in range(5):
        before = f"from shared_{number}.part{position - 1} import NAME as BEFORE\n" if position else ""
        yield f"{directory}/src/shared_{number}/part{position}.py", f"{before}NAME = {position}\n{_bodies(rng)}"


def _module(service: Service, position: int, number: int, rng: random.Random) -> str:
    """Return a module that imports some of those before it, and a few more things."""
    name = service.modules[position]
    lines = [f"import {library}" for library in sorted(rng.sample(LIBRARIES, rng.randrange(4)))]
    if rng.random() < 0.2:
        lines.append(f"from shared_{number // SERVICES_A_LIBRARY}.part{rng.randrange(5)} import NAME as SHARED")
    late = ""
    for other in sorted(rng.sample(range(position), min(position, rng.randrange(6)))):
        imported = f"from {service.package}.{service.modules[other]} import"
        kind = rng.random()
        if kind < DEFERRED:
            late += f"\n\ndef late_{other}():\n    {imported} NAME\n    return NAME\n"
        elif kind < DEFERRED + TYPE_ONLY:
            lines.append(f"from typing import TYPE_CHECKING\nif TYPE_CHECKING:\n    {imported} NAME as TYPE_{other}")
        elif kind < DEFERRED + TYPE_ONLY + GUARDED:
            lines.append(f"try:\n    {imported} NAME as MAYBE_{other}\nexcept ImportError:\n    MAYBE_{other} = None")
        else:
            lines.append(f"{imported} NAME as NAME_{other}")
    if rng.random() < BACKWARD and position + 3 < len(service.modules):
        lines.append(f"import {service.package}.{service.modules[position + rng.randrange(1, 3)]}")
    lines.append(f'NAME = "{name}"\n')
    return "\n".join(lines) + _bodies(rng) + late


def _bodies(rng: random.Random) -> str:
    """Return code without imports, of different lengths: some 4 kB on average."""
    return "".join(_body(rng.choice(NOUNS), rng.randrange(1000)) for _ in range(min(int(rng.expovariate(0.25)), 30)))


def _body(noun: str, number: int) -> str:
    return BODY.format(noun=noun, Noun=noun.title(), number=number)


def _test(service: Service, position: int) -> str:
    tested = f"from {service.package}.{service.modules[position]} import NAME"
    return f"import pytest\n\n{tested}\n\n\ndef test_it():\n    assert NAME\n"


def _script(services: Sequence[Service]) -> str:
    """Return a script that puts two services on its path, and imports from both."""
    inserts = "".join(
        f'sys.path.insert(0, str(ROOT / "{service.directory}"))\nimport {service.package}.{service.modules[0]}\n'
        for service in services
    )
    return f"import sys\nfrom pathlib import Path\n\nROOT = Path(__file__).resolve().parents[1]\n{inserts}"


def write(directory: Path, files: int, seed: int = 0) -> None:
    """Write a monorepo to an empty directory."""
    made: set[str] = set()
    for path, text in generate(files, seed):
        folder = path.rpartition("/")[0]
        if folder not in made:
            (directory / folder).mkdir(parents=True, exist_ok=True)
            made.add(folder)
        (directory / path).write_text(text, encoding="utf-8")


if __name__ == "__main__":
    write(Path(sys.argv[1]), *map(int, sys.argv[2:]))
