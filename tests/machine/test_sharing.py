"""Modules imported first in one run say what they say alone: what a run shares changes no answer."""

import random

from importlint.machine.beginnings import Beginnings
from importlint.machine.entries import run_imports, run_module, run_modules, run_script
from importlint.machine.programs import settings_of
from importlint.model.trace import Trace, Verdict
from importlint.resolve.search_path import PathIndex
from importlint.scan.files import tree_from_mapping
from tests.differential.generator import generate

# What several entries load: in a chain, in a cycle, with a registry that others fill, with an edit of the search path.
_FILES = {
    "pkg/__init__.py": "",
    "pkg/one/__init__.py": "",
    "pkg/one/a.py": "import pkg.registry\nfrom pkg.base import helper\nfrom pkg.two import b\n",
    "pkg/one/c.py": "from pkg.two import b\nimport pkg.registry\npkg.registry.known.append('c')\n",
    "pkg/two/__init__.py": "from pkg.two import b\n",
    "pkg/two/b.py": "from pkg.base import helper\nimport pkg.registry\npkg.registry.add('b')\n",
    "pkg/base.py": "import pkg.deep\n@pkg.deep.mark\ndef helper(): ...\n",
    "pkg/deep.py": "import pkg.deeper\ndef mark(f):\n    return f\n",
    "pkg/deeper.py": "import sys\nsys.path.append('/elsewhere')\n",
    "pkg/registry.py": "known = []\ndef add(name):\n    known.append(name)\n",
    "pkg/ring_a.py": "import pkg.base\nfrom pkg.ring_b import y\nx = 1\n",
    "pkg/ring_b.py": "import pkg.base\nfrom pkg.ring_a import x\ny = 1\n",
    "pkg/late.py": "import pkg.registry\nif len(pkg.registry.known) > 1:\n    import pkg.ring_a\n",
    "pkg/last.py": "import pkg.one.c, pkg.one.a\nimport pkg.late\n",
    "pkg/submodule.py": "import pkg\nimport pkg.half\n",
    "pkg/half.py": "import pkg\npkg.submodule\n",
}


def _names(files: dict[str, str]) -> list[str]:
    return sorted(path.removesuffix(".py").removesuffix("/__init__").replace("/", ".") for path in files)


def _together(files: dict[str, str], names: list[str]) -> list[Trace]:
    tree = tree_from_mapping(files)
    return run_modules(Beginnings(settings_of(tree, PathIndex(tree.files), (3, 11))), names, search_path=["."])


def _alone(files: dict[str, str], names: list[str]) -> list[Trace]:
    return [trace for name in names for trace in _together(files, [name])]


def test_entries_say_what_they_say_alone() -> None:
    names = _names(_FILES)
    assert _together(_FILES, names) == _alone(_FILES, names)
    assert _together(_FILES, names[::-1]) == _alone(_FILES, names[::-1])


def test_generated_packages_say_what_they_say_alone() -> None:
    for seed in range(30):
        sample = generate(seed)
        names = _names(sample.files)
        assert _together(sample.files, names) == _alone(sample.files, names), seed


def _scripts_together(files: dict[str, str], paths: list[str]) -> list[Trace]:
    tree = tree_from_mapping(files)
    beginnings = Beginnings(settings_of(tree, PathIndex(tree.files), (3, 11)))
    return [run_script(beginnings, path) for path in paths]


def _scripts_alone(files: dict[str, str], paths: list[str]) -> list[Trace]:
    return [trace for path in paths for trace in _scripts_together(files, [path])]


def test_a_load_needs_what_it_finds_though_it_has_changed_something_before() -> None:
    files = {
        "one.py": "import found\nimport lists\n",
        "two.py": "import lists\n",
        "lists.py": "x = []\nx.append(1)\nimport other\nimport found\n",
        "other.py": "",
        "found.py": "",
    }
    paths = ["one.py", "two.py"]
    assert _scripts_together(files, paths) == _scripts_alone(files, paths)
    assert "found" in _scripts_together(files, paths)[1].modules


