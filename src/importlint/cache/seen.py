"""All that a run has read, put together."""

from importlint.cache.ledger import Ledger
from importlint.cache.observed import Observed
from importlint.model.tree import Stamp


class Seen:
    """The files of a run: those whose facts it has, and those that its analysis read.

    scan: what was read for facts. analysis: what was read besides. torn: a file changed while the run was reading, so
    what was made of it is no state of the project.
    """

    def __init__(self, ledger: Ledger, scan: Observed, analysis: Observed) -> None:
        """Put together what is known of each file: when it was looked at, and the digest of its content."""
        self.ledger = ledger
        self.analysis = analysis
        self.stamps: dict[str, Stamp | None] = {**analysis.stamps, **ledger.stamps}
        self.contents = {path: scan.contents.get(path) or ledger.content(path) for path in ledger.python_files}
        agree = all(self.contents.setdefault(path, content) == content for path, content in analysis.contents.items())
        self.torn = scan.torn or analysis.torn or not agree

    def keep(self, path: str) -> None:
        """Take in a file that only an earlier run's analysis read."""
        self.contents.setdefault(path, self.ledger.content(path))
        self.stamps.setdefault(path, self.ledger.stamps[path])
