"""The listing of a tree."""

import os
import subprocess
from pathlib import Path

import pytest

from importlint.errors import TargetError
from importlint.scan.files import list_tree, tree_from_mapping


def make(root: Path, *paths: str, **texts: str) -> Path:
    """Write empty files, and files with texts."""
    for path in paths:
        file = root / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(texts.get(path, ""))
    return root


def listed(root: Path, **options: object) -> list[str]:
    """Return the files that are listed."""
    return list(list_tree(str(root), **options).files)  # type: ignore[arg-type]


def notes(root: Path) -> list[tuple[str, str]]:
    """Return kind and path of each diagnostic."""
    return [(each.kind, each.location.path) for each in list_tree(str(root)).diagnostics]


def test_all_kinds_of_files_are_listed_in_order(tmp_path: Path) -> None:
    make(tmp_path, "b.py", "a/x.txt", "a/__init__.py", "Makefile", "a.py")
    assert listed(tmp_path) == ["Makefile", "a.py", "a/__init__.py", "a/x.txt", "b.py"]


def test_reading_a_listed_file(tmp_path: Path) -> None:
    make(tmp_path, "a.py", **{"a.py": "import b\n"})
    tree = list_tree(str(tmp_path))
    assert tree.read("a.py") == b"import b\n"
    with pytest.raises(FileNotFoundError):
        tree.read("b.py")


def test_reading_an_ignored_file_that_exists(tmp_path: Path) -> None:
    make(tmp_path, ".gitignore", ".env", **{".gitignore": ".env\n", ".env": "A=1"})
    tree = list_tree(str(tmp_path))
    assert ".env" not in tree.files
    assert tree.read(".env") == b"A=1"


def test_a_tree_in_memory() -> None:
    tree = tree_from_mapping({"b.py": "é", "a.py": b"\xff"})
    assert tree.files == ("a.py", "b.py")
    assert (tree.read("b.py"), tree.read("a.py")) == ("é".encode(), b"\xff")
    with pytest.raises(OSError, match=r"c\.py"):
        tree.read("c.py")


def test_a_target_that_is_no_directory(tmp_path: Path) -> None:
    make(tmp_path, "a.py")
    for target in ("a.py", "missing"):
        with pytest.raises(TargetError, match=target):
            list_tree(str(tmp_path / target))


@pytest.mark.parametrize(
    "directory",
    ["node_modules", ".venv", ".tox", ".nox", "__pycache__", "lib/site-packages", "app.egg-info", ".mypy_cache"],
)
def test_directories_without_source_are_skipped(tmp_path: Path, directory: str) -> None:
    make(tmp_path, f"{directory}/a.py", "b.py")
    assert listed(tmp_path) == ["b.py"]
    assert listed(tmp_path, no_ignore=True) == sorted(["b.py", f"{directory}/a.py"])


@pytest.mark.parametrize("mark", ["pyvenv.cfg", "conda-meta/history"])
def test_environments_of_any_name_are_skipped(tmp_path: Path, mark: str) -> None:
    make(tmp_path, f"my-env/{mark}", "my-env/lib/a.py", "b.py")
    assert listed(tmp_path) == ["b.py"]


def test_a_project_that_is_an_environment_itself_is_listed(tmp_path: Path) -> None:
    make(tmp_path, "pyvenv.cfg", "a.py")
    assert listed(tmp_path) == ["a.py", "pyvenv.cfg"]


def test_build_output_beside_a_project_file_is_skipped(tmp_path: Path) -> None:
    make(tmp_path, "setup.py", "build/lib/app/__init__.py", "dist/app-1.0.whl", "dist/a.py", "app/__init__.py")
    assert listed(tmp_path) == ["app/__init__.py", "setup.py"]


@pytest.mark.parametrize(
    "path", ["build/__init__.py", "src/build/lib/a.py", "build/steps.py", "dist/versions.py", "src/dist/x.whl"]
)
def test_packages_that_are_called_build_or_dist_stay(tmp_path: Path, path: str) -> None:
    make(tmp_path, "pyproject.toml", path)
    assert path in listed(tmp_path)


