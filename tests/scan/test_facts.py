"""What makes imports mean something else, as facts."""

import pytest

from importlint.model.facts import FileFacts, Scope
from importlint.scan.reader import read_facts


def facts_of(text: str) -> FileFacts:
    """Read one file."""
    return read_facts("a.py", text.encode())


@pytest.mark.parametrize(
    ("text", "operation", "base"),
    [
        ('import sys\nsys.path.insert(0, "..")\n', "insert", "cwd"),
        ('import sys as s\ns.path.append("/opt/app")\n', "append", "absolute"),
        ("from sys import path\nimport os\npath.append(os.path.dirname(__file__))\n", "append", "file"),
        ("import sys\nHERE = __file__\nsys.path[:0] = [HERE]\n", "assign", "file"),
        ("import sys, os\nsys.path += [os.environ['X']]\n", "augment", "environment"),
        ("import os, site\nsite.addsitedir(os.getcwd())\n", "addsitedir", "cwd"),
        ("import sys\ndel sys.path[0]\n", "delete", "unknown"),
        ("import sys\nfrom pathlib import Path\nsys.path.insert(0, str(Path('src')))\n", "insert", "cwd"),
        ("import sys\nsys.path.append(find())\n", "append", "unknown"),
        ("import sys, sysconfig\nsys.path.append(sysconfig.get_path('platlib'))\n", "append", "unknown"),
        ("import sys\nsys.path.append(str(root.joinpath('lib')))\n", "append", "unknown"),
    ],
)
def test_path_edits(text: str, operation: str, base: str) -> None:
    (edit,) = facts_of(text).path_edits
    assert (edit.operation, edit.base) == (operation, base)


def test_a_local_list_called_path_is_no_search_path() -> None:
    assert facts_of("import sys\npath = []\npath.append('x')\nself.path.append('y')\n").path_edits == ()


@pytest.mark.parametrize(
    ("line", "operation", "key"),
    [
        ("del sys.modules['app']", "delete", "'app'"),
        ("sys.modules.pop(name, None)", "pop", "name"),
        ("sys.modules['x'] = object()", "assign", "'x'"),
        ("sys.modules.clear()", "clear", ""),
        ("sys.modules = {}", "replace", ""),
    ],
)
def test_table_edits(line: str, operation: str, key: str) -> None:
    (edit,) = facts_of(f"import sys\n{line}\n").table_edits
    assert (edit.operation, edit.key) == (operation, key)


def test_reading_the_module_table_is_no_edit() -> None:
    assert facts_of("import sys\nm = sys.modules['x']\nsys.modules.get('y')\n").table_edits == ()


def test_dynamic_imports() -> None:
    found = facts_of(
        "import importlib\nfrom importlib import import_module as im\n"
        "def load(name):\n    importlib.import_module('.x', package=__package__)\n    return im(name)\n"
        "importlib.reload(load)\n"
    ).dynamic_imports
    assert [(each.call, each.name, each.relative_to, each.context.owner) for each in found] == [
        ("import_module", ".x", "__package__", "load"),
        ("import_module", None, "", "load"),
        ("reload", "load", "", ""),
    ]


def test_a_call_in_a_lambda_is_deferred() -> None:
    (found,) = facts_of("import importlib\nget = lambda: importlib.import_module('x')\n").dynamic_imports
    assert found.context.scope is Scope.FUNCTION


def test_cached_loaders() -> None:
    (found,) = facts_of(
        "import functools\n@functools.lru_cache(maxsize=None)\ndef engine():\n    import app\n    return app\n"
        "@functools.cache\ndef number():\n    return 1\n"
    ).cached_loaders
    assert (found.function, found.decorator, found.span.line) == ("engine", "functools.lru_cache", 3)


def test_patches_and_spawns() -> None:
    found = facts_of(
        "import subprocess, sys\nimport settings\nsettings.DEBUG = True\n"
        "subprocess.run([sys.executable, '-c', ''])\nsubprocess.run(['ls'])\n"
    )
    assert [patch.target for patch in found.patches] == ["settings.DEBUG"]
    assert [spawn.span.line for spawn in found.spawns] == [4]


