"""Modules imported first in one run say what they say alone: what a run shares changes no answer."""

from importlint.machine.entries import run_modules
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
    return list(run_modules(settings_of(tree, PathIndex(tree.files), (3, 11)), names, search_path=["."]))


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


def test_a_chain_keeps_the_order_of_its_imports() -> None:
    count = 300
    files = {f"pkg/m{at:03}.py": f"import pkg.m{at + 1:03}\n" for at in range(count)}
    files |= {"pkg/__init__.py": "", f"pkg/m{count:03}.py": ""}
    names = _names(files)
    traces = _together(files, names)
    assert all(trace.verdict is Verdict.OK for trace in traces)
    assert [len(trace.events) for trace in traces] == [0, *range(count, -1, -1)]
