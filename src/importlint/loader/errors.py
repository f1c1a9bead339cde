"""What can go wrong with a service, each saying what there is instead."""

from __future__ import annotations

from collections.abc import Iterable


class ServiceError(Exception):
    """Something that a service does not have or cannot do."""


class UnknownServiceError(ServiceError, KeyError):
    """A name that no service of the loader has."""

    def __str__(self) -> str:
        """Return the message as it is; KeyError would show it as a key."""
        return str(self.args[0])


class ServiceDirectoryError(ServiceError, OSError):
    """A directory of services that does not exist, or holds none."""


class ServiceNameError(ServiceError, ValueError):
    """A name that a service cannot have, because something else has it."""


class AmbiguousOwnerError(ServiceError, LookupError):
    """A bare module name that several services own."""


class MissingModuleError(ServiceError, ModuleNotFoundError):
    """A module that its service does not have."""


class MissingNameError(ServiceError, ImportError):
    """A name that its module does not define."""


class CallError(ServiceError):
    """A call in a worker that came to no result; `worker_traceback` says where, if the worker could tell."""

    def __init__(self, message: str, worker_traceback: str = "") -> None:
        super().__init__(message)
        self.worker_traceback = worker_traceback


class CallTimeoutError(CallError, TimeoutError):
    """A call that took longer than it was given."""


class WorkerCrashError(CallError):
    """A worker that ended in the middle of a call."""


class UnpicklableError(CallError, TypeError):
    """An argument or a result that cannot be sent from one interpreter to another."""


def listed(names: Iterable[str]) -> str:
    """Return names as a message shows them."""
    return ", ".join(sorted(names)) or "nothing"
