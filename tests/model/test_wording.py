"""Code and lists in a sentence."""

from importlint.model.wording import code, count, listing


def test_code_is_one_line_and_not_too_long() -> None:
    assert code("import  a\n") == "`import a`"
    assert len(code("x" * 200)) == 74
    assert code("x" * 200).endswith("...`")


def test_code_is_cut_between_words() -> None:
    chain = " -> ".join(f"app.services.{name}" for name in ("registry", "research", "writers", "readers"))
    assert code(chain) == "`app.services.registry -> app.services.research -> ...`"


def test_lists_end_with_and() -> None:
    assert [listing(["a", "b", "c"][:number]) for number in range(4)] == ["", "`a`", "`a` and `b`", "`a`, `b` and `c`"]


def test_long_lists_say_how_many_are_left() -> None:
    assert listing(list("abcdef")) == "`a`, `b`, `c`, `d` and 2 more"


def test_nouns_take_an_s() -> None:
    assert [count(number, "import") for number in range(3)] == ["0 imports", "1 import", "2 imports"]
