"""The path finder, against CPython's own on trees on disk."""

import json
import random
import subprocess
import sys
from collections.abc import Iterable
from importlib.machinery import EXTENSION_SUFFIXES
from itertools import product
from pathlib import Path

import pytest

from importlint.model.root import ModuleKind
from importlint.resolve.search_path import Found, PathIndex

TREES = 150
NAMES = ("aa", "bb", "cc")
ENTRIES = (".", "one", "two", "one/aa", "two/bb")
FILES = (
    *(f"{name}{suffix}" for name in NAMES for suffix in (".py", ".py", EXTENSION_SUFFIXES[0], ".so", ".txt")),
    "__init__.py",
    "__init__.py",
    "__init__.py",
    f"__init__{EXTENSION_SUFFIXES[0]}",
)

# Ask for every dotted name in every tree; "error" where a parent is no real extension module and cannot be loaded.
PROBE = """
import importlib, importlib.util, json, os, sys
asked = json.load(sys.stdin)
answers = []
ours = set(sys.modules)
for tree in asked:
    os.chdir(tree["tree"])
    sys.path[:] = [os.path.join(tree["tree"], entry) if entry != "." else tree["tree"] for entry in tree["entries"]]
    sys.path_importer_cache.clear()
    found = {}
    for name in tree["names"]:
        try:
            spec = importlib.util.find_spec(name)
        except ModuleNotFoundError:
            spec = None
        except (ImportError, ValueError):
            found[name] = "error"
            continue
        if spec is None:
            found[name] = None
            continue
        origin = spec.origin if spec.has_location else ""
        found[name] = [
            os.path.relpath(origin) if origin else "",
            [os.path.relpath(place) for place in spec.submodule_search_locations or ()],
        ]
    answers.append(found)
    for name in set(sys.modules) - ours:
        del sys.modules[name]
json.dump(answers, sys.stdout)
"""


def random_tree(seed: int) -> list[str]:
    chance = random.Random(seed)
    files = set()
    for _ in range(chance.randint(3, 14)):
        directories = [chance.choice(("one", "two")), *chance.choices(NAMES, k=chance.randint(0, 3))]
        files.add("/".join((*directories, chance.choice(FILES))))
    return sorted(file for file in files if not any(other.startswith(file + "/") for other in files))


def random_entries(seed: int) -> list[str]:
    return random.Random(-seed).sample(ENTRIES, k=random.Random(seed).randint(1, 4))


def write(folder: Path, files: Iterable[str]) -> None:
    for file in files:
        path = folder / file
        path.parent.mkdir(parents=True, exist_ok=True)
        path.touch()


def dotted_names() -> list[str]:
    names = ["one", "two", *(f"{root}.{name}" for root in ("one", "two") for name in NAMES)]
    return names + [".".join(parts) for length in (1, 2, 3) for parts in product(NAMES, repeat=length)]


def summary(found: Found | None) -> list[object] | None:
    return None if found is None else [found.path, list(found.directories)]


def test_every_name_means_what_it_means_to_cpython(tmp_path: Path) -> None:
    names = dotted_names()
    asked = []
    for seed in range(TREES):
        write(tmp_path / str(seed), random_tree(seed))
        asked.append({"tree": str(tmp_path / str(seed)), "entries": random_entries(seed), "names": names})
    command = [sys.executable, "-I", "-S", "-c", PROBE]
    done = subprocess.run(command, input=json.dumps(asked), capture_output=True, text=True, check=True)
    counts = {"found": 0, "absent": 0, "error": 0}
    for seed, answers in enumerate(json.loads(done.stdout)):
        index = PathIndex(random_tree(seed))
        for name, answer in answers.items():
            if answer == "error":
                counts["error"] += 1
                continue
            ours = index.find_dotted(name, random_entries(seed))
            assert summary(ours) == answer, (name, random_tree(seed), random_entries(seed))
            counts["found" if answer else "absent"] += 1
    assert counts["found"] > 500
    assert counts["absent"] > 500
    assert counts["error"] < counts["found"]


def find(files: Iterable[str], name: str, *entries: str, extending: Iterable[str] = ()) -> Found | None:
    return PathIndex(files, frozenset(extending)).find_dotted(name, entries)


def test_a_package_wins_over_a_module_and_a_module_over_a_portion() -> None:
    assert find(["a/app.py", "a/app/__init__.py"], "app", "a") == Found(
        ModuleKind.PACKAGE, "a/app/__init__.py", ("a/app",)
    )
    assert find(["a/app.py", "a/app/x.py"], "app", "a") == Found(ModuleKind.MODULE, "a/app.py", ())


def test_a_module_in_a_later_entry_beats_a_portion_in_an_earlier_one() -> None:
    assert find(["a/app/x.py", "b/app.py"], "app", "a", "b") == Found(ModuleKind.MODULE, "b/app.py", ())


def test_portions_of_all_entries_make_up_a_namespace_package() -> None:
    files = ["a/acme/x.py", "b/acme/y.py"]
    assert find(files, "acme", "b", "a") == Found(ModuleKind.NAMESPACE, "", ("b/acme", "a/acme"))
    assert find(files, "acme.x", "b", "a") == Found(ModuleKind.MODULE, "a/acme/x.py", ())


def test_a_package_of_an_earlier_entry_hides_the_later_one() -> None:
    assert find(["a/app/__init__.py", "b/app/__init__.py", "b/app/x.py"], "app.x", "a", "b") is None


def test_a_package_that_extends_its_path_takes_in_the_directories_of_all_entries() -> None:
    files = ["a/app/__init__.py", "b/app/__init__.py", "b/app/x.py", "c/app/y.py"]
    for name, path in (("app.x", "b/app/x.py"), ("app.y", "c/app/y.py")):
        assert find(files, name, "a", "b", "c", extending=["a/app/__init__.py"]) == Found(ModuleKind.MODULE, path, ())
        assert find(files, name, "a", "b", "c", extending=["b/app/__init__.py"]) is None


@pytest.mark.parametrize(
    "file",
    ["x.so", "x.abi3.so", "x.cpython-312-x86_64-linux-gnu.so", "x.cp313-win_amd64.pyd", "x.pypy310-pp73-darwin.so"],
)
def test_extension_modules_of_every_platform_count(file: str) -> None:
    assert find([f"a/{file}"], "x", "a") == Found(ModuleKind.EXTENSION, f"a/{file}", ())


@pytest.mark.parametrize("file", ["x.1.so", "x.so.1", "x.pyc", "x.pyi", "x.py.txt", "x.backup.py"])
def test_other_files_are_no_modules(file: str) -> None:
    assert find([f"a/{file}"], "x", "a") is None


def test_an_extension_module_beats_a_source_file_beside_it() -> None:
    assert find(["a/x.py", "a/x.so"], "x", "a") == Found(ModuleKind.EXTENSION, "a/x.so", ())
    assert find(["a/x/__init__.py", "a/x/__init__.so"], "x", "a") == Found(
        ModuleKind.PACKAGE, "a/x/__init__.so", ("a/x",)
    )


def test_directories_are_listed_whatever_module_has_their_name() -> None:
    index = PathIndex(["a/app.py", "a/app/x.py", "a/my-app/y.py"])
    assert index.directories("a") == ("app", "my-app")
    assert index.is_directory("a/my-app")
    assert not index.is_directory("a/other")
    assert index.names("a/other") == {}