def test_the_repository_itself_is_never_listed(tmp_path: Path) -> None:
    make(tmp_path, ".git/hooks/a.py", ".hg/b.py", "c.py")
    assert listed(tmp_path, no_ignore=True) == ["c.py"]


def test_excluded_files_stay_out_even_without_ignoring(tmp_path: Path) -> None:
    make(tmp_path, "a.py", "docs/conf.py", "services/a/tests/t.py", "services/a/app.py")
    exclude = ("docs/", "services/*/tests")
    assert listed(tmp_path, exclude=exclude) == ["a.py", "services/a/app.py"]
    assert listed(tmp_path, exclude=exclude, no_ignore=True) == ["a.py", "services/a/app.py"]


def test_links_inside_the_tree_are_followed(tmp_path: Path) -> None:
    make(tmp_path, "shared/a.py", "one/b.py", "two/c.py")
    (tmp_path / "one/shared").symlink_to("../shared")
    (tmp_path / "two/shared").symlink_to(tmp_path / "shared")
    (tmp_path / "two/d.py").symlink_to("c.py")
    assert listed(tmp_path) == [
        "one/b.py", "one/shared/a.py", "shared/a.py", "two/c.py", "two/d.py", "two/shared/a.py",
    ]  # fmt: skip
    assert notes(tmp_path) == []


def test_links_out_of_the_tree_are_noted(tmp_path: Path) -> None:
    make(tmp_path, "outside/a.py", "in/b.py")
    (tmp_path / "in/x").symlink_to("../outside")
    (tmp_path / "in/y.py").symlink_to("../outside/a.py")
    assert listed(tmp_path / "in") == ["b.py"]
    assert notes(tmp_path / "in") == [("link-outside", "x"), ("link-outside", "y.py")]


def test_links_in_circles_are_noted(tmp_path: Path) -> None:
    make(tmp_path, "a/x.py", "b/y.py")
    (tmp_path / "a/self").symlink_to(".")
    (tmp_path / "a/up").symlink_to("..")
    (tmp_path / "a/b").symlink_to("../b")
    (tmp_path / "b/a").symlink_to("../a")
    assert listed(tmp_path) == ["a/b/y.py", "a/x.py", "b/a/x.py", "b/y.py"]
    assert {kind for kind, _ in notes(tmp_path)} == {"link-circle"}


def test_many_links_that_cross_do_not_multiply(tmp_path: Path) -> None:
    for name in map(str, range(9)):
        make(tmp_path, f"{name}/x.py")
        for other in map(str, range(9)):
            (tmp_path / name / f"to{other}").symlink_to(f"../{other}")
    assert len(listed(tmp_path)) < 9 * 102


def test_links_to_nothing_are_left_out(tmp_path: Path) -> None:
    make(tmp_path, "a.py")
    (tmp_path / ".#a.py").symlink_to("someone@host.123")
    (tmp_path / "loop.py").symlink_to("loop.py")
    assert listed(tmp_path) == ["a.py"]


@pytest.mark.skipif(os.name != "posix", reason="needs a file system that takes any bytes as a name")
def test_names_that_cannot_be_printed(tmp_path: Path) -> None:
    raw = os.fsencode(tmp_path)
    for name in (b"caf\xe9.py", b"new\nline.py", b"back\\slash.py", b"plain.py"):
        Path(os.fsdecode(raw + b"/" + name)).write_bytes(name)
    tree = list_tree(str(tmp_path))
    assert tree.files == (r"back\\slash.py", r"caf\udce9.py", r"new\nline.py", "plain.py")
    assert tree.read(r"caf\udce9.py") == b"caf\xe9.py"
    assert tree.read(r"new\nline.py") == b"new\nline.py"
    assert {each.location.path for each in tree.diagnostics} == set(tree.files) - {"plain.py"}
    "".join(each.message for each in tree.diagnostics).encode()


