"""What the user asks of the codemods."""

from typing import NamedTuple


class FixOptions(NamedTuple):
    """The options of `importlint fix` that say how a change is to look.

    unsafe: make the changes, too, that can alter what working code does.
    namespace: the namespace package that every service becomes a part of: `acme` makes `acme.pillars`; "" for none.
    rename: the new name of a contested package, where `{service}` and `{name}` stand for the service's name and the
        old one: `{service}_{name}` makes `pillars_app`; "" for none.
    services: names for services in place of those made from their directories, by source root.
    source: the directory under each service that the packages go to: `src`; "" leaves them beside the project file.
    loader: rewrite scripts that load several services, so that they use importlint.loader.
    """

    unsafe: bool = False
    namespace: str = ""
    rename: str = ""
    services: tuple[tuple[str, str], ...] = ()
    source: str = "src"
    loader: bool = False
