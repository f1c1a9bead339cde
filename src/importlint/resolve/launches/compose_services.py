"""Read the services of a compose file: an image of the tree, or a foreign one with volumes.

https://docs.docker.com/reference/compose-file/services/
Named volumes are passed by: they begin as copies of what the image has there.
"""

import re
from collections.abc import Iterator, Mapping
from posixpath import join, normpath
from shlex import split
from typing import NamedTuple

from importlint.patterns import regex
from importlint.resolve.directories import folder, inside
from importlint.resolve.launches.disk import Mount
from importlint.resolve.launches.env_files import path_evidence, read_env_file
from importlint.resolve.launches.image import Image, Program, read_images
from importlint.resolve.launches.known import Known
from importlint.resolve.launches.yaml_files import Value, read_yaml

_REFERENCE = regex(r"\$(?:\$|([A-Za-z_]\w*)|\{([A-Za-z_]\w*)(?::?-([^{}]*))?[^{}]*\})")
_UNKNOWN = "\0"


class Service(NamedTuple):
    """A service: the image that its containers have, and the files and lines that say so."""

    name: str
    image: Image
    trail: tuple[tuple[str, int], ...]


def read_services(known: Known, path: str) -> Iterator[Service]:
    """Yield the services of which the tree says what is in them."""
    for name, value in read_yaml(known.metadata, path).at("services").entries.items():
        image = _image(known, path, value)
        if image is not None and "extends" not in value.entries:
            trail = ((path, value.line - 1), *_env_lines(known, folder(path), value.at("env_file")))
            yield Service(name, _with_settings(image, known, path, value), trail)


def _image(known: Known, path: str, service: Value) -> Image | None:
    """Return the image that a service runs, None if the tree does not say what is in it."""
    build = service.at("build")
    if not build.entries and build.text is None:
        return Image()
    context = inside(folder(path), _filled(build.text or build.at("context").text or "."))
    name = _filled(build.at("dockerfile").text or "Dockerfile")
    dockerfile = inside(context, name) if context is not None else None
    if context is None or dockerfile is None:
        return None
    images = read_images(known, dockerfile, context)
    target = build.at("target").text
    return next((image for image in reversed(images) if target in {None, image.name}), None)


def _with_settings(image: Image, known: Known, path: str, service: Value) -> Image:
    """Return an image with what a service says instead or in addition."""
    entrypoint = _program(service.at("entrypoint"), path)
    command = _program(service.at("command"), path)
    if entrypoint is not None:
        image = image._replace(entrypoint=entrypoint, command=None)
    directory = service.at("working_dir").text
    check = _check(service.at("healthcheck", "test"), path)
    return image._replace(
        check=check if check is not None else image.check,
        command=command or image.command,
        directory=normpath(join("/", _filled(directory))) if directory else image.directory,
        environment={
            **image.environment,
            **_from_files(known, folder(path), service.at("env_file")),
            **_environment(service.at("environment")),
        },
        mounts=(*image.mounts, *_volumes(known, folder(path), service.at("volumes"))),
    )


def _program(value: Value, path: str) -> Program | None:
    """Return what is to be started: a list of words, or a text that is split without a shell."""
    if value.items:
        return Program(tuple(_filled(text) for text, _ in value.texts()), "", path, value.line)
    if not value.text:
        return None
    try:
        return Program(tuple(split(_filled(value.text))), "", path, value.line)
    except ValueError:
        return None


def _check(value: Value, path: str) -> Program | None:
    """Return a health check: a text for the shell, or a list that begins with how it is to be run."""
    if value.text:
        return Program((), _filled(value.text), path, value.line)
    how, *words = [_filled(text) for text, _ in value.texts()] or [""]
    if how == "CMD-SHELL":
        return Program((), " ".join(words), path, value.line)
    return Program(tuple(words), "", path, value.line) if how in {"CMD", "NONE"} else None


def _from_files(known: Known, base: str, value: Value) -> Mapping[str, str | None]:
    """Return what the environment files of a service set."""
    found: dict[str, str | None] = {}
    for place in _env_files(base, value):
        found |= read_env_file(known.metadata, place, found)
    return found


def _env_lines(known: Known, base: str, value: Value) -> Iterator[tuple[str, int]]:
    """Yield the lines of environment files that set PYTHONPATH."""
    return (found[:2] for place in _env_files(base, value) for found in path_evidence(known.metadata, place))


def _env_files(base: str, value: Value) -> Iterator[str]:
    places = (inside(base, _filled(item.text or item.at("path").text or "")) for item in value.items or (value,))
    return (place for place in places if place is not None and place != base)


def _environment(value: Value) -> Mapping[str, str | None]:
    pairs = [text.partition("=")[::2] for text, _ in value.texts() if "=" in text]
    given = {**dict(pairs), **{name: each.text or "" for name, each in value.entries.items()}}
    return {name: None if _UNKNOWN in (filled := _filled(text)) else filled for name, text in given.items()}


def _volumes(known: Known, base: str, value: Value) -> Iterator[Mount]:
    """Yield the directories and files of the host that are put into the container."""
    for volume in value.items:
        source, _, target = _filled(volume.text or "").partition(":")
        is_bind = source.startswith((".", "/", "~")) or _UNKNOWN in source
        if volume.at("type").text == "bind":
            source, target, is_bind = volume.at("source").text or "", volume.at("target").text or "", True
        if target and is_bind:
            place = None if _UNKNOWN in _filled(source) or source.startswith("~") else inside(base, source)
            exists = place is not None and (known.index.is_directory(place) or known.metadata.exists(place))
            yield Mount(normpath(join("/", target.partition(":")[0])), place if exists else None, hides=True)


def _filled(text: str) -> str:
    """Return a text with its references replaced by their defaults; what has none is not known."""

    def value(match: re.Match[str]) -> str:
        if match[0] == "$$":
            return "$"
        return match[3] if match[3] is not None else "" if match[1] == "PYTHONPATH" else _UNKNOWN

    return _REFERENCE.sub(value, text)
