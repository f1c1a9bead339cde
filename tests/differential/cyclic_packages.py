"""Random packages as people write them: classes and functions in modules that import each other, from a seed.

Every name that is imported exists; what fails, fails because of a cycle.
"""

import random

from tests.differential.generator import Sample

# How a module uses a name that it imports, and how often.
USES = {"function": 6, "annotation": 3, "both": 2, "method": 3, "base": 2, "top": 1, "quoted": 1, "default": 1}


def generate_cyclic(seed: int) -> Sample:
    """Return the package of a seed."""
    rng = random.Random(seed)
    names = ["a", "b", "c", "d", "e"][: rng.randint(2, 5)]
    passed_on = {name for name in names if rng.random() < 0.3}
    files = {"shop/__init__.py": "".join(f"from .{name} import {name.upper()}\n" for name in sorted(passed_on))}
    for name in names:
        others = [other for other in names if other != name]
        wanted = rng.sample(others, rng.randint(1, min(2, len(others))))
        files[f"shop/{name}.py"] = _module(rng, name, wanted, passed_on)
    return Sample(files, ("shop", *(f"shop.{name}" for name in names)))


def _module(rng: random.Random, name: str, wanted: list[str], passed_on: set[str]) -> str:
    imports, body, bases = [], [], []
    for other in wanted:
        use = rng.choices(list(USES), list(USES.values()))[0]
        imports.append(_import(rng, other, passed_on))
        if use == "base":
            bases.append(other.upper())
        body += _used(use, other)
    head = ['"""A module."""'] if rng.random() < 0.5 else []
    extra = ["import os"] if rng.random() < 0.3 else []
    own = [f"class {name.upper()}({', '.join(bases)}):", "    size = 1", f"def make_{name}():", "    return 1"]
    first, second = imports, [*own, *body]
    if rng.random() < 0.2:
        # The class above the imports: whoever comes first decides.
        first, second = ([], [*own, *imports, *body]) if not bases else (first, second)
    return "\n".join([*head, *extra, *first, "", *second, ""])


def _import(rng: random.Random, other: str, passed_on: set[str]) -> str:
    ways = [
        f"from shop.{other} import {other.upper()}, make_{other}",
        f"from .{other} import {other.upper()}, make_{other}",
    ]
    if other in passed_on:
        ways.append(f"from shop import {other.upper()}\nfrom shop.{other} import make_{other}")
    return rng.choice(ways)


def _used(use: str, other: str) -> list[str]:
    name = other.upper()
    match use:
        case "function":
            return [f"def f_{other}(x):", '    """Say."""', f"    return isinstance(x, {name}), make_{other}()"]
        case "annotation":
            return [f"def f_{other}(x: {name}) -> None:", "    return None"]
        case "both":
            return [f"def f_{other}(x: {name}):", f"    return [{name} for _ in range(3)]"]
        case "method":
            return [
                f"class Uses_{name}:",
                "    def f(self):",
                f"        return {name}",
            ]
        case "top":
            return [f"MADE_{name} = make_{other}()"]
        case "quoted":
            return [f"def f_{other}(x: '{name}') -> None: ..."]
        case "default":
            return [f"def f_{other}(x={name}):", "    return x"]
        case _:
            return []
