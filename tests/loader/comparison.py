"""One way to load services that share names, in one situation: python comparison.py WAY SITUATION; prints what happens.

Run in the monorepo of these tests, in a fresh interpreter each time. A situation is a function that fails where a way
does not do what its sentence says.
"""

import contextlib
import importlib
import importlib.util
import multiprocessing
import os
import pickle
import sys
import threading
from concurrent.futures import ProcessPoolExecutor

NAMES = ("pillars", "analysis")
BEFORE = list(sys.path)
ROOTS = {name: os.path.abspath(f"services/{name}-service") for name in NAMES}


class Clearing:
    """Clear `app` out of `sys.modules`, then import from the next directory"""

    def prepare(self):
        for name in NAMES:
            self.load(name, "app.core.engine")

    def load(self, service, module):
        for name in [name for name in sys.modules if name.split(".")[0] in {"app", "plain", "helpers"}]:
            del sys.modules[name]
        sys.path.insert(0, ROOTS[service])
        importlib.invalidate_caches()
        return importlib.import_module(module)


class FromFile(Clearing):
    """`spec_from_file_location` under a name of one's own, with the directory on `sys.path`"""

    def load(self, service, module):
        sys.path.insert(0, ROOTS[service])
        name = f"{service}_{module.replace('.', '_')}"
        path = os.path.join(ROOTS[service], *module.split("."))
        file = os.path.join(path, "__init__.py") if os.path.isdir(path) else f"{path}.py"
        spec = importlib.util.spec_from_file_location(name, file)
        loaded = sys.modules[name] = importlib.util.module_from_spec(spec)
        spec.loader.exec_module(loaded)
        return loaded


class Renaming(Clearing):
    """Rename the package of each service in its sources, and put both on `sys.path`"""

    def __init__(self):
        for service, root in ROOTS.items():
            for directory, _, files in os.walk(root):
                for file in (os.path.join(directory, file) for file in files if file.endswith(".py")):
                    with open(file) as stream:
                        text = stream.read()
                    for name in ("app", "plain", "helpers"):
                        for before in ("import ", "from ", '"', " "):
                            for after in ("\n", ".", " import", ",", '"'):
                                text = text.replace(f"{before}{name}{after}", f"{before}{service}_{name}{after}")
                    with open(file, "w") as stream:
                        stream.write(text)
            for name in ("app", "plain"):
                os.rename(os.path.join(root, name), os.path.join(root, f"{service}_{name}"))
            os.rename(os.path.join(root, "helpers.py"), os.path.join(root, f"{service}_helpers.py"))
        self.prepare = prepare_renamed
        prepare_renamed()

    def load(self, service, module):
        return importlib.import_module(f"{service}_{module}")


def prepare_renamed():
    sys.path[:0] = ROOTS.values()


class Context:
    """`with services["pillars"]:` of this loader"""

    def __init__(self):
        from service_loader import ServiceLoader

        self.services = ServiceLoader(ROOTS)
        self.prepare = self.services.mount

    def load(self, service, module):
        with self.services[service]:
            return importlib.import_module(module)


class Mount(Context):
    """`services.mount()` of this loader"""

    def __init__(self):
        super().__init__()
        self.services.mount()

    def load(self, service, module):
        return importlib.import_module(f"{service}.{module}")


WAYS = {way.__name__.lower(): way for way in (Clearing, FromFile, Renaming, Context, Mount)}


def one_of_each(way):
    """a class of each service is loaded, and is the right one"""
    for name in NAMES:
        assert way.load(name, "app.core.engine").Engine.name == name


def again(way):
    """loading a module again gives the same classes"""
    first = way.load("pillars", "app.core.engine").Engine
    way.load("analysis", "app.core.engine")
    assert way.load("pillars", "app.core.engine").Engine is first, "two classes of one name"


def state(way):
    """what a module keeps is still there, wherever it is loaded"""
    way.load("pillars", "app").state.append(1)
    way.load("analysis", "app")
    assert way.load("pillars", "app").state == [1], "the state is lost"