def test_marks_of_a_file() -> None:
    found = facts_of(
        "#!/usr/bin/env python\n__lazy_modules__ = ['json']\ndef __getattr__(name): ...\n"
        "__path__ = extend(__path__)\nif __name__ == '__main__':\n    main()\n"
    )
    assert found.shebang
    assert found.lazy_modules == ("json",)
    assert found.has_getattr
    assert found.extends_path
    assert found.main_guard is not None
    assert found.main_guard.line == 5


@pytest.mark.parametrize(
    ("text", "rules", "covers"),
    [
        ("import a  # importlint: ignore[x, y]\n", ("x", "y"), (1, 1)),
        ("# importlint: ignore\nfrom a import (\n    b,\n)\n", (), (1, 4)),
        ("from a import (\n    b,  # importlint: ignore\n)\n", (), (1, 3)),
        ("def f():  # importlint: ignore[x]\n    import a\n", ("x",), (1, 1)),
    ],
)
def test_ignore_comments(text: str, rules: tuple[str, ...], covers: tuple[int, int]) -> None:
    (ignore,) = facts_of(text).ignores
    assert (ignore.rules, ignore.covers, ignore.whole_file) == (rules, covers, False)


def test_an_ignore_in_a_string_is_text() -> None:
    assert facts_of('x = "# importlint: ignore"\n').ignores == ()


def test_an_ignore_for_the_whole_file() -> None:
    (ignore,) = facts_of("# importlint: ignore-file[path-edit]\nimport a\n").ignores
    assert ignore.whole_file
    assert ignore.rules == ("path-edit",)


@pytest.mark.parametrize(
    ("expression", "base"),
    [
        ("os.path.dirname(os.path.dirname(os.path.abspath(__file__)))", "file"),
        ("os.path.join(os.path.dirname(__file__), '..', 'lib')", "file"),
        ("str(Path(__file__).resolve().parents[2] / 'services' / name)", "file"),
        ("f'{HERE}/lib'", "file"),
        ("'%s/lib' % HERE", "file"),
        ("'{}/lib'.format(HERE)", "file"),
        ("os.path.dirname(inspect.getfile(inspect.currentframe()))", "file"),
        ("ROOT.parent.as_posix()", "file"),
        ("'lib'", "cwd"),
        ("''", "cwd"),
        ("os.path.abspath('..')", "cwd"),
        ("str(Path('lib').resolve())", "cwd"),
        ("Path.cwd() / 'lib'", "cwd"),
        ("os.path.join(os.getcwd(), 'lib')", "cwd"),
        ("'/opt/lib'", "absolute"),
        ("os.path.join('/opt', name)", "absolute"),
        ("os.environ['HOME'] + '/lib'", "environment"),
        ("os.getenv('LIB', 'lib')", "environment"),
        ("os.environ.get('LIB') or '/opt'", "environment"),
        ("os.path.expanduser('~/lib')", "environment"),
        ("os.path.join(folder, 'lib')", "unknown"),
        ("changing", "unknown"),
        ("settings.ROOT", "unknown"),
        ("find()", "unknown"),
    ],
)
def test_what_a_directory_hangs_on(expression: str, base: str) -> None:
    (edit,) = facts_of(
        "import inspect, os, sys\nfrom pathlib import Path\n"
        "HERE = os.path.dirname(__file__)\nROOT = Path(HERE)\nchanging = HERE\nchanging = find()\n"
        f"def add(folder): sys.path.insert(0, {expression})\n"
    ).path_edits
    assert (edit.base, edit.argument) == (base, expression)


@pytest.mark.parametrize(
    ("text", "operation"),
    [
        ("import sys\nsys.path = ['a'] + sys.path\n", "assign"),
        ("import sys\nsys.path[0], x = 'a', 1\n", "assign"),
        ("import sys\nsys.path[0:0] += ['a']\n", "augment"),
        ("from sys import path as p\np += ['a']\n", "augment"),
        ("import sys\np = sys.path\np.insert(0, 'a')\n", "insert"),
        ("import sys\nwith x:\n  for d in ds:\n    if d not in sys.path: sys.path.append(d)\n", "append"),
        ("import sys\n[sys.path.append(d) for d in ds]\n", "append"),
        ("import sys\ndef f(x=sys.path.pop(0)): pass\n", "pop"),
        ("import sys\nsys.path.extend(\n  ['a',\n   'b'])\n", "extend"),
        ("__import__('sys').path.remove('a')\n", "remove"),
    ],
)
def test_ways_to_edit_the_path(text: str, operation: str) -> None:
    (edit,) = facts_of(text).path_edits
    assert edit.operation == operation


