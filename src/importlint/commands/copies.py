"""Whether copies of this process do some of its work."""

import sys
import threading
from typing import Final

from importlint.cache.observed import Observed
from importlint.commands.request import Request
from importlint.commands.workers import processors
from importlint.machine.aside import Aside, here
from importlint.model.tree import Tree

# With fewer files all is done before a copy has begun.
_FEWEST_FILES: Final = 200


def copies(request: Request, tree: Tree, observed: Observed | None = None) -> Aside:
    """Return what does work aside: a copy for each processor but one, where the system can copy a process.

    observed: notes which questions the work asks of the tree.
    """
    most = (request.workers or processors()) - 1
    if most < 1 or request.executor or len(tree.python_files) < _FEWEST_FILES:
        return here
    # What another thread has locked, would stay locked in a copy.
    if sys.platform != "linux" or threading.active_count() > 1:
        return here
    from importlint.commands.copied import Copied  # noqa: PLC0415  (slow to load)

    return Copied(most, observed)
