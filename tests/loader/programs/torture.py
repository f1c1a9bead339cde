"""First and late imports of services that share names, by many threads at once: never a wrong file, never a deadlock.

python torture.py THREADS ROUNDS; writes the services itself, and prints what was imported how often.
"""

import faulthandler
import importlib
import os
import sys
import sysconfig
import threading
import time
from collections import Counter

from service_loader import ServiceLoader

THREADS, ROUNDS = int(sys.argv[1]), int(sys.argv[2])
NAMES = ("pillars", "analysis", "reports")
HERE = os.path.dirname(os.path.abspath(__file__))
ROUND = """
from app.shared import NAME
import app.r{n}.part as part
from app.r{n}.part import value
class Thing:
    name = NAME
    def late(self):
        import app.late{n}
        from app.late{n} import NAME
        return [NAME, app.late{n}.NAME, part.value()]
"""
PART = """
from app import r{n}
from app.shared import NAME
def value():
    from app.r{n} import Thing
    return Thing.name
"""


def write_services() -> None:
    for name in NAMES:
        files = {"__init__": "", "shared": f"NAME = {name!r}\n"}
        for n in range(ROUNDS):
            files[f"r{n}/__init__"] = ROUND.format(n=n)
            files[f"r{n}/part"] = PART.format(n=n)
            files[f"late{n}"] = "from app.shared import NAME\n"
        for path, text in files.items():
            file = os.path.join(HERE, "torture", name, "app", f"{path}.py")
            os.makedirs(os.path.dirname(file), exist_ok=True)
            with open(file, "w", encoding="utf-8") as stream:
                stream.write(text)


def by_context(name, n):
    with services[name]:
        module = __import__(f"app.r{n}", fromlist=["Thing"])
        exec(f"import app.late{n} as late; from app.r{n} import Thing as again", scope := {})
    assert scope["again"] is module.Thing and scope["late"].NAME == name
    return module


ROUTES = (
    lambda name, n: importlib.import_module(f"{name}.app.r{n}"),
    by_context,
    lambda name, n: services[name].get(f"app.r{n}"),
    lambda name, n: sys.modules[services[name].lazy(f"app.r{n}", "Thing").__module__],
)


def work(number: int) -> None:
    for n in range(ROUNDS):
        barrier.wait(60)
        for step in range(3):
            name = NAMES[(number + n + step) % 3]
            module = ROUTES[(number // 3 + n + step) % len(ROUTES)](name, n)
            names = [module.Thing.name, *module.Thing().late()]
            file = os.path.join(HERE, "torture", name, "app", f"r{n}", "__init__.py")
            counters[number]["right" if set(names) == {name} and module.__file__ == file else "wrong"] += 1
            things[number].add((name, n, id(module.Thing)))


def guarded(number: int) -> None:
    try:
        work(number)
    except BaseException as error:
        failures.append(repr(error))
        barrier.abort()


write_services()
services = ServiceLoader({name: f"torture/{name}" for name in NAMES})
services.mount()
path, bare = list(sys.path), [name for name in sys.modules if name.split(".")[0] == "app"]
barrier = threading.Barrier(THREADS)
counters: "list[Counter[str]]" = [Counter() for _ in range(THREADS)]
things = [set() for _ in range(THREADS)]
failures: "list[str]" = []
sys.setswitchinterval(1e-5)
faulthandler.dump_traceback_later(300, exit=True)
began = time.perf_counter()
threads = [threading.Thread(target=guarded, args=(number,)) for number in range(THREADS)]
for thread in threads:
    thread.start()
for thread in threads:
    thread.join()
assert not failures, failures
assert sys.path == path and bare == [name for name in sys.modules if name.split(".")[0] == "app"]
assert len(set.union(*things)) == len(NAMES) * ROUNDS, "each module was made once"
seen = sum(counters, Counter())
free = " free-threaded" if sysconfig.get_config_var("Py_GIL_DISABLED") else ""
print(
    f"{sys.version_info[0]}.{sys.version_info[1]}{free}: {THREADS} threads x {ROUNDS} rounds, "
    f"{seen['right']} right, {seen['wrong']} wrong, {time.perf_counter() - began:.1f} s"
)
sys.exit(seen["wrong"] > 0)
