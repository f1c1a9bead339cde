"""JSON with comments and trailing commas, as editors write it; a broken file is noted and counts as empty.

https://code.visualstudio.com/docs/languages/json#_json-with-comments
"""

import re
from collections.abc import Mapping
from typing import Any

from importlint.patterns import regex
from importlint.resolve.metadata import Metadata

_NOISE = regex(r'("(?:[^"\\\n]|\\.)*")|//[^\n]*|/\*.*?\*/|,(?=(?:\s|//[^\n]*|/\*.*?\*/)*[}\]])', re.DOTALL)


def read_jsonc(metadata: Metadata, path: str) -> Mapping[str, Any]:
    """Return the object that a file holds; {} if there is no such file, or it holds something else."""
    text = metadata.text(path)
    if not text.strip():
        return {}
    import json  # noqa: PLC0415  (few trees have such a file, and start-up time counts)

    try:
        found = json.loads(_NOISE.sub(_blank, text), strict=False)
    except json.JSONDecodeError as error:
        metadata.note(path, error.lineno, f"{path} is not valid JSON: {error.msg}")
    except RecursionError:
        metadata.note(path, 1, f"{path} is nested too deeply")
    else:
        return found if isinstance(found, dict) else {}
    return {}


def _blank(match: re.Match[str]) -> str:
    """Return a string as it is, and as many spaces and line breaks as anything else has characters."""
    return match[1] if match[1] is not None else re.sub(r"[^\n]", " ", match[0])
