"""Runs in the interpreters of a proof: leads them to the copy of the project, and tells what they load of the original.

It is copied to a directory of its own and found there by `site`, after `.pth` files and editable installs have done
their work (CPython: Lib/site.py, main). Standard library only. Imported by importlint itself it does nothing.
"""

# ruff: noqa: PLC0415, PTH100, PTH120, PTH123
import atexit
import json
import os
import sys


def _watch(original: str, copy: str, told: str) -> None:
    environments = [os.path.realpath(prefix) + os.sep for prefix in {sys.prefix, sys.base_prefix}]

    def strays(path: str) -> bool:
        real = os.path.realpath(path)
        inside = real == original or real.startswith(original + os.sep)
        return inside and not any(real.startswith(environment) for environment in environments)

    def moved(path: str) -> str:
        return copy + os.path.realpath(path)[len(original) :] if path and strays(path) else path

    def tell() -> None:
        loaded = {getattr(module, "__file__", None) for module in list(sys.modules.values())}
        lines = sorted(path for path in loaded if isinstance(path, str) and strays(path))
        if lines:
            with open(told, "a", encoding="utf-8") as file:
                file.write("".join(f"{os.path.relpath(line, original)}\n" for line in lines))

    here = os.path.dirname(os.path.abspath(__file__))
    sys.path[:] = [moved(path) for path in sys.path if os.path.abspath(path) != here]
    for name, module in list(sys.modules.items()):
        mapping = getattr(module, "MAPPING", None) if name.startswith("__editable___") else None
        if isinstance(mapping, dict):
            mapping.update({package: moved(path) for package, path in mapping.items()})
    atexit.register(tell)


def _go_on() -> None:
    """Give the word to the `sitecustomize` that this one hides, if there is one."""
    this = sys.modules.pop("sitecustomize")  # importlint: ignore[module-table-surgery]
    try:
        import sitecustomize  # type: ignore[import-not-found]  # noqa: F401
    except ModuleNotFoundError as error:
        if error.name != "sitecustomize":
            raise
        sys.modules["sitecustomize"] = this  # The import system looks for it once more.


if __name__ == "sitecustomize" and "IMPORTLINT_PROOF" in os.environ:
    _watch(**json.loads(os.environ["IMPORTLINT_PROOF"]))
    _go_on()
