"""The blocks around a line, known by indentation alone, and the place that they make of it."""

import re
import unicodedata

from importlint.patterns import regex
from importlint.scan import places
from importlint.scan.lexer import IMPORTING, Keyword
from importlint.scan.places import TOP, Place
from importlint.scan.tokens import COMMENT, ESCAPED, NAME, SPACE, short_patterns

_STRING = short_patterns().string
_HEADER_TOKEN = regex(rf":=|([(\[{{])|([)\]}}])|(:)|(\n)|{_STRING}|{COMMENT}|{ESCAPED}")
_NAME = regex(rf"{SPACE}({NAME})")
_AS = regex(r"(?<=[\s)\]])as\b.*", re.DOTALL)
_AFTER_ASYNC = regex(r"(?:[ \t\f]|\\\n)+(def|with|for)\b")
_PARTS = frozenset({"elif", "else", "except", "finally"})
_TESTED = frozenset({"if", "elif"})


class Block:
    """A block whose header's keyword ends at the offset `end`.

    outer: the block around it. previous: the part before it of the same statement (the `if` of an `else`).
    handlers: of a `try`, its `except` clauses. place: where its statements stand. failed: where that stands which runs
    when the test of its header fails.
    """

    __slots__ = ("column", "end", "failed", "handlers", "outer", "place", "previous", "word")

    def __init__(self, word: str, end: int, column: int, outer: "Block | None", previous: "Block | None") -> None:
        """Note a header."""
        self.word, self.end, self.column, self.outer, self.previous = word, end, column, outer, previous
        self.handlers: list[Block] = previous.handlers if previous is not None else []
        self.place: Place | None = None
        self.failed = TOP
        if word == "except":
            self.handlers.append(self)

    @property
    def follows_test(self) -> bool:
        """Return whether it runs only if the test of the part before it failed."""
        return self.word in ("elif", "else") and self.previous is not None and self.previous.word in _TESTED


class Blocks:
    """The blocks of one text, followed line by line.

    innermost: the block that the current line stands in, or opens. certain: False once a header is beyond this reader.
    """

    def __init__(self, text: str) -> None:
        """Begin outside all blocks."""
        self.innermost: Block | None = None
        self.certain = True
        self._text = text

    def follow(self, keyword: Keyword) -> None:
        """Note a keyword of the text; they must come in order."""
        word, _, end, column = keyword
        if word in IMPORTING:
            if column >= 0:
                self.enter_line(column)
            return
        if word == "async":
            following = _AFTER_ASYNC.match(self._text, end)
            word, end = (following[1], following.end()) if following else (word, end)
        ended = self.enter_line(column)
        self.innermost = Block(word, end, column, self.innermost, ended if word in _PARTS else None)

    def enter_line(self, column: int) -> Block | None:
        """Begin a logical line; return the block that ended last, if it had begun in the same column."""
        ended, block = None, self.innermost
        while block is not None and block.column >= column:
            ended, block = block, block.outer
        self.innermost = block
        return ended if ended is not None and ended.column == column else None

    def around(self, column: int) -> Block | None:
        """Return the block that a line in a column would stand in."""
        block = self.innermost
        while block is not None and block.column >= column:
            block = block.outer
        return block

    def in_try(self) -> bool:
        """Return whether the current line stands in a `try` statement, so that handlers may follow."""
        block = self.innermost
        while block is not None:
            if block.word in ("try", "except"):
                return True
            block = block.outer
        return False

    def place(self, block: Block | None) -> Place:
        """Return where the statements of a block stand, once all parts of the statements around it are known."""
        unknown: list[Block] = []
        while block is not None and block.place is None:
            unknown.append(block)
            block = block.previous if block.follows_test else block.outer
        place = TOP if block is None else block.place or TOP
        for inner in reversed(unknown):
            if inner.follows_test and inner.previous is not None:
                place = inner.previous.failed
            inner.place = place = self._enter(inner, place)
        return place

    def _enter(self, block: Block, outer: Place) -> Place:
        match block.word:
            case "def":
                return places.in_function(outer, self._name(block))
            case "class":
                return places.in_class(outer, self._name(block))
            case "if" | "elif":
                test = self._header(block)
                block.failed = places.in_else(outer, test)
                return places.in_if(outer, test)
            case "try":
                caught = [self._exceptions(handler) for handler in block.handlers]
                return places.in_try(outer, tuple(name for names in caught for name in names))
            case "except":
                return places.in_handler(outer, self._exceptions(block))
            case "with":
                managers = places.split_commas(places.bare(self._header(block)))
                return places.in_with(outer, (places.bare(_AS.sub("", manager)) for manager in managers))
        return outer

    def _name(self, block: Block) -> str:
        match = _NAME.match(self._text, block.end)
        return unicodedata.normalize("NFKC", match[1]) if match else ""

    def _exceptions(self, block: Block) -> tuple[str, ...]:
        return places.exceptions(_AS.sub("", self._header(block).strip().removeprefix("*")))

    def _header(self, block: Block) -> str:
        """Return what stands between a header's keyword and its colon."""
        depth = 0
        for token in _HEADER_TOKEN.finditer(self._text, block.end):
            depth += (token.lastindex == 1) - (token.lastindex == 2)
            if depth == 0 and token.lastindex in (3, 4):
                header = self._text[block.end : token.start()]
                self.certain = self.certain and token.lastindex == 3 and "#" not in header
                return header
        self.certain = False
        return ""