@pytest.mark.parametrize(
    "text",
    [
        "import sys\nprint(sys.path)\nx = sys.path[0]\nfor p in sys.path: pass\n",
        "import sys\nold = list(sys.path)\nold.append('a')\n",
        "from sys import path\npath = path + ['a']\n",
        "import sys\nsys.paths.append('a')\nother.sys.path.append('a')\n",
        "# sys.path.append('a')\nx = \"sys.path.append('a')\"\n",
    ],
)
def test_what_is_no_path_edit(text: str) -> None:
    assert facts_of(text).path_edits == ()


@pytest.mark.parametrize(
    ("text", "call", "name"),
    [
        ("__import__('a.b')\n", "__import__", "a.b"),
        ("import importlib.util as u\nu.spec_from_file_location('a', 'x/a.py')\n", "spec_from_file_location", "x/a.py"),
        ("import importlib.util as u\nu.spec_from_file_location('a', path)\n", "spec_from_file_location", None),
        ("spec.loader.exec_module(module)\n", "exec_module", None),
        ("import pkgutil\nfor m in pkgutil.walk_packages(path): pass\n", "walk_packages", None),
        ("from pkgutil import iter_modules\nlist(iter_modules(['a']))\n", "iter_modules", None),
        ("import runpy\nrunpy.run_module('a', run_name='__main__')\n", "run_module", "a"),
        ("from runpy import run_path as go\ngo('a.py')\n", "run_path", "a.py"),
        ("import importlib\nload = importlib.import_module\nload('a')\n", "import_module", "a"),
        ("import importlib\nimportlib.import_module(name='a')\n", "import_module", "a"),
        ("import importlib\nimportlib.import_module('\\ud800')\n", "import_module", None),
        ("import importlib\nimportlib.import_module(f'a.{b}')\n", "import_module", None),
    ],
)
def test_ways_to_import_by_value(text: str, call: str, name: str | None) -> None:
    (found,) = facts_of(text).dynamic_imports
    assert (found.call, found.name) == (call, name)


def test_a_dynamic_import_in_a_newer_f_string_has_its_place() -> None:
    (found,) = facts_of("x = f'é{__import__('a')}'\nlazy import b\n").dynamic_imports
    assert found.span == (1, 9, 1, 24)


@pytest.mark.parametrize(
    "text",
    [
        "def import_module(name): ...\nimport_module('a')\n",
        "loader.reload()\nself.run_path('a')\n",
        "x = {'__import__': 1}\n",
    ],
)
def test_what_imports_nothing(text: str) -> None:
    assert facts_of(text).dynamic_imports == ()


def test_loops_over_the_module_table() -> None:
    found = facts_of(
        "from sys import modules as m\nfor name in list(m):\n  if name.startswith('app'):\n    del m[name]\nm |= {}\n"
    ).table_edits
    assert [(edit.operation, edit.key) for edit in found] == [("delete", "name"), ("replace", "")][:1]


@pytest.mark.parametrize("decorator", ["cache", "functools.cached_property", "memoize(ttl=1)", "st.cache_resource"])
def test_decorators_that_keep_a_result(decorator: str) -> None:
    (found,) = facts_of(
        f"class A:\n  @property\n  @{decorator}\n  def b(self): return __import__('c')\n"
    ).cached_loaders
    assert (found.function, found.span) == ("A.b", (4, 3, 4, 38))


@pytest.mark.parametrize("decorator", ["never_cache", "cache_control(no_cache=True)", "property", "clear_cache"])
def test_decorators_that_keep_nothing(decorator: str) -> None:
    assert facts_of(f"@{decorator}\ndef b(): import c\n").cached_loaders == ()