def _random_modules(seed: int) -> dict[str, str]:
    """Return modules that import each other, with lists of their own and of others that they add to."""
    rng = random.Random(seed)
    names = [f"m{number}" for number in range(rng.randint(4, 9))]
    files = {}
    for name in names:
        lines = ["known = []"]
        for _ in range(rng.randint(1, 6)):
            one, other = rng.choice(names), rng.choice(names)
            adding = f"import {one}\nif hasattr({one}, 'known'):\n    {one}.known.append(1)"
            asking = f"import {one}\nif len(getattr({one}, 'known', ())) > 1:\n    import {other}"
            deferred = f"def f():\n    import {other}\nf()"
            plain = (f"import {other}", f"from {other} import known", "known.append(1)", "class A: ...\nA.x = 1")
            lines.append(rng.choice((*plain, adding, asking, deferred)))
        files[f"{name}.py"] = "\n".join(lines) + "\n"
    return files


def test_modules_with_lists_say_what_they_say_alone() -> None:
    for seed in range(80):
        files = _random_modules(seed)
        names, paths = _names(files), sorted(files)
        assert _together(files, names) == _alone(files, names), seed
        assert _scripts_together(files, paths) == _scripts_alone(files, paths), seed


def test_a_chain_keeps_the_order_of_its_imports() -> None:
    count = 300
    files = {f"pkg/m{at:03}.py": f"import pkg.m{at + 1:03}\n" for at in range(count)}
    files |= {"pkg/__init__.py": "", f"pkg/m{count:03}.py": ""}
    names = _names(files)
    traces = _together(files, names)
    assert all(trace.verdict is Verdict.OK for trace in traces)
    assert [len(trace.events) for trace in traces] == [0, *range(count, -1, -1)]


# What the program's own module can have to do with what others load.
_PROGRAMS = {
    "lib/__init__.py": "from lib.table import known\n",
    "lib/table.py": "import sys\nknown = sys.modules\n",
    "lib/deep.py": "import requests\nif requests.flag:\n    import absent_from_everywhere\nvalue = 1\n",
    "lib/asks.py": "try:\n    from __main__ import flag\nexcept ImportError:\n    import lib.flagged\n",
    "lib/counts.py": "import sys\nfor name in list(sys.modules):\n    pass\n",
    "lib/flagged.py": "",
    "lib/part.py": "import lib.asks\n",
    "one.py": "import lib, lib.deep\nfrom lib import part\n",
    "two.py": "flag = True\nimport lib\nimport lib.part, lib.counts\n",
    "three.py": "try:\n    import lib.deep\nexcept ImportError:\n    pass\nimport lib.part\n",
    "four.py": "def late():\n    import lib.asks\nlate()\nimport sys\nsys.path.append('other')\nimport lib, lib.deep\n",
    "five.py": "import lib.deep\nlib.deep.value = 2\nimport lib.table, lib.part\n",
    "six.py": "import lib.absent\n",
    "lib/needs.py": "try:\n    import nobody_has_it\nexcept ImportError:\n    import lib.flagged\n",
    "seven.py": "import lib.needs, lib.part\n",
}


def _beginnings() -> Beginnings:
    tree = tree_from_mapping(_PROGRAMS)
    return Beginnings(settings_of(tree, PathIndex(tree.files), (3, 11)))


def test_programs_that_begin_alike_say_what_they_say_alone() -> None:
    scripts = [path for path in _PROGRAMS if "/" not in path]
    names = _names(_PROGRAMS)
    for order in (1, -1):
        shared = _beginnings()
        for path in (*scripts[::order], *scripts):
            assert run_script(shared, path) == run_script(_beginnings(), path), path
            name = path.removesuffix(".py")
            alone = run_module(_beginnings(), name, search_path=["."])
            assert run_module(shared, name, search_path=["."]) == alone, name
        alone = run_imports(_beginnings(), names[::order], search_path=["."])
        assert run_imports(shared, names[::order], search_path=["."]) == alone
        for trusts in (False, True):
            assert run_modules(shared, names, search_path=["."], trusts=trusts) == [
                trace
                for name in names
                for trace in run_modules(_beginnings(), [name], search_path=["."], trusts=trusts)
            ]
