"""Shell texts, followed without being run."""

import subprocess

import pytest
from hypothesis import given
from hypothesis import strategies as st

from importlint.resolve.launches.shell import Shell, read_commands

SHELL = Shell("/srv", {"0": "/srv/bin/run.sh", "KNOWN": "x"}, arguments=("one", "two"), repository="/srv")


def words(text: str) -> list[tuple[str | None, ...]]:
    return [command.words for command in read_commands(text, SHELL)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("a b; c && d | e", [("a", "b"), ("c",), ("d",), ("e",)]),
        ("a 'b c' \"d $KNOWN\" e\\ f", [("a", "b c", "d x", "e f")]),
        ("a \\\n  b", [("a", "b")]),
        ("a > out 2>&1 < in b", [("a", "b")]),
        ("a # comment\nb", [("a",), ("b",)]),
        ("a#b", [("a#b",)]),
        ("cat <<END x\npython y\nEND\nb", [("cat", "x"), ("b",)]),
        ("a ${NOT_SET:-d} ${KNOWN:-d} ${KNOWN:+e}", [("a", "d", "x", "e")]),
        ("a $UNKNOWN $(date) `date` ${x//y/z} $((1 + 1))", [("a", None, None, None, None, None)]),
        ('a "$@"', [("a", "one", "two")]),
        ("if a; then b; else c; fi", [("a",), ("b",), ("c",)]),
        ("for x in 1 2; do a $x; done; b $x", [("a", "1"), ("a", "2"), ("b", "2")]),
        ("for x in 1\ndo\n  for y in 2 3; do a $x$y; done\ndone", [("a", "12"), ("a", "13")]),
        ("for x in $WORDS; do a $x; done", [("a", None)]),
        ("for x in *.py {1,2}; do a $x; done", [("a", None)]),
        ("for x; do a $x; done", [("a", None)]),
        ("if a; then for x in 1; do b $x; done; fi", [("a",), ("b", "1")]),
        ("for x in 1 2; do a $x", [("a", None)]),
        ("while a; do b; done", [("a",), ("b",)]),
        ("words=(python x.py)\na", [("a",)]),
        ("! a", [("a",)]),
        ("{ a; b; }", [("a",), ("b",)]),
        ('a "unfinished', [("a", "unfinished")]),
    ],
)
def test_words_are_split_and_expanded(text: str, expected: list[tuple[str | None, ...]]) -> None:
    assert words(text) == expected


@pytest.mark.parametrize(
    ("text", "directory"),
    [
        ("here", "/srv"),
        ("cd lib && here", "/srv/lib"),
        ("cd /lib; cd ..; here", "/"),
        ("(cd lib && a); here", "/srv"),
        ("for x in a b; do cd $x; done; here", "/srv/a/b"),
        ("for x in a b; do (cd $x); done; here", "/srv"),
        ("(cd lib; here)", "/srv/lib"),
        ("cd lib & here", "/srv"),
        ('cd "$(dirname "$0")/.." && here', "/srv"),
        ('D="$(cd "$(dirname "${BASH_SOURCE[0]}")" >/dev/null 2>&1 && pwd)"\ncd "$D/x"; here', "/srv/bin/x"),
        ("cd $(git rev-parse --show-toplevel)/lib; here", "/srv/lib"),
        ("cd `pwd`/lib; here", "/srv/lib"),
        ("pushd lib; here", "/srv/lib"),
        ("cd $UNKNOWN; here", None),
        ("cd ~; here", None),
        ("cd -; here", None),
        ("if a; then cd lib; fi; here", None),
        ("if a; then cd lib; cd ..; fi; here", "/srv"),
        ("main() { here; }", None),
        ("main() { cd lib; }\nhere", "/srv"),
    ],
)
def test_the_directory_is_followed(text: str, directory: str | None) -> None:
    (command,) = [command for command in read_commands(text, SHELL) if command.words == ("here",)]
    assert command.shell.directory == directory


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("P=a here", "a"),
        ("export P=a\nhere", "a"),
        ("P=a; P=$P:b; here", "a:b"),
        ("P=a; P+=:b; here", "a:b"),
        ("P=a x; here", ""),
        ("P=a; unset P; here", ""),
        ("P=$(pwd)/lib here", "/srv/lib"),
        ("P=$UNKNOWN here", None),
        ("if a; then P=b; fi; here", None),
        ("read P; here", None),
        ("if a; then P=b; here; fi", "b"),
    ],
)
def test_variables_are_followed(text: str, value: str | None) -> None:
    (command,) = [command for command in read_commands(text, SHELL) if command.words == ("here",)]
    assert command.shell.variables.get("P", "") == value


@given(
    st.lists(
        st.text(alphabet=st.characters(codec="ascii", exclude_characters="\0\r"), min_size=1), min_size=1, max_size=4
    )
)
def test_what_a_shell_quotes_is_read_back(given_words: list[str]) -> None:
    import shlex

    assert words("echo " + shlex.join(given_words)) == [("echo", *given_words)]


@given(st.text(alphabet="ab c\"'\\$`(){}<>|&;#\n=-@0"))
def test_any_text_can_be_read(text: str) -> None:
    list(read_commands(text, SHELL))


@pytest.mark.parametrize(
    "text", ["a\\b 'c'\"d\"", 'x "a\\$b" \\\\', 'q "it\'s" \'say "hi"\'', "p a'b'c\"d\"e", "u $KNOWN$KNOWN'z'"]
)
def test_words_are_those_of_a_real_shell(text: str) -> None:
    script = f"KNOWN=x; for word in {text}; do printf '%s\\n' \"$word\"; done"
    printed = subprocess.run(["/bin/sh", "-c", script], capture_output=True, text=True, check=True).stdout
    assert [list(command) for command in words(text)] == [printed.splitlines()]