def test_patches() -> None:
    found = facts_of(
        "import a.b, os\nfrom c import settings\na.b.X = 1\nsettings.A, y = 1, 2\nsettings.B += 1\n"
        "setattr(settings, 'C', 1)\nsetattr(a, name, 1)\nself.x = 1\nos.environ['A'] = '1'\nlocal.x = 1\n"
        "def f(settings): settings.D = 1\n"
    ).patches
    assert [patch.target for patch in found] == ["a.b.X", "a[name]"]
    found = facts_of(
        "from c import settings\nsettings.A, y = 1, 2\nsettings.B += 1\nsetattr(settings, 'C', 1)\n"
        "setattr(settings, name, 1)\nif x: settings.D = 1\n"
    ).patches
    assert [patch.target for patch in found] == [
        "settings.A", "settings.B", "settings.C", "settings[name]", "settings.D",
    ]  # fmt: skip


@pytest.mark.parametrize(
    "call",
    [
        "subprocess.Popen([sys.executable, 'x.py'])",
        "subprocess.check_call('python -m app', shell=True)",
        "subprocess.run(args=['/usr/bin/python3.11', '-c', ''])",
        "os.system('python x.py')",
        "os.execv(sys.executable, args)",
        "multiprocessing.Process(target=f)",
        "multiprocessing.get_context('spawn').Pool()",
        "concurrent.futures.ProcessPoolExecutor()",
    ],
)
def test_ways_to_start_an_interpreter(call: str) -> None:
    (found,) = facts_of(f"import concurrent.futures, multiprocessing, os, subprocess, sys\n{call}\n").spawns
    assert found.span.line == 2


@pytest.mark.parametrize(
    "call", ["subprocess.run(['git', 'log'])", "os.system('ls')", "multiprocessing.cpu_count()", "threading.Thread()"]
)
def test_what_starts_no_interpreter(call: str) -> None:
    assert facts_of(f"import multiprocessing, os, subprocess, threading\n{call}\n").spawns == ()


@pytest.mark.parametrize(
    ("text", "has_getattr"),
    [
        ("def __getattr__(name): ...\n", True),
        ("if x:\n  def __getattr__(name): ...\n", True),
        ("__getattr__, __dir__, __all__ = attach(__name__)\n", True),
        ("from a import __getattr__\n", True),
        ("class A:\n  def __getattr__(self, name): ...\n", False),
        ("x.__getattr__('a')\n", False),
    ],
)
def test_a_getattr_of_the_module(text: str, has_getattr: bool) -> None:
    assert facts_of(text).has_getattr is has_getattr


@pytest.mark.parametrize(
    "text",
    [
        "from pkgutil import extend_path\n__path__ = extend_path(__path__, __name__)\n",
        "__import__('pkg_resources').declare_namespace(__name__)\n",
        "try:\n  import pkg_resources\n  pkg_resources.declare_namespace(__name__)\nexcept ImportError: pass\n",
        "__path__.append('x')\n",
    ],
)
def test_packages_that_look_in_more_places(text: str) -> None:
    assert facts_of(text).extends_path


def test_lazy_imports() -> None:
    found = facts_of("lazy import a\nif x:\n  lazy from b import c\nimport d\n")
    assert [statement.lazy for statement in found.imports] == [True, True, False]
    assert found.problem is None


def test_modules_that_are_declared_lazy() -> None:
    found = facts_of(
        "import early\n__lazy_modules__ = ['json', 'early', 'a.b', 'star']\nimport json\nimport json, other\n"
        "from a.b import c\nfrom a import b\nfrom star import *\ndef f(): import json\n"
        "try: import json\nexcept ImportError: pass\n"
    )
    assert [statement.span.line for statement in found.imports if statement.lazy] == [3, 5]
    assert found.lazy_modules == ("json", "early", "a.b", "star")


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("def f():\n  lazy import a\n", "lazy import not allowed inside functions"),
        ("class A:\n  if x:\n    lazy from a import b\n", "lazy from ... import not allowed inside classes"),
        ("try:\n  pass\nfinally:\n  lazy import a\n", "lazy import not allowed inside try/except blocks"),
        ("lazy from a import *\n", "lazy from ... import * is not allowed"),
        ("lazy from __future__ import annotations\n", "lazy from __future__ import is not allowed"),
    ],
)
def test_lazy_imports_where_they_are_not_allowed(text: str, message: str) -> None:
    found = facts_of(text)
    assert found.problem is not None
    assert found.problem.message == message
    assert found.imports[-1].lazy


