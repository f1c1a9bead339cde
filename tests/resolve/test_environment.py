"""What an environment has installed."""

from pathlib import Path

import pytest

from importlint.errors import TargetError
from importlint.resolve.environment import installed_names


def test_packages_modules_extensions_and_pth_files(tmp_path: Path) -> None:
    site = tmp_path / "lib" / "python3.12" / "site-packages"
    for path in ("yaml/__init__.py", "six.py", "_fast.cpython-312-x86_64-linux-gnu.so", "yaml-6.dist-info/METADATA"):
        (site / path).parent.mkdir(parents=True, exist_ok=True)
        (site / path).touch()
    other = tmp_path / "checkout"
    other.mkdir()
    (other / "mine.py").touch()
    (site / "mine.pth").write_text(f"# a comment\nimport nothing\n{other}\n")
    assert installed_names(str(tmp_path)) == {"yaml", "six", "_fast", "mine"}
    assert installed_names(str(tmp_path / "bin" / "python")) == {"yaml", "six", "_fast", "mine"}


def test_no_environment(tmp_path: Path) -> None:
    with pytest.raises(TargetError, match="no site-packages directory"):
        installed_names(str(tmp_path))
