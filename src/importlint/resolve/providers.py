"""Who provides a top-level name that the search path's own directories do not have."""

from collections.abc import Callable, Collection, Iterable
from functools import cache
from pathlib import Path

from importlint.model.names import top_level
from importlint.model.root import ModuleKind
from importlint.patterns import regex
from importlint.resolve.search_path import PathIndex
from importlint.resolve.stdlib import is_stdlib

# Top-level names that well-known distributions provide under a name of their own, and namespaces that many share.
_OTHER_NAMES_TEXT = """
    AppKit Cocoa Crypto Cryptodome Foundation IPython Levenshtein MySQLdb OpenGL OpenSSL PIL PySide2 PySide6
    PyQt5 PyQt6 Xlib _cffi_backend _distutils_hack _pytest _yaml airflow allauth apt apt_pkg attr autobahn azure
    babel backports bson bs4 cairo caffe2 cassandra chargebee community compose consul corsheaders Cython cv2
    cx_Oracle dateutil dbus debug_toolbar discord distutils django_filters docx docker dotenv environ
    eth_account faiss fitz flask_login flask_sqlalchemy fsspec gi git github gitlab google googleapiclient
    gridfs grpc grpc_health grpc_reflection grpc_status gym h5py haystack ibm_db import_export importlint jaraco jose
    jwt kafka keras ldap ldap3 linebot lxml magic markdown memcache mpl_toolkits msgpack mysql nacl nmap nsmblib
    objc odoo oauth2client ogr opentelemetry osgeo osmnx past patoolib pgdb pkg_resources plone playhouse pptx
    psycopg psycopg2 psycopg2cffi pwiz pyaes pycparser pyarrow pydantic_core pylab pylibmc pymssql pysqlite2
    pythoncom pytz pywintypes Quartz rest_framework ruamel samba sciunit serial setuptools sklearn skimage slack
    slugify snowflake socketio socks sphinxcontrib sqlcipher3 stdeb storages telegram tensorboard tlz tree tts
    umap usb vlc vtk vtkmodules win32 win32api win32com win32con win32event win32file win32gui win32process
    win32service win32serviceutil winerror wx xdg yaml yubico zmq zope
"""
_OTHER_NAMES = frozenset(_OTHER_NAMES_TEXT.split())
# Names that a distribution provides by an import hook, which its `.pth` file puts in place at every start.
_SHIMS = {"distutils": "_distutils_hack"}

# Namespace packages into which many distributions put portions.
_SHARED_NAMESPACES_TEXT = """
    airflow azure backports collective flufl google jaraco mpl_toolkits opentelemetry paste plone repoze ruamel
    sphinxcontrib zope
"""
_SHARED_NAMESPACES = frozenset(_SHARED_NAMESPACES_TEXT.split())

_REQUIREMENTS = regex(
    r"pyproject\.toml|setup\.py|setup\.cfg|[\w.-]*requirements[\w.-]*\.(txt|in)|Pipfile|environment\.ya?ml|METADATA|PKG-INFO"
)

STANDARD_LIBRARY = "standard library"
THIRD_PARTY = "third party"
NOBODY = "nobody"


def make_provider(
    index: PathIndex,
    target: tuple[int, int],
    declared: Collection[str] = (),
    *,
    has_requirements: bool = False,
    installed: Collection[str] | None = None,
) -> Callable[[str], str]:
    """Return a function that says who provides a top-level name: STANDARD_LIBRARY, THIRD_PARTY or NOBODY.

    A name that is declared or installed is a third party's. One that the project itself has somewhere is nobody's: if
    the search path does not have it, the import fails. Any other name is a third party's if the project states
    requirements at all (a distribution's name does not tell what it provides), else if it is well known. Where it is
    known what is installed, that alone decides.

    A dotted name is that of a portion of a namespace package, which the project itself does not have. It is a third
    party's if a distribution named after the package is declared: `kraken.http` where there is `kraken-plugins`.
    """
    own = _own_names(index)
    families = tuple(name.lower() for name in declared)

    def provider(name: str) -> str:
        if is_stdlib(name, target):
            return STANDARD_LIBRARY
        if installed is not None:
            return THIRD_PARTY if top_level(name) in installed or _SHIMS.get(name) in installed else NOBODY
        if name in declared:
            return THIRD_PARTY
        if "." in name:
            family = name.rpartition(".")[0].replace(".", "_").lower() + "_"
            return THIRD_PARTY if any(each.startswith(family) for each in families) else NOBODY
        if name in own:
            return NOBODY
        return THIRD_PARTY if has_requirements or is_well_known(name) else NOBODY

    return provider


def is_well_known(name: str) -> bool:
    """Return whether a well-known distribution provides the first part of a dotted name."""
    top = top_level(name)
    return top in _OTHER_NAMES or top.lower() in well_known_names()


def is_shared_namespace(name: str) -> bool:
    """Return whether distributions of many projects put portions into a namespace package of this name."""
    return name in _SHARED_NAMESPACES


def states_requirements(files: Iterable[str]) -> bool:
    """Return whether a project has a file that can state what it requires."""
    return any(_REQUIREMENTS.fullmatch(path.rpartition("/")[2]) for path in files)


def _own_names(index: PathIndex) -> frozenset[str]:
    """Return every name that some directory of the project, no package itself, could provide at top level."""
    return frozenset(
        name
        for directory in index.all_directories()
        if "__init__" not in index.names(directory)
        for name, found in index.names(directory).items()
        if found.kind is not ModuleKind.NAMESPACE or _has_modules(index, found.directories[0])
    )


def _has_modules(index: PathIndex, directory: str) -> bool:
    return any(found.kind is not ModuleKind.NAMESPACE for found in index.names(directory).values())


@cache
def well_known_names() -> frozenset[str]:
    """Return the names of the most downloaded distributions, as an import statement would write them.

    The list stands beside this module (docs/decisions/003-import-machine.md).
    """
    text = Path(__file__).with_name("well_known_names.txt").read_text(encoding="ascii")
    return frozenset(text.split())
