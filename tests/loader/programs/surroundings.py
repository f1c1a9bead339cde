"""Tools that look at modules from outside: they see the real files, lines, sources and names."""

import importlib.util
import inspect
import linecache
import os
import pickle
import pkgutil
import sys
import traceback
from pathlib import Path

from service_loader import ServiceLoader

services = ServiceLoader.discover("services")
services.mount()
from pillars.app import models
from pillars.app.core import engine

directory = os.path.join(os.getcwd(), "services", "pillars-service", "app")
file = os.path.join(directory, "core", "engine.py")
assert engine.__file__ == engine.__spec__.origin == inspect.getfile(engine.Engine) == file
source = Path(file).read_text()
assert inspect.getsource(engine) == source
assert inspect.getsource(engine.Engine.late).lstrip().startswith("def late(self):")
assert inspect.getmodule(engine.Engine) is engine
assert linecache.getline(engine.__file__, 1) == "from app.settings import CURRENCY, NAME\n"

# Annotations are looked up in the table of modules, under the module's name.
assert models.hints() == {"engine": engine.Engine}

# Pickles name the module by its unique name.
assert type(pickle.loads(pickle.dumps(engine.Engine()))) is engine.Engine
assert pickle.loads(pickle.dumps(engine.Engine().late))() == "pillars"

# Tracebacks show the real file, line and text.
try:
    engine.Engine().fail()
except RuntimeError as error:
    last = traceback.extract_tb(error.__traceback__)[-1]
    assert (last.filename, last.line) == (file, "raise RuntimeError(CURRENCY)")


# Every line, and since 3.11 every column, is where a plain compilation has it.
def positions(code):
    yield from sorted({line for _, _, line in code.co_lines()} - {None}) if hasattr(code, "co_lines") else ()
    for constant in code.co_consts:
        if inspect.iscode(constant):
            yield constant.co_name, tuple(positions(constant))


def names(code):
    return {*code.co_varnames, *(name for c in code.co_consts if inspect.iscode(c) for name in names(c))}


for name in ("forms", "core/engine", "ring_one", "reading", "jobs"):
    path = os.path.join(directory, f"{name}.py")
    unique = "pillars.app." + name.replace("/", ".")
    code = importlib.util.find_spec(unique).loader.get_code(unique)
    plain = compile(Path(path).read_text(), path, "exec")
    assert list(positions(code)) == list(positions(plain)), name
    assert names(code) == names(plain)
    assert code.co_filename == path


# A tracing tool, such as coverage and debuggers, is told of the same lines in the same files.
def lines_of(run):
    seen = set()

    def trace(frame, event, argument):
        if frame.f_code.co_filename.startswith(directory):
            seen.add((frame.f_code.co_filename, frame.f_lineno, event))
            return trace
        return None

    sys.settrace(trace)
    run()
    sys.settrace(None)
    return seen


def plainly():
    sys.path.insert(0, os.path.dirname(directory))
    import app.forms

    app.forms.dynamic()
    app.core.engine.Engine().late_module()
    sys.path.pop(0)


def mounted():
    import pillars.app.forms

    pillars.app.forms.dynamic()
    pillars.app.core.engine.Engine().late_module()


for name in [name for name in sys.modules if name.startswith("pillars")]:
    del sys.modules[name]
assert lines_of(mounted) == lines_of(plainly) != set()
for name in [name for name in sys.modules if name.split(".")[0] in {"app", "helpers"}]:
    del sys.modules[name]

# Resources of regular packages, of those without `__init__`, and by `__package__`.
if sys.version_info >= (3, 10):
    from analysis.app.reading import read

    assert read() == ["hello analysis\n", "bare analysis\n", True]
    from importlib.resources import files

    assert files("pillars.app.texts").joinpath("hello.txt").read_text() == "hello pillars\n"
    with services["reports"]:
        assert files("app.texts").joinpath("hello.txt").read_text() == "hello reports\n"
else:
    from analysis.app import texts
    from importlib.resources import read_text

    assert read_text(texts, "hello.txt") == read_text("analysis.app.texts", "hello.txt") == "hello analysis\n"

assert pkgutil.get_data("analysis.app.texts", "hello.txt") == b"hello analysis\n"
import analysis.app.core

assert [module.name for module in pkgutil.iter_modules(analysis.app.core.__path__)] == ["engine"]
from unittest import mock

with mock.patch("pillars.app.settings.CURRENCY", "patched"):
    import pillars.app.settings as patched

    assert patched.CURRENCY == "patched"
with services["pillars"], mock.patch("app.settings.CURRENCY", "in a context"):
    assert patched.CURRENCY == "in a context"
