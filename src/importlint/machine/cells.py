"""Dicts of the machine that sharing tells from others: what nobody else sees, and what others ask."""

from collections.abc import Callable, Iterator
from typing import Any, Final

# The name of the program's own module: another one for each entry, though all else may be the same.
MAIN: Final = "__main__"


class Locals(dict[str, Any]):
    """The names of a running function, class body or comprehension: nothing else has seen them yet."""

    __slots__ = ()


class Underway(dict[str, Any]):
    """A package's "names" of submodules whose import is under way."""

    __slots__ = ()


class LoadedModules(dict[str, Any]):
    """What `sys.modules` holds of modules by name; every question that is asked of it is told."""

    __slots__ = ("_ask", "_ask_all")

    def __init__(self, ask: Callable[[str], None], ask_all: Callable[[], None]) -> None:
        super().__init__()
        self._ask = ask
        self._ask_all = ask_all

    def get(self, key: str, default: Any = None) -> Any:
        self._ask(key)
        return super().get(key, default)

    def __getitem__(self, key: str) -> Any:
        self._ask(key)
        return super().__getitem__(key)

    def __contains__(self, key: object) -> bool:
        self._ask(str(key))
        return super().__contains__(key)

    def __iter__(self) -> Iterator[str]:
        self._ask_all()
        return super().__iter__()

    def __len__(self) -> int:
        self._ask_all()
        return super().__len__()

    def keys(self) -> Any:
        self._ask_all()
        return super().keys()

    def values(self) -> Any:
        self._ask_all()
        return super().values()

    def items(self) -> Any:
        self._ask_all()
        return super().items()
