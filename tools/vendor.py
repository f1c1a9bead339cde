"""Copy the libraries that the HTML report carries out of their npm packages into templates/vendor.

    python tools/vendor.py           fetch with npm and write the files and vendor.json
    python tools/vendor.py --check   compare the files with vendor.json, without a network

A report must open without a network, so what it needs lies in the repository, with version, licence and hash recorded.
"""

import argparse
import json
import subprocess
import sys
import tarfile
import tempfile
from hashlib import sha256
from pathlib import Path
from typing import Any, NamedTuple

VENDOR = Path(__file__).parent.parent / "templates" / "vendor"
RECORD = VENDOR / "vendor.json"


class Library(NamedTuple):
    """A library: its npm package and version, and which of the package's files are copied under which name."""

    package: str
    version: str
    files: dict[str, str]


LIBRARIES = (
    Library(
        "@dagrejs/dagre",
        "3.1.3",
        {
            "dist/dagre.min.js": "dagre.min.js",
            "LICENSE": "dagre.LICENSE.txt",
            "dist/dagre.min.js.LEGAL.txt": "dagre.LEGAL.txt",
        },
    ),
)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--check", action="store_true", help="compare the files with the record")
    if parser.parse_args().check:
        sys.exit("\n".join(check()) or 0)
    records = [fetch(library) for library in LIBRARIES]
    RECORD.write_text(json.dumps(records, indent=2) + "\n", encoding="utf-8")


def fetch(library: Library) -> dict[str, Any]:
    """Write a library's files and return what is recorded of them."""
    with tempfile.TemporaryDirectory() as directory:
        command = ["npm", "pack", "--silent", "--pack-destination", directory, f"{library.package}@{library.version}"]
        done = subprocess.run(command, check=True, capture_output=True, text=True)  # noqa: S603
        archive = done.stdout.split()[-1]
        with tarfile.open(Path(directory) / archive) as package:
            about = json.loads(_read(package, "package.json"))
            for source, target in library.files.items():
                # A source map is not carried along, so its address would only make browsers look for it.
                lines = _read(package, source).decode().splitlines()
                text = "".join(f"{line}\n" for line in lines if not line.startswith("//# sourceMappingURL="))
                (VENDOR / target).write_text(text, encoding="utf-8")
    return {
        "package": library.package,
        "version": about["version"],
        "licence": about["license"],
        "files": {target: digest(VENDOR / target) for target in sorted(library.files.values())},
    }


def _read(package: tarfile.TarFile, path: str) -> bytes:
    member = package.extractfile(f"package/{path}")
    if member is None:
        raise FileNotFoundError(path)
    return member.read()


def digest(path: Path) -> str:
    """Return the SHA-256 of a file."""
    return sha256(path.read_bytes()).hexdigest()


def check() -> list[str]:
    """Return what differs from the record."""
    recorded = {
        name: hash_ for record in json.loads(RECORD.read_text("utf-8")) for name, hash_ in record["files"].items()
    }
    present = {path.name for path in VENDOR.iterdir()} - {RECORD.name}
    wrong = [f"templates/vendor/{name}: not recorded in vendor.json" for name in sorted(present - recorded.keys())]
    for name, expected in sorted(recorded.items()):
        if name not in present:
            wrong.append(f"templates/vendor/{name}: missing")
        elif digest(VENDOR / name) != expected:
            wrong.append(f"templates/vendor/{name}: differs from what was fetched")
    return wrong


if __name__ == "__main__":
    main()
