"""Import every module of a package, plainly or mounted: python importing.py plain|mounted PACKAGE; prints what happens.

The package lies in `source/` of the working directory.
"""

import contextlib
import importlib
import io
import json
import os
import sys
import warnings

ROOT = os.path.abspath("source")
MOUNTED = "service"


def module_names(package: str) -> "list[str]":
    found = []
    for directory, _, files in os.walk(os.path.join(ROOT, package)):
        for file in files:
            name = os.path.relpath(os.path.join(directory, file), ROOT)[: -len(".py")].replace(os.sep, ".")
            if file.endswith(".py") and file != "__main__.py" and all(map(str.isidentifier, name.split("."))):
                found.append(name[: -len(".__init__")] if file == "__init__.py" else name)
    return sorted(found)


def outcome(name: str) -> str:
    try:
        with contextlib.redirect_stdout(io.StringIO()), contextlib.redirect_stderr(io.StringIO()):
            importlib.import_module(name)
    except BaseException as error:
        return f"{type(error).__name__}: {error}".replace(f"{MOUNTED}.", "")
    return "ok"


def main(way: str, package: str) -> None:
    warnings.simplefilter("ignore")
    if way == "plain":
        sys.path.insert(0, ROOT)
    else:
        from service_loader import ServiceLoader

        ServiceLoader({MOUNTED: ROOT}).mount()
    prefix = f"{MOUNTED}." if way == "mounted" else ""
    print(json.dumps({name: outcome(prefix + name) for name in module_names(package)}))


if __name__ == "__main__":
    main(*sys.argv[1:])
