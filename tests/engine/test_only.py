"""Which findings belong to some places."""

from importlint.engine.only import is_in, limit_to
from tests.engine.findings import finding


def test_a_path_is_in_itself_and_in_the_directories_above_it() -> None:
    for place in ("a/b/c.py", "a/b", "a", "."):
        assert is_in("a/b/c.py", {place})


def test_a_path_is_not_in_a_directory_with_a_similar_name() -> None:
    assert not is_in("services/ab/c.py", {"services/a", "services/ab/c", "c.py"})
    assert not is_in("a.py", set())


def test_findings_elsewhere_are_left_out() -> None:
    here, there = finding("a/x.py"), finding("b/x.py")
    assert limit_to([here, there], {"a"}) == (here,)
    assert limit_to([here, there], {"."}) == (here, there)
    assert limit_to([here, there], ()) == ()


def test_a_finding_with_one_of_its_places_there_is_kept() -> None:
    found = finding("b/x.py", related=("a/x.py",))
    assert limit_to([found], {"a"}) == (found,)
