"""The lines of a text on which something may stand that is a fact, besides import statements."""

import re
from bisect import bisect_left
from collections.abc import Iterator

from importlint.scan.names import WORTH_FOLLOWING, Names

_TELLING = re.compile(
    r"\b(?:__import__|import_module|spec_from_file_location|exec_module|load_module|load_source|reload|iter_modules"
    r"|walk_packages|run_module|run_path|addsitedir|sys\s*\.\s*(?:path|modules)|setattr|subprocess|create_subprocess\w+"
    r"|os\s*\.\s*(?:system|popen|spawn\w+|posix_spawn\w*|exec\w+)|multiprocessing|ProcessPoolExecutor"
    r"|__getattr__|__path__|declare_namespace|__lazy_modules__|__main__)\b"
    r"|^[ \t]*@[^\n]*(?i:cache|memo)"
    r"|^[ \t\f]*[^\W\d]\w*(?:\.\w+)+[ \t]*(?:[,:][^=\n]*)?(?:[-+*/|&^%@]|//|\*\*|<<|>>)?=(?!=)",
    re.MULTILINE,
)


class TellingLines:
    """The numbers of lines worth a look."""

    def __init__(self, text: str, names: Names) -> None:
        """Search a text; `names` adds the words that stand for interesting modules and functions in this file."""
        words = names.bound_to(WORTH_FOLLOWING)
        matches = [match.start() for match in _TELLING.finditer(text)]
        if words:
            pattern = re.compile(rf"\b(?:{'|'.join(sorted(map(re.escape, words)))})\b")
            matches = sorted((*matches, *(match.start() for match in pattern.finditer(text))))
        self._numbers = list(_line_numbers(text, matches))

    def __bool__(self) -> bool:
        return bool(self._numbers)

    def __iter__(self) -> Iterator[int]:
        return iter(self._numbers)

    def any_between(self, first: int, last: int) -> bool:
        """Return whether one of them lies between two lines, both included."""
        position = bisect_left(self._numbers, first)
        return position < len(self._numbers) and self._numbers[position] <= last


def _line_numbers(text: str, offsets: list[int]) -> Iterator[int]:
    line, before = 1, 0
    for offset in offsets:
        line += text.count("\n", before, offset)
        before = offset
        yield line
