"""What files were when they were read, so that no change is made to what is something else by now."""

from hashlib import sha256

from importlint.errors import FixError
from importlint.model.tree import Tree

_HELP = "nothing was changed; run the command again"


class Snapshot:
    """Remembers a digest of every file that is read through its tree."""

    def __init__(self, tree: Tree) -> None:
        """Watch a tree."""
        self._digests: dict[str, str] = {}
        self._read = tree.read
        self.tree = tree._replace(read=self.read)

    def read(self, path: str) -> bytes:
        """Return a file's content; raises FixError if it is not what it was when it was read before."""
        data = self._read(path)
        found = digest(data)
        if self._digests.setdefault(path, found) != found:
            raise changed(path)
        return data

    def digest(self, path: str) -> str | None:
        """Return the digest of a file that has been read."""
        return self._digests.get(path)


def digest(data: bytes) -> str:
    """Return the SHA-256 of some content in hexadecimal."""
    return sha256(data).hexdigest()


def changed(path: str) -> FixError:
    """Return the error for a file that is not as it was scanned."""
    return FixError(f"{path} has changed since it was scanned", help=_HELP)
