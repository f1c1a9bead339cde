"""Read what is stored."""

from json import loads
