"""Files that were damaged in every way are scanned or reported, and never take long.

The suite takes some hundred of them; IMPORTLINT_MUTATIONS=10000 takes that many, from all of the standard library.
"""

import os
import random
import sysconfig
import time
from pathlib import Path

from importlint.model.facts import FileFacts
from importlint.scan.reader import read_facts

COUNT = int(os.environ.get("IMPORTLINT_MUTATIONS", "300"))
SECONDS_PER_BYTE = 60 / 1_000_000
NASTY = [
    *(b"'''", b'"""', b"(", b"[", b"{", b")", b"f'{", b"`", b";", b"\\\n", b"\t", b"\x0c", b"\0", b"\r", b"\xff"),
    *(b"import ", b"lazy import a\n", b"type X = ", b"from . import ", b"if x: ", b"except A, e:", b"print 1\n"),
    *(b"# importlint: ignore[", b"\xef\xbb\xbf", b"# coding: latin-1\n", b"sys.path.append(", b"__import__("),
]


def files_to_damage() -> list[bytes]:
    """Return files of the standard library, of which the large ones would only take longer."""
    paths = sorted(Path(sysconfig.get_path("stdlib")).rglob("*.py"))
    step = max(1, len(paths) * 8 // COUNT)
    return [data for path in paths[::step] if 0 < len(data := path.read_bytes()) < 100_000]


def damage(data: bytes, others: list[bytes], chance: random.Random) -> bytes:
    """Return a damaged copy of a file."""
    if not data:
        return chance.choice(NASTY)
    position, other = chance.randrange(len(data) + 1), chance.choice(others)
    match chance.randrange(7):
        case 0:
            return data[:position]
        case 1:
            return data[position:]
        case 2:
            return data[:position] + other[chance.randrange(len(other)) :]
        case 3:
            return data[:position] + data[position + chance.randrange(50) :]
        case 4:
            lines = data.split(b"\n")
            first, second = chance.randrange(len(lines)), chance.randrange(len(lines))
            lines[first], lines[second] = lines[second], lines[first]
            return b"\n".join(lines)
        case 5:
            return data[:position] + chance.choice(NASTY) + data[position:]
    flipped = bytearray(data)
    for _ in range(chance.randrange(1, 20)):
        flipped[chance.randrange(len(flipped))] ^= 1 << chance.randrange(8)
    return bytes(flipped)


def check(facts: FileFacts, data: bytes) -> None:
    """Check that the facts can be reported and lie within the file."""
    repr(facts).encode()
    last = data.count(b"\n") + data.count(b"\r") + 1
    spans = [fact.span for kind in (facts.imports, facts.path_edits, facts.dynamic_imports) for fact in kind]
    assert all(1 <= span.line <= span.end_line <= last and span.column >= 1 for span in spans)
    assert facts.reader == "parser" or facts.problem is not None


def test_damaged_files_are_scanned_or_reported() -> None:
    originals = files_to_damage()
    invalid = slowest = 0.0
    for number in range(COUNT):
        chance = random.Random(number)
        data = chance.choice(originals)
        for _ in range(chance.randrange(1, 4)):
            data = damage(data, originals, chance)
        start = time.process_time()
        facts = read_facts("damaged.py", data)
        taken = time.process_time() - start
        assert taken < 1 + len(data) * SECONDS_PER_BYTE, f"seed {number} took {taken:.1f} s"
        check(facts, data)
        slowest = max(slowest, taken)
        invalid += facts.problem is not None
    print(f"{COUNT} files, {invalid:.0f} of them invalid, slowest {slowest:.2f} s")
    assert 0 < invalid < COUNT
