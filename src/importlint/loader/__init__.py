"""Load services that share module names side by side, in one program.

Runs inside other people's programs: standard library only, imports nothing else of importlint. docs/loader.md says how
to use it, and what cannot work; `importlint loader init` writes it as one file.
"""

from importlint.loader.errors import (
    AmbiguousOwnerError,
    CallError,
    CallTimeoutError,
    MissingModuleError,
    MissingNameError,
    ServiceDirectoryError,
    ServiceError,
    ServiceNameError,
    UnknownServiceError,
    UnpicklableError,
    WorkerCrashError,
)
from importlint.loader.service import Service
from importlint.loader.services import ServiceLoader

__all__ = [
    "AmbiguousOwnerError",
    "CallError",
    "CallTimeoutError",
    "MissingModuleError",
    "MissingNameError",
    "Service",
    "ServiceDirectoryError",
    "ServiceError",
    "ServiceLoader",
    "ServiceNameError",
    "UnknownServiceError",
    "UnpicklableError",
    "WorkerCrashError",
]
