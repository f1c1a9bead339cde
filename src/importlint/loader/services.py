"""Services that one program loads side by side, though they share names."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator, Mapping, Sequence
from types import ModuleType
from typing import Any

from importlint.loader.directories import Directory, absolute_directory, check_service_name, discover_services
from importlint.loader.errors import AmbiguousOwnerError, UnknownServiceError, listed
from importlint.loader.service import Service


class ServiceLoader(Mapping[str, Service]):
    """The services of a program, by name.

    directories: the source root of each service, or several in the order in which they are searched. A relative one is
    looked for in the directory of the file that makes the loader and in those around it. workers: the most that a
    service has at a time, for `call`.
    """

    def __init__(
        self, directories: Mapping[str, Directory | Sequence[Directory]], *, workers: int | None = None
    ) -> None:
        near = _directory_of_caller()
        self._services: dict[str, Service] = {}
        for name, given in directories.items():
            check_service_name(name)
            several = [given] if isinstance(given, (str, os.PathLike)) else given
            roots = tuple(absolute_directory(directory, near) for directory in several)
            self._services[name] = Service(name, roots, workers or os.cpu_count() or 1, self.owners)

    @classmethod
    def discover(cls, directory: Directory, *, workers: int | None = None) -> ServiceLoader:
        """Take each directory with Python code in a directory for a service; raises ServiceDirectoryError."""
        return cls(discover_services(absolute_directory(directory, _directory_of_caller())), workers=workers)

    def __getitem__(self, name: str) -> Service:
        try:
            return self._services[name]
        except KeyError:
            raise UnknownServiceError(f"there is no service {name!r}; there is: {listed(self)}") from None

    def __iter__(self) -> Iterator[str]:
        return iter(self._services)

    def __len__(self) -> int:
        return len(self._services)

    def __repr__(self) -> str:
        return f"<services {', '.join(self)}>"

    def __reduce__(self) -> Any:
        return ServiceLoader, ({name: service.roots for name, service in self.items()},)

    def mount(self) -> None:
        """Make all modules importable, anywhere in the process, as `<service>.<module>`; raises ServiceNameError."""
        for service in self.values():
            service.mount()

    def owners(self, name: str) -> tuple[str, ...]:
        """Return the services that own a module name, such as `app` or `app.core`."""
        top = name.partition(".")[0]
        return tuple(service.name for service in self.values() if top in service.names)

    def owner(self, module: ModuleType | type | str | Any) -> str:
        """Return the service of a module, of a class or function, or of a module's name.

        Raises UnknownServiceError for what is none's, AmbiguousOwnerError for a name that several services own.
        """
        if isinstance(module, str):
            return self._owner_of_name(module)
        found = module if isinstance(module, ModuleType) else sys.modules.get(module.__module__)
        if found is not None and found.__name__.partition(".")[0] in self._services:
            return found.__name__.partition(".")[0]
        return self._owner_of_file(str(getattr(found, "__file__", found)))

    def close(self) -> None:
        """Stop the workers of all services; a later call starts new ones."""
        for service in self.values():
            service.close()

    def _owner_of_name(self, name: str) -> str:
        first = name.partition(".")[0]
        owners = (first,) if first in self._services else self.owners(name)
        if len(owners) > 1:
            unique = f"{owners[0]}.{name}"
            raise AmbiguousOwnerError(f"{', '.join(owners)} all own {name!r}; ask for a module, or for {unique!r}")
        if not owners:
            raise self._unowned(name)
        return owners[0]

    def _owner_of_file(self, file: str) -> str:
        for service in self.values():
            if any(file.startswith(os.path.join(root, "")) for root in service.roots):
                return service.name
        raise self._unowned(file)

    def _unowned(self, what: str) -> UnknownServiceError:
        names = listed({name for service in self.values() for name in service.names})
        return UnknownServiceError(f"no service owns {what!r}; they own: {names}")


def _directory_of_caller() -> str:
    """Return the directory of the file whose code makes the loader; where there is none, the working directory."""
    file = sys._getframe(2).f_globals.get("__file__")  # noqa: SLF001
    return os.path.dirname(os.path.abspath(file)) if file else os.getcwd()
