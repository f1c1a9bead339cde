"""Work that others may do while this process goes on."""

from collections.abc import Callable, Sequence
from contextlib import AbstractContextManager, nullcontext
from typing import Protocol, TypeVar

Result = TypeVar("Result")


class Aside(Protocol):
    """Has tasks done by others: within the context that it returns, a call waits for their results, in order.

    A task changes nothing that this process sees, and its result can be pickled.
    """

    def __call__(self, tasks: Sequence[Callable[[], Result]]) -> AbstractContextManager[Callable[[], list[Result]]]:
        """Begin."""


def here(tasks: Sequence[Callable[[], Result]]) -> AbstractContextManager[Callable[[], list[Result]]]:
    """Do tasks at once, in this process."""
    results = [task() for task in tasks]
    return nullcontext(lambda: results)