@pytest.mark.skipif(os.name != "posix" or os.geteuid() == 0, reason="root may list everything")
def test_a_directory_that_cannot_be_listed(tmp_path: Path) -> None:
    make(tmp_path, "a.py", "closed/b.py")
    (tmp_path / "closed").chmod(0)
    try:
        assert listed(tmp_path) == ["a.py"]
        assert notes(tmp_path) == [("unreadable-directory", "closed")]
    finally:
        (tmp_path / "closed").chmod(0o755)


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="needs pipes")
def test_pipes_are_neither_listed_nor_read(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe.py")
    tree = list_tree(str(tmp_path))
    assert tree.files == ()
    with pytest.raises(OSError, match="not a regular file"):
        tree.read("pipe.py")


def test_very_deep_directories(tmp_path: Path) -> None:
    deep = "/".join(["d"] * 900)
    make(tmp_path, f"{deep}/a.py")
    assert listed(tmp_path) == [f"{deep}/a.py"]


IGNORE_FILES = {
    ".gitignore": "*.log\n/only_top.py\nout/\n!keep.log\ndocs/**/gen\n# comment\n\\#odd.py\n\ntrailing.py   \n"
    "*/mid/x.py\n"
    "[bad\n*\n!*/\n!*.py\n!*.log\n*.log\n!keep.log\n!.gitignore\nback/*\n!back/in.py\n",
    "sub/.gitignore": "\ufeffa.py\n!b.log\n/deep\n",
    "sub/deep2/.gitignore": "!a.py\n*.tmp.py\n",
    ".git/info/exclude": "private.py\n",
}
CANDIDATES = """
a.py a.log keep.log only_top.py sub/only_top.py out/a.py sub/out/b.py out docs/gen/a.py docs/x/y/gen/b.py #odd.py
trailing.py one/mid/x.py one/two/mid/x.py sub/a.py sub/b.log sub/deep/a.py sub/x/deep/a.py sub/deep2/a.py back/in.py
sub/deep2/b.tmp.py sub/deep2/c/a.py private.py sub/private.py notes.txt sub/notes.txt back/out.py back/sub/in.py
""".split()  # noqa: SIM905


def test_ignore_files_are_read_as_git_reads_them(tmp_path: Path) -> None:
    make(tmp_path, *(path for path in CANDIDATES if path != "out"), *IGNORE_FILES, **IGNORE_FILES)
    git = ["git", "-c", "core.excludesFile=", "-C", str(tmp_path)]
    subprocess.run([*git, "init", "-q"], check=True)
    (tmp_path / ".git/info/exclude").write_text(IGNORE_FILES[".git/info/exclude"])
    said = subprocess.run(
        [*git, "ls-files", "--others", "--exclude-standard", "-z"], check=True, capture_output=True, text=True
    )
    assert listed(tmp_path) == sorted(filter(None, said.stdout.split("\0")))


def test_ignore_files_above_the_project_hold(tmp_path: Path) -> None:
    texts = {".gitignore": "*.gen.py\n/services/a/skip\nservices\n", "services/.gitignore": "!b.gen.py\n"}
    make(tmp_path, ".git/HEAD", *texts, "services/a/x.gen.py", "services/a/skip/y.py", "services/a/b.gen.py", **texts)
    assert listed(tmp_path / "services/a") == ["b.gen.py"]


def test_a_repository_inside_a_repository_has_its_own_rules(tmp_path: Path) -> None:
    texts = {".gitignore": "*.gen.py\n"}
    make(tmp_path, ".git/HEAD", ".gitignore", "a.gen.py", "sub/.git/HEAD", "sub/b.gen.py", **texts)
    assert listed(tmp_path) == [".gitignore", "sub/b.gen.py"]


def test_without_ignoring_ignored_files_are_listed(tmp_path: Path) -> None:
    make(tmp_path, ".gitignore", "a.py", **{".gitignore": "a.py\n"})
    assert listed(tmp_path, no_ignore=True) == [".gitignore", "a.py"]
