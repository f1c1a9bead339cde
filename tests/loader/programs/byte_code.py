"""Byte code: kept under a tag of its own, renewed with the source, and nobody else's."""

import glob
import os
import subprocess
import sys
from pathlib import Path

from service_loader import ServiceLoader

CORE = os.path.join("services", "pillars-service", "app", "core")


def cached() -> "list[str]":
    return sorted(map(os.path.basename, glob.glob(os.path.join(CORE, "__pycache__", "engine.*"))))


sys.dont_write_bytecode = False
services = ServiceLoader.discover("services")
assert services["pillars"].get("app.core.engine", "Engine").name == "pillars"
tag = sys.implementation.cache_tag
[ours] = cached()
assert ours.startswith(f"engine.{tag}.importlint-") and ours.endswith(".pyc")
assert os.path.basename(services["pillars"].get("app.core.engine").__spec__.cached) == ours

# A plain import has its own beside it.
plain = "import app.core.engine as e; print(e.Engine.__module__)"
environment = {k: v for k, v in os.environ.items() if k != "PYTHONDONTWRITEBYTECODE"}
run = subprocess.run(
    [sys.executable, "-c", plain], cwd="services/pillars-service", stdout=subprocess.PIPE, check=True, env=environment
)
assert run.stdout.split() == [b"app.core.engine"]
assert cached() == sorted([ours, f"engine.{tag}.pyc"])

# It is used: a source that is not looked at, as its size and time say that it has not changed.
engine = os.path.join(CORE, "engine.py")
status = os.stat(engine)
text = Path(engine).read_text()
with open(engine, "w") as stream:
    stream.write(text.replace("return 2 * value", "return 3 * value"))
os.utime(engine, ns=(status.st_atime_ns, status.st_mtime_ns))


def double() -> int:
    for name in [name for name in sys.modules if name.startswith("pillars")]:
        del sys.modules[name]
    return services["pillars"].get("app.core.engine", "double")(1)


assert double() == 2
# And made anew when the source's time has changed.
os.utime(engine, ns=(status.st_atime_ns, status.st_mtime_ns + 2_000_000_000))
assert double() == 3
assert len(cached()) == 2
