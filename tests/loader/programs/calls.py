"""Calls: in workers, with time-outs, crashes and results that cannot be sent; and in this process."""

import os
import sys
import threading
import time

from service_loader import (
    CallError,
    CallTimeoutError,
    ServiceError,
    ServiceLoader,
    UnpicklableError,
    WorkerCrashError,
)


def failure(kind, function, *arguments, **keywords):
    try:
        function(*arguments, **keywords)
    except kind as error:
        return error
    raise AssertionError(f"no {kind.__name__}")


services = ServiceLoader({"pillars": "services/pillars-service", "analysis": "services/analysis-service"}, workers=2)
pillars, analysis = services["pillars"], services["analysis"]
subprocess = {"isolation": "subprocess"}

# Another process, with the service alone; started once.
name, process, first, modules = pillars.call("app.jobs:where", **subprocess)
assert (name, first) == ("pillars", pillars.roots[0]) and process != os.getpid() and "app.jobs" in modules
assert pillars.call("app.jobs:where", **subprocess)[1] == process
assert analysis.call("app.jobs:where", **subprocess)[0] == "analysis"
assert analysis.call("app.jobs:where", **subprocess)[1] != process
assert pillars.call("app.jobs:echo", 1, [2], three=3, **subprocess) == ((1, [2]), {"three": 3})
assert len(pillars.call("app.jobs:echo", "x" * 3_000_000, **subprocess)[0][0]) == 3_000_000
assert pillars.call("app.jobs:shout", **subprocess) == "quiet"

# Objects of the service's own classes, there and back.
from_worker = pillars.call("app.jobs:model", **subprocess)
assert type(from_worker) is pillars.get("app.models", "Model")
assert type(pillars.call("app.jobs:echo", from_worker, **subprocess)[0][0]) is type(from_worker)
refused = failure(pillars.get("app.models", "Refused"), pillars.call, "app.models:refuse", from_worker, **subprocess)
assert str(refused) == "pillars" and "models.py" in str(refused.__cause__)

# What goes wrong.
error = failure(CallTimeoutError, pillars.call, "app.jobs:sleep", 60, timeout=1.0, **subprocess)
assert str(error) == "app.jobs:sleep of service 'pillars': no result after 1 s"
assert isinstance(error, TimeoutError)
error = failure(WorkerCrashError, pillars.call, "app.jobs:die", 7, **subprocess)
assert str(error) == "app.jobs:die of service 'pillars': the worker ended in the middle of the call: exit status 7"
assert failure(SystemExit, pillars.call, "app.jobs:leave", 5, **subprocess).code == 5
error = failure(UnpicklableError, pillars.call, "app.jobs:lock", **subprocess)
assert str(error).startswith("the result of app.jobs:lock of service 'pillars' cannot be sent back: lock: ")
error = failure(UnpicklableError, pillars.call, "app.jobs:echo", lambda: 1, **subprocess)
assert str(error).startswith("an argument for app.jobs:echo of service 'pillars' cannot be sent to a worker: ")
error = failure(UnpicklableError, pillars.call, "app.jobs:echo", failure, **subprocess)
assert "cannot be read in a worker, which is not this program" in str(error)
error = failure(CallError, pillars.call, "app.jobs:stubborn", **subprocess)
assert (
    str(error).endswith("raised what cannot be sent back: app.jobs.Stubborn: 1 2")
    and "jobs.py" in error.worker_traceback
)
assert "absent" in str(failure(AttributeError, pillars.call, "app.jobs:absent", **subprocess))
assert pillars.call("app.jobs:where", **subprocess)[0] == "pillars"

# At most two at a time, and both are used again.
processes = []
threads = [
    threading.Thread(
        target=lambda: (
            pillars.call("app.jobs:sleep", 0.1, **subprocess),
            processes.append(pillars.call("app.jobs:where", **subprocess)[1]),
        )
    )
    for _ in range(6)
]
for thread in threads:
    thread.start()
for thread in threads:
    thread.join()
assert len(processes) == 6 and len(set(processes)) <= 2

# Closed: nobody is left, and the next call starts anew.
pillars.close()
gone = time.monotonic() + 10


def alive(process: int) -> bool:
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    return True


while any(map(alive, processes)) and time.monotonic() < gone:
    time.sleep(0.01)
assert not any(map(alive, processes))
assert pillars.call("app.jobs:where", **subprocess)[1] not in processes

# In this process.
assert pillars.call("app.jobs:where", isolation="inprocess")[:2] == ("pillars", os.getpid())
assert "cannot be stopped" in str(
    failure(ServiceError, pillars.call, "app.jobs:where", isolation="inprocess", timeout=1)
)
assert "there is: auto, inprocess, subprocess, interpreter" in str(
    failure(ServiceError, pillars.call, "app:x", isolation="x")
)

# By itself: a contested name goes to a worker, one of this service alone stays, unless somebody is importing.
assert pillars.call("app.jobs:where")[1] != os.getpid()
single = ServiceLoader({"single": "single"})["single"]
assert single.call("solo:process") == os.getpid()
assert single.call("solo:process", timeout=10) != os.getpid()
importing = threading.Thread(target=lambda: single.get("slow"))
importing.start()
while "single.slow" not in sys.modules:
    time.sleep(0.001)
assert single.call("solo:process") != os.getpid()
importing.join()
assert single.call("solo:process") == os.getpid()
single.close()

# A forked child has workers of its own.
if hasattr(os, "fork") and sys.version_info < (3, 12):
    child = os.fork()
    if not child:
        os._exit(0 if pillars.call("app.jobs:where", **subprocess)[0] == "pillars" else 1)
    assert os.waitpid(child, 0)[1] == 0

# Sub-interpreters, where there are any.
if sys.version_info >= (3, 13):
    name, process, first, modules = pillars.call("app.jobs:where", isolation="interpreter")
    assert (name, process, first) == ("pillars", os.getpid(), pillars.roots[0])
    assert type(pillars.call("app.jobs:model", isolation="interpreter")) is type(from_worker)
    began = time.monotonic()
    error = failure(CallTimeoutError, pillars.call, "app.jobs:sleep", 1, isolation="interpreter", timeout=0.2)
    assert "no result after 0.2 s" in str(error) and time.monotonic() - began < 0.9
    assert pillars.call("app.jobs:echo", 1, isolation="interpreter") == ((1,), {})
else:
    error = failure(ServiceError, pillars.call, "app.jobs:where", isolation="interpreter")
    assert str(error).endswith("has no sub-interpreters to use, 3.13 has: isolate by subprocess")
