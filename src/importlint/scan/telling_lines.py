"""The lines of a text on which something may stand that is a fact, besides import statements.

The search is generous and fast: what stands on a line is decided when its statement is read.
"""

import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator

from importlint.patterns import regex
from importlint.scan.names import Names

# A pattern that begins with a plain text is found at the speed of that text.
_ALWAYS = (
    regex(r"__(?:import|getattr|path|lazy_modules|main)__"),
    regex(r"sys\.(?:path|modules)"),
    regex(r"_module(?<=(?:exec|load)_module)"),
    regex(r"declare_namespace"),
    regex(r"reload(?<![\w.]reload)[ \t]*+[(\\]"),
)
# Words that matter where a module is imported.
_WITH_MODULE = {
    "asyncio": ("create_subprocess",),
    "_thread": ("start_new_thread",),
    "concurrent": ("ProcessPoolExecutor", "ThreadPoolExecutor", ".submit", ".map", ".result"),
    "imp": ("load_source", "reload"),
    "importlib": ("import_module", "spec_from_file_location", "reload"),
    "multiprocessing": ("multiprocessing", ".apply", ".map", ".imap", ".get"),
    "pkgutil": ("iter_modules", "walk_packages"),
    "runpy": ("run_module", "run_path"),
    "site": ("addsitedir",),
    "subprocess": ("subprocess",),
    "threading": ("Thread", "Timer", ".start", ".join"),
}
# What programs start others with, or look for modules with: any other name that stands for it matters.
_FOLLOWED = regex(
    r"__import__|builtins(?:\.__import__)?|sys(?:\.(?:path|modules|executable))?"
    r"|os(?:\.(?:system|popen|spawn\w+|posix_spawnp?|exec\w+))?"
    r"|asyncio(?:\.(?:subprocess|create_subprocess)\w*(?:\.\w+)*)?"
    r"|concurrent(?:\.futures(?:\.process|\.thread)?)?(?:\.(?:Process|Thread)PoolExecutor)?"
    r"|importlib(?!\.(?:metadata|resources)\b)(?:\.\w+)*"
    r"|(?:imp|multiprocessing|pkgutil|runpy|site)(?:\.\w+)*|threading(?:\.(?:Thread|Timer))?"
    r"|subprocess(?:\.(?:run|Popen|call|check_call|check_output|getoutput|getstatusoutput))?|_thread(?:\.start_new_thread)?"
)
_FOLLOWED_MODULES = frozenset({*_WITH_MODULE, "builtins", "os", "sys"})
_OS_CALL = regex(r"os\s*\.\s*(?:system|popen|spawn|posix_spawn|exec)")
_CACHE = regex(r"@[^\n]*(?i:cache|memo)")
_SETATTR = regex(r"setattr[\s(]++([^\W\d]\w*+)?")
# An assignment to an attribute of a name, from its name on, and one with the line feed or sign before it.
ASSIGNED = r"(?!self\b)[^\W\d]\w*+\.[\w.]++[ \t]*+(?:[,:][^=\n]*+)?(?:[-+*/|&^%@]|//|\*\*|<<|>>)?=(?!=)"
ASSIGNMENT = regex(rf"([\n;:])[ \t\f]*+(?={ASSIGNED})(\w++)")
# What stands in its line before a colon at which a statement begins: a keyword, or what closes a bracket or a text of
# an earlier line; every other colon is one of an annotation.
_HEADER = regex(
    r"[ \t\f]*+(?:(?:if|el|for|while|with|try|except|finally|def|class|async|case)|[^\n()\[\]{}]*+[)\]}]"
    r"|[^\n]*(?:\"\"\"|'''))"
)
_CACHED_FUNCTION = regex(r"@[^\n]*(?i:cache|memo)[^\n]*(?:\n[ \t]*@[^\n]*)*\n[ \t]*(?:async[ \t]+)?def[ \t]+(\w+)")


class TellingLines:
    """The lines worth a look; offsets: where in them, in order."""

    def __init__(self, text: str, names: Names) -> None:
        """Search a text, whose names mean what `names` says."""
        self.offsets = sorted({*telling_offsets(text, names), *cache_offsets(text)})
        self._numbers = list(_line_numbers(text, self.offsets))

    def __bool__(self) -> bool:
        """Return whether there are any."""
        return bool(self._numbers)

    def any_between(self, first: int, last: int) -> bool:
        """Return whether one of them lies between two lines, both included."""
        position = bisect_left(self._numbers, first)
        return position < len(self._numbers) and self._numbers[position] <= last


def cache_offsets(text: str) -> Iterator[int]:
    """Yield the offsets of decorators that may keep results."""
    return (match.start() for match in _CACHE.finditer(text))


def cached_functions(text: str) -> frozenset[str] | None:
    """Return the names of the functions whose decorators may keep results, None if the text does not tell them."""
    names = [match[1] for match in _CACHED_FUNCTION.finditer(text)]
    return frozenset(names) if len(names) == sum(1 for _ in cache_offsets(text)) else None


def telling_offsets(text: str, names: Names, assignments: Iterable[re.Match[str]] | None = None) -> Iterator[int]:
    """Yield the offsets of all else that makes a line worth a look, in any order.

    assignments: what ASSIGNMENT finds in the text, which begins with a line feed then.
    """
    modules = names.modules()
    for pattern in (*_ALWAYS, *((_OS_CALL,) if "os" in modules else ())):
        yield from (match.start() for match in pattern.finditer(text))
    words = [word for module, words in _WITH_MODULE.items() if module in modules for word in words]
    followed = () if modules.isdisjoint(_FOLLOWED_MODULES) else names.bound_to(_FOLLOWED)
    for word in (*words, *followed):
        yield from _places(text, word)
    yield from (match.start() for match in _SETATTR.finditer(text) if not match[1] or names.is_imported(match[1]))
    for match in ASSIGNMENT.finditer(f"\n{text}") if assignments is None else assignments:
        if names.is_imported(match[2]) and (match[1] != ":" or _ends_header(match.string, match.start())):
            yield match.start(2) - (assignments is None)


def _ends_header(text: str, colon: int) -> bool:
    start = text.rfind("\n", 0, colon) + 1
    return _HEADER.match(text, start, colon) is not None or text[max(start - 2, 0) : start] == "\\\n"


def _places(text: str, word: str) -> Iterator[int]:
    place = text.find(word)
    while place >= 0:
        yield place
        place = text.find(word, place + len(word))


def _line_numbers(text: str, offsets: list[int]) -> Iterator[int]:
    line, before = 1, 0
    for offset in offsets:
        line += text.count("\n", before, offset)
        before = offset
        yield line