def test_a_broken_file_keeps_its_facts() -> None:
    found = facts_of(
        "#!/usr/bin/python\nimport sys, importlib\nprint 'hello'\nif __name__ == '__main__':\n"
        "    sys.path.insert(0, '/opt')\n    try:\n        import a\n    except ImportError:\n"
        "        sys.path.append('..')  # importlint: ignore[path-edit-cwd]\n"
        "def f(\ndef g():\n    for name in list(sys.modules): del sys.modules[name]\n"
        "    return importlib.import_module('x')\nimport settings\nsettings.A = 1\n"
    )
    assert found.reader == "lexer"
    assert found.problem is not None
    assert [(edit.operation, edit.base, edit.context.main_guard) for edit in found.path_edits] == [
        ("insert", "absolute", True), ("append", "cwd", True),
    ]  # fmt: skip
    assert found.path_edits[1].context.handles == ("ImportError",)
    assert found.path_edits[1].span == (9, 9, 9, 30)
    assert [(edit.span, edit.context.owner) for edit in found.table_edits] == [((12, 36, 12, 57), "g")]
    assert [(call.name, call.context.owner) for call in found.dynamic_imports] == [("x", "g")]
    assert [patch.target for patch in found.patches] == ["settings.A"]
    assert [(ignore.rules, ignore.covers) for ignore in found.ignores] == [(("path-edit-cwd",), (9, 9))]
    assert found.main_guard is not None
    assert found.shebang


def test_columns_count_code_points() -> None:
    found = facts_of("x = 'é𝄞'; import a; import sys; sys.path.append('ü')\n")
    assert [statement.span.column for statement in found.imports] == [11, 21]
    assert found.path_edits[0].span == (1, 33, 1, 53)


@pytest.mark.parametrize(
    ("text", "covers"),
    [
        ("@a\n# importlint: ignore\n@b\ndef f():\n  pass\n", (1, 4)),
        ("# importlint: ignore\n\n# more\n@b\ndef f(\n  x):\n  pass\n", (1, 6)),
        ("x = [\n  1,\n  # importlint: ignore\n]\n", (1, 4)),
        ("import a\n# importlint: ignore\n", (2, 2)),
        ("x = (\nimport a  # noqa # importlint: ignore\n", (2, 2)),
    ],
)
def test_the_lines_that_an_ignore_comment_is_for(text: str, covers: tuple[int, int]) -> None:
    (ignore,) = facts_of(text).ignores
    assert ignore.covers == covers


@pytest.mark.parametrize("comment", ["importlint: ignored", "importlint ignore", "importlint: ignore-files"])
def test_comments_that_ignore_nothing(comment: str) -> None:
    assert facts_of(f"import a  # {comment}\n").ignores == ()


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("threading.Thread(target=f).start()", [("thread", "f")]),
        ("t = threading.Thread(None, f)\nt.start()\nt.join()", [("thread", "f"), ("wait", "f")]),
        ("threading.Timer(1, f).start()", [("thread", "f")]),
        ("threading.Thread(target=lambda: 1).start()", [("thread", "<lambda>")]),
        ("from threading import Thread as T\nt = T(target=a.b)\nt.start()", [("thread", "a.b")]),
        ("import _thread\n_thread.start_new_thread(f, ())", [("thread", "f")]),
        ("e = ThreadPoolExecutor()\nr = e.submit(f)\nr.result()", [("thread", "f"), ("wait", "f")]),
        ("with ThreadPoolExecutor() as e:\n    e.map(f, [])", [("awaited", "f")]),
        ("', '.join(x)\nserver.start()\nd.get('x')\nq.join()", []),
        ("e = ProcessPoolExecutor()\ne.submit(f)", []),
    ],
)
def test_threads(text: str, expected: list[tuple[str, str]]) -> None:
    found = facts_of(f"import threading\nfrom concurrent.futures import *\n{text}\n").spawns
    assert [(each.kind, each.target) for each in found if each.kind != "process"] == expected
