"""Contexts: what is imported in them, and that nothing stays behind."""

import asyncio
import builtins
import sys
import threading
from importlib import import_module as early_import_module

from service_loader import ServiceLoader

services = ServiceLoader({"pillars": "services/pillars-service", "analysis": "services/analysis-service"})


def bare() -> "list[str]":
    return [name for name in sys.modules if name.split(".")[0] in {"app", "helpers", "plain"}]


# Two services, one name; nothing stays but what has a name of its own.
path, entries, modules = sys.path, list(sys.path), dict(sys.modules)
with services["pillars"] as entered:
    import app as pillars_app
    import app.core.engine
    from app.core.engine import Engine as PillarsEngine
    from app.settings import *

    assert entered is services["pillars"]
    assert CURRENCY == "pillars money"
with services["analysis"]:
    from app.core.engine import Engine as AnalysisEngine
assert (PillarsEngine.name, AnalysisEngine.name) == ("pillars", "analysis")
assert sys.path is path
assert sys.path == entries
assert bare() == []
assert {name: sys.modules[name] for name in modules} == modules
assert all(name.startswith(("pillars", "analysis")) for name in sys.modules.keys() - modules.keys())

# Entered again: the same modules, with their state.
pillars_app.state.append("kept")
with services["pillars"]:
    import app
    from app.core.engine import Engine

    assert app is pillars_app
    assert app.state == ["kept"]
    assert Engine is PillarsEngine
    assert isinstance(PillarsEngine(), Engine)

# Nested, and the same one twice.
with services["pillars"]:
    with services["analysis"], services["analysis"]:
        from app import NAME as inner
    from app import NAME as outer
assert (inner, outer) == ("analysis", "pillars")

# Late imports mean the own service's modules: after the context, in that of another, in another thread.
with services["analysis"]:
    from app.core.engine import call

    assert PillarsEngine().late() == "pillars"
    assert call(PillarsEngine().late_module) == "pillars"
found = []
thread = threading.Thread(target=lambda: found.extend([PillarsEngine().late(), AnalysisEngine().late_module()]))
thread.start()
thread.join()
assert found == ["pillars", "analysis"]
assert call(PillarsEngine().late_module) == "pillars"

# An exception in the body ends the context all the same.
try:
    with services["pillars"]:
        raise LookupError("the body's own")
except LookupError as error:
    assert str(error) == "the body's own"
try:
    import app
except ModuleNotFoundError as error:
    assert error.name == "app"
else:
    raise AssertionError("there is no context")

# What was imported under the same name before stays, and what is imported meanwhile.
sys.path.insert(0, "natively")
import native_app

sys.modules["app"] = native_app
with services["pillars"]:
    from app import NAME
    import calendar

    assert NAME == "pillars"
    assert sys.modules["app"] is native_app
import app

assert app is native_app
assert sys.modules["calendar"] is calendar
del sys.modules["app"], sys.path[0]

# What a service's own code does to the search path and to names that it owns is undone.
foreign = sys.modules["app.foreign"] = native_app
with services["pillars"]:
    import app.registry

    assert sys.path[0].endswith("app")
    assert "app.alias" in sys.modules
assert (sys.path, "app.alias" in sys.modules) == (entries, False)
assert sys.modules["app.foreign"] is foreign
assert "colorsys" in sys.modules
del sys.modules["app.foreign"]

# `import_module` from before the loader knows contexts too; relative names and others are not touched.
with services["analysis"]:
    assert early_import_module("app.core.engine").Engine is AnalysisEngine
    assert early_import_module(".engine", "analysis.app.core").Engine is AnalysisEngine
    assert early_import_module("json").dumps(1) == "1"

# The code of a service asks for itself, whichever context it is called in.
with services["pillars"]:
    from app.forms import import_any
with services["analysis"]:
    import app.only_analysis

    try:
        import_any("app.only_analysis")
    except ModuleNotFoundError as error:
        assert error.name == "pillars.app.only_analysis"
    else:
        raise AssertionError

# Hooks of others: one that is put on ours and stays, and one that takes ours away.
plain_import = builtins.__import__
asked = []


def make_hook():
    below = builtins.__import__

    def hook(name, *arguments, **keywords):
        asked.append(name)
        return below(name, *arguments, **keywords)

    return hook


with services["pillars"]:
    builtins.__import__ = make_hook()
    from app import NAME as hooked
assert (hooked, asked[0]) == ("pillars", "app")
with services["analysis"]:
    from app import NAME as hooked
assert hooked == "analysis"
with services["pillars"]:
    builtins.__import__ = plain_import
with services["analysis"]:
    from app import NAME as hooked
assert hooked == "analysis"
assert builtins.__import__ is plain_import

# Each thread has contexts of its own.
met = threading.Barrier(2)


def meet(name: str) -> None:
    for _ in range(50):
        with services[name]:
            met.wait(10)
            from app import NAME

            met.wait(10)
            seen.append((name, NAME))


seen: "list[tuple[str, str]]" = []
threads = [threading.Thread(target=meet, args=(name,)) for name in services]
for thread in threads:
    thread.start()
for thread in threads:
    thread.join()
assert set(seen) == {("pillars", "pillars"), ("analysis", "analysis")}
assert len(seen) == 100


# So has each task.
async def task(name: str) -> "tuple[str, str]":
    with services[name]:
        await asyncio.sleep(0)
        from app import NAME

        await asyncio.sleep(0)
    return name, NAME


async def tasks() -> None:
    assert await asyncio.gather(*map(task, services)) == [("pillars", "pillars"), ("analysis", "analysis")]


asyncio.run(tasks())

# Contexts that overlap in time put the search path back together.
entered_first, entered_second, left_first = (threading.Event() for _ in range(3))


def first() -> None:
    with services["pillars"]:
        sys.path.append("from the first")
        entered_first.set()
        entered_second.wait(10)
    left_first.set()


def second() -> None:
    entered_first.wait(10)
    with services["analysis"]:
        entered_second.set()
        left_first.wait(10)
        sys.path.append("from the second")


threads = [threading.Thread(target=first), threading.Thread(target=second)]
for thread in threads:
    thread.start()
for thread in threads:
    thread.join()
assert sys.path == entries

# Left where it was not entered.
try:
    services["pillars"].__exit__(None, None, None)
except RuntimeError as error:
    assert "not entered" in str(error)
else:
    raise AssertionError
