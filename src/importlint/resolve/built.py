"""What unpacked distributions require, by the metadata that their build wrote.

Source of the format: https://packaging.python.org/specifications/core-metadata/ - headers, then a description.
"""

from collections.abc import Iterator, Mapping

from importlint.patterns import regex
from importlint.resolve.import_names import import_names
from importlint.resolve.metadata import Metadata
from importlint.resolve.requirements import normalised, read_specifier

_FILES = ("METADATA", "PKG-INFO")
_HEADER = regex(r"(?m)^(Name|Requires-Dist)[ \t]*:[ \t]*(\S.*)$")


def outside_names(metadata: Metadata, declared: Mapping[str, Mapping[str, str]]) -> frozenset[str]:
    """Return the import names of what lies beside a tree: what projects in it declare, or builds of them require.

    declared: import name -> distribution, for each project.
    """
    return names_required(metadata).union(*declared.values())


def names_required(metadata: Metadata) -> frozenset[str]:
    """Return the import names of what unpacked distributions require, but for what is unpacked beside them."""
    headers = list(_headers(metadata))
    here = {normalised(value.strip()) for name, value in headers if name == "Name"}
    found = (read_specifier(value, ".") for name, value in headers if name == "Requires-Dist")
    required = {requirement.distribution for requirement in found if requirement is not None}
    return frozenset(name for distribution in required - here - {""} for name in import_names(distribution))


def _headers(metadata: Metadata) -> Iterator[tuple[str, str]]:
    for path in (path for name in _FILES for path in metadata.named(name)):
        head, _, _ = metadata.text(path).replace("\r\n", "\n").partition("\n\n")
        yield from _HEADER.findall(head)
