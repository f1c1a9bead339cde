"""Run entries in this interpreter, each in a forked child that has imported nothing of theirs; standard library only.

Standard input holds a JSON object a line: {"root", "kind": "module" or "script", "entry", "cwd", "search_path"}; one line
is printed for each: {"error": {"type", "message", "path", "line"} or null, "modules": {name: path}, "search_path": [...]}.
"""

# Loaded once, so that each child need not.
import abc  # noqa: F401
import importlib
import importlib.util
import json
import os
import signal
import sys
import traceback
import types

_TIMEOUT = 10


def main() -> None:
    """Answer the lines of standard input."""
    for line in sys.stdin:
        print(_in_child(json.loads(line)), flush=True)


def _in_child(job: dict) -> str:
    reading, writing = os.pipe()
    child = os.fork()
    if not child:
        os.close(reading)
        signal.alarm(_TIMEOUT)
        answer = json.dumps(_run(job))
        with os.fdopen(writing, "w") as pipe:
            pipe.write(answer)
        os._exit(0)
    os.close(writing)
    with os.fdopen(reading) as pipe:
        answer = pipe.read()
    os.waitpid(child, 0)
    return answer or json.dumps({"error": {"type": "died", "message": "", "path": "", "line": 0}, "modules": {}})


def _run(job: dict) -> dict:
    root = job["root"]
    os.chdir(os.path.join(root, job["cwd"]))
    silent = os.open(os.devnull, os.O_WRONLY)
    os.dup2(silent, 1)
    os.dup2(silent, 2)
    sys.dont_write_bytecode = True
    own = [os.path.normpath(os.path.join(root, directory)) for directory in job["search_path"]]
    sys.path[:] = own + [entry for entry in sys.path if entry and not entry.startswith(os.path.dirname(__file__))]
    standard = len(sys.path) - len(own)
    before = sys.path[len(own) :]
    error = None
    try:
        _start(job, root)
    except SystemExit:
        pass
    except BaseException as raised:
        error = _describe(raised, root)
    assert len(before) == standard
    return {
        "error": error,
        "modules": _modules(root),
        "search_path": [
            os.path.relpath(entry or ".", root) for entry in sys.path if isinstance(entry, str) and entry not in before
        ],
    }


def _start(job: dict, root: str) -> None:
    if job["kind"] == "module":
        importlib.import_module(job["entry"])
        return
    path = os.path.join(root, job["entry"])
    module = types.ModuleType("__main__")
    module.__file__ = path
    module.__builtins__ = __builtins__
    sys.modules["__main__"] = module
    sys.argv = [path]
    with open(path, encoding="utf-8") as file:
        code = compile(file.read(), path, "exec")
    exec(code, module.__dict__)


def _describe(raised: BaseException, root: str) -> dict:
    place, line = "", 0
    for frame in traceback.extract_tb(raised.__traceback__):
        if frame.filename.startswith(root + os.sep):
            place, line = os.path.relpath(frame.filename, root), frame.lineno
    message = str(raised).replace(root + os.sep, "")
    return {"type": type(raised).__name__, "message": message, "path": place, "line": line}


def _modules(root: str) -> dict:
    found = {}
    for name, module in list(sys.modules.items()):
        path = getattr(module, "__file__", None) if isinstance(module, types.ModuleType) else None
        if name != "__main__" and isinstance(path, str) and path.startswith(root + os.sep):
            found[name] = os.path.relpath(path, root)
    return found


if __name__ == "__main__":
    main()