def late(way):
    """an import in a function, called later, means its own service's module"""
    engines = [way.load(name, "app.core.engine").Engine() for name in NAMES]
    assert [engine.late() for engine in engines] == list(NAMES), "another service's module"


def late_by_name(way):
    """so does `importlib.import_module` in a function"""
    forms = way.load("pillars", "app.forms")
    way.load("analysis", "app.core.engine")
    assert {module.CURRENCY for module in forms.dynamic()} == {"pillars money"}, "another service's module"


def search_path(way):
    """`sys.path` is as before"""

    for name in NAMES:
        way.load(name, "app.core.engine")
    assert sys.path == BEFORE, "directories stay on it"


def table(way):
    """`sys.modules["app"]` is no service's afterwards"""
    for name in NAMES:
        way.load(name, "app.core.engine")
    assert "app" not in sys.modules, f"it is that of {sys.modules['app'].NAME}"


def portions(way):
    """packages without `__init__` work (PEP 420)"""
    for name in NAMES:
        assert way.load(name, "plain.part").more.NAME == name


def threads(way):
    """two threads can load at once"""
    wrong = []
    start = threading.Barrier(2)

    def load(name):
        for _ in range(200):
            start.wait(10)
            try:
                found = way.load(name, "app.core.engine").Engine.name
            except Exception as error:
                found = type(error).__name__
            if found != name:
                wrong.append(found)

    interval = sys.getswitchinterval()
    sys.setswitchinterval(1e-6)
    both = [threading.Thread(target=load, args=(name,)) for name in NAMES]
    for thread in both:
        thread.start()
    for thread in both:
        thread.join()
    sys.setswitchinterval(interval)
    assert not wrong, "another service's module, or an error"


def pickles(way):
    """objects of each can be pickled and read again"""
    engines = [way.load(name, "app.core.engine").Engine() for name in NAMES]
    assert [type(pickle.loads(pickle.dumps(engine))) for engine in engines] == [type(engine) for engine in engines]


def spawns(way):
    """and sent to a process that multiprocessing spawns"""
    engines = [way.load(name, "app.core.engine").Engine() for name in NAMES]
    with ProcessPoolExecutor(1, multiprocessing.get_context("spawn"), initializer=way.prepare) as pool:
        assert list(pool.map(late_of, engines)) == list(NAMES), "another service's module"


def late_of(engine):
    return engine.late()


def failure(way):
    """a module that fails at first can be loaded when the cause is gone"""
    with contextlib.suppress(ValueError):
        way.load("pillars", "app.broken")
    half_built = [name for name in sys.modules if name.endswith("broken")]
    for directory in ("app", "pillars_app"):
        if os.path.isdir(os.path.join(ROOTS["pillars"], directory)):
            open(os.path.join(ROOTS["pillars"], directory, "mended"), "w").close()
    assert way.load("pillars", "app.broken").CURRENCY == "pillars money"
    assert not half_built, "a half-built module stays"


def sources(way):
    """the sources stay as they are"""
    assert os.path.exists(os.path.join(ROOTS["pillars"], "app", "settings.py")), "all of them change"


def strings(way):
    """a library that is told `"app.settings"` later, from outside, imports the module of the service that is meant"""
    for name in NAMES:
        way.load(name, "app.settings")
    found = [importlib.import_module("app.settings").CURRENCY for _ in NAMES]
    assert found == [f"{name} money" for name in NAMES], "another service's module"


def own_name(way):
    """`__name__` is that of the service's own process"""
    assert way.load("pillars", "app.settings").__name__ == "app.settings", "it is another"


SITUATIONS = (
    one_of_each, again, state, late, late_by_name, search_path, table, portions, threads, pickles, spawns, failure,
    sources, strings, own_name,
)  # fmt: skip

if __name__ == "__main__":
    situation = next(situation for situation in SITUATIONS if situation.__name__ == sys.argv[2])
    try:
        situation(WAYS[sys.argv[1]]())
    except AssertionError as error:
        print(f"no: {error}" if str(error) else "no: the wrong one")
    except Exception as error:
        print(f"no: {type(error).__name__}")
    else:
        print("yes")
