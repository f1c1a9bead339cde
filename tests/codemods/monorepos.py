"""Generated monorepos: services that all call their package `app`, with every kind of import."""

import random
from collections.abc import Iterator

SERVICES = ("billing", "orders", "stock")


def generate(seed: int) -> dict[str, str]:
    """Return the files of a monorepo; modules import only modules made before them, so every import succeeds."""
    chance = random.Random(seed)
    files: dict[str, str] = {}
    for name in SERVICES[: chance.randint(2, 3)]:
        files |= {f"services/{name}/{path}": text for path, text in _service(chance, name)}
    return files


def _service(chance: random.Random, service: str) -> Iterator[tuple[str, str]]:
    yield "requirements.txt", ""
    yield "app/data/greeting.txt", f"hello from {service}"
    packages = ["app", *chance.sample(["app.core", "app.api", "app.core.deep"], k=chance.randint(1, 3))]
    if "app.core.deep" in packages and "app.core" not in packages:
        packages.append("app.core")
    for package in packages:
        yield f"{package.replace('.', '/')}/__init__.py", ""
    modules: list[str] = []
    for number in range(chance.randint(4, 8)):
        module = f"{chance.choice(packages)}.m{number}"
        yield f"{module.replace('.', '/')}.py", _module(chance, service, module, modules)
        modules.append(module)
    yield "run.py", _script(chance, modules)


def _module(chance: random.Random, service: str, module: str, others: list[str]) -> str:
    lines = ["import importlib, os", "from pathlib import Path", f'OWN = "{service}:{module}"', "SEEN = []"]
    for other in chance.sample(others, k=min(len(others), chance.randint(0, 3))):
        lines += chance.choice(_IMPORTS)(module, other)
    lines += _paths(chance, module)
    return "\n".join((*lines, ""))


def _paths(chance: random.Random, module: str) -> list[str]:
    """Return lines that find the file beside the package, or the directory of the service, from the module's place."""
    depth = module.count(".")
    own = chance.choice(
        (
            f"Path(__file__).resolve().parents[{depth - 1}]",
            "Path(__file__).resolve()" + ".parent" * depth,
            "Path(" + "os.path.dirname(" * depth + "__file__" + ")" * depth + ")",
            f'Path(os.path.join(os.path.dirname(__file__), *([".."] * {depth - 1})))',
        )
    )
    return [
        f"SEEN.append(({own} / 'data' / 'greeting.txt').read_text())",
        f"SERVICE = Path(__file__).resolve().parents[{depth}]",
        "SEEN.append((SERVICE / 'requirements.txt').exists())",
    ]


def _from(module: str, other: str) -> list[str]:
    package, _, name = other.rpartition(".")
    return [f"from {package} import {name}", f"SEEN.append({name}.OWN)"]


def _from_name(module: str, other: str) -> list[str]:
    return [f"from {other} import (", "    OWN as other,  # one", ")", "SEEN.append(other)"]


def _plain(module: str, other: str) -> list[str]:
    return [f"import {other}", f"SEEN.append({other}.OWN)"]


def _plain_in_function(module: str, other: str) -> list[str]:
    return ["def late():", f"    import {other}, os", f"    return {other}.OWN", "SEEN.append(late())"]


def _as(module: str, other: str) -> list[str]:
    return [f"import {other} as it", "SEEN.append(it.OWN)"]


def _package(module: str, other: str) -> list[str]:
    return ["import app", f"from {other} import OWN as _", f"SEEN.append({other}.OWN)"]


def _shadowed(module: str, other: str) -> list[str]:
    return [f"import {other}", "def f(app):", "    return app", f"SEEN.append(f(1) and {other}.OWN)"]


def _star(module: str, other: str) -> list[str]:
    return ["KEPT = OWN, SEEN", f"from {other} import *", "SEEN = [*KEPT[1], OWN]", "OWN = KEPT[0]"]


def _relative(module: str, other: str) -> list[str]:
    here, there = module.split(".")[:-1], other.split(".")
    dots = "." * len(here)
    return [f"from {dots}{'.'.join(there[1:-1])} import {there[-1]} as near", "SEEN.append(near.OWN)"]


def _by_string(module: str, other: str) -> list[str]:
    return [f'SEEN.append(importlib.import_module("{other}").OWN)']


def _by_dunder(module: str, other: str) -> list[str]:
    rest = other.partition(".")[2]
    return [f'SEEN.append(__import__("{other}").{rest}.OWN)']


_IMPORTS = (
    _from,
    _from_name,
    _plain,
    _plain_in_function,
    _as,
    _package,
    _shadowed,
    _star,
    _relative,
    _by_string,
    _by_dunder,
)


def _script(chance: random.Random, modules: list[str]) -> str:
    lines = ["import sys", "from pathlib import Path"]
    if chance.random() < 0.5:
        lines.append("sys.path.insert(0, str(Path(__file__).resolve().parent))")
    for module in modules:
        lines += [f"import {module} as it", 'print(it.OWN, it.SEEN, *open("app/data/greeting.txt"))']
    return "\n".join((*lines, 'if __name__ == "__main__":', "    print('done')", ""))
