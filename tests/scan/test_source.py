"""Bytes to text."""

import ast

import pytest

from importlint.scan.source import decode

VALID = [
    b"",
    b"x = 1\n",
    "x = 'é'\n".encode(),
    "\ufeffx = 'é'\n".encode(),
    "\ufeff# coding: utf-8\nx = 'é'\n".encode(),
    b"# -*- coding: latin-1 -*-\nx = '\xe9'\n",
    b"#!/usr/bin/python\n# vim: set fileencoding=iso-8859-15 :\nx = '\xa4'\n",
    b"\n# coding: latin-1\nx = '\xe9'\n",
    b"\x0c# coding=latin-1\nx = '\xe9'\n",
    b"# coding: LATIN_1-dos\nx = '\xe9'\n",
    b"# coding: latin-1\rx = '\xe9'\ry = 2\r",
    b"# coding: utf-7\nx = '+AOk-'\n",
    b"#\xe9 coding: latin-1\nx = '\xe9'\n",
    b"x = 1\r\ny = '''\r\n'''\r\n",
]


@pytest.mark.parametrize("data", VALID)
def test_what_cpython_decodes(data: bytes) -> None:
    source = decode(data)
    assert source.problem is None
    assert "\r" not in source.text
    assert ast.dump(ast.parse(source.text)) == ast.dump(ast.parse(data))


@pytest.mark.parametrize(
    ("data", "line", "message"),
    [
        (b"# coding: no-such\nx\n", 1, "unknown encoding: no-such"),
        (b"# coding: hex\n61\n", 1, "unknown encoding: hex"),
        (b"# coding: undefined\nx\n", 1, "unknown encoding: undefined"),
        (b"# coding: utf-16\nx\n", 1, "unknown encoding: utf-16"),
        (b"x = 1\n\ny = '\xe9'\n", 3, "'utf-8' codec can't decode byte 0xe9: invalid continuation byte"),
        (b"x = 1\r\n\ry = '\xff'\n", 3, "'utf-8' codec can't decode byte 0xff: invalid start byte"),
        (b"# coding: ascii\nx = '\xe9'\n", 2, "'ascii' codec can't decode byte 0xe9: ordinal not in range(128)"),
        (b"x = 1\n# coding: latin-1\n\n'\xe9'\n", 4, "'utf-8' codec can't decode byte 0xe9: invalid continuation byte"),
        (b"'''\n# coding: latin-1\n'''\n'\xe9'", 4, "'utf-8' codec can't decode byte 0xe9: invalid continuation byte"),
        (b"\xef\xbb\xbf# coding: latin-1\nx\n", 1, "encoding problem: iso-8859-1 with BOM"),
        (b"x = 1\n\0y\n", 2, "source code string cannot contain null bytes"),
    ],
)
def test_what_cpython_does_not_decode(data: bytes, line: int, message: str) -> None:
    problem = decode(data).problem
    assert problem is not None
    assert (problem.span.line, problem.message) == (line, message)
    # Before 3.11.4 a null character is a ValueError (CPython gh-96670).
    with pytest.raises((SyntaxError, ValueError)):
        ast.parse(data)


def test_a_rough_text_keeps_lines_and_columns() -> None:
    assert decode(b"import a\nx = '\xe9'; import b\n").text == "import a\nx = '\ufffd'; import b\n"
    assert decode(b"a\0\nb\n").text == "a \nb\n"


@pytest.mark.parametrize("encoding", ["utf-16-le", "utf-16-be"])
def test_a_file_in_utf_16_is_readable(encoding: str) -> None:
    source = decode("\ufeffimport a\n".encode(encoding))
    assert source.problem is not None
    assert source.text.lstrip("\ufeff") == "import a\n"


def test_a_decoder_that_takes_quadratic_time_is_not_used() -> None:
    source = decode(b"# coding: punycode\n" + b"a-b" * 200_000)
    assert source.problem is not None


def test_no_lone_surrogates() -> None:
    decode(b"# coding: unicode_escape\nx = '\\ud800'\n").text.encode()
