"""The top-level names of the standard library, whatever interpreter runs importlint.

Source: `sys.stdlib_module_names` of CPython 3.8 to 3.15, without the modules that only its own tests have.
"""

_ALWAYS_NAMES = """
    __future__ _abc _ast _asyncio _bisect _blake2 _bz2 _codecs _codecs_cn _codecs_hk _codecs_iso2022 _codecs_jp
    _codecs_kr _codecs_tw _collections _collections_abc _compat_pickle _contextvars _csv _ctypes _curses
    _curses_panel _datetime _dbm _decimal _elementtree _frozen_importlib _frozen_importlib_external _functools _gdbm
    _hashlib _heapq _imp _io _json _locale _lsprof _lzma _markupbase _md5 _multibytecodec _multiprocessing _opcode
    _operator _osx_support _overlapped _pickle _posixshmem _posixsubprocess _py_abc _pydecimal _pyio _queue _random
    _scproxy _sha1 _sha3 _signal _sitebuiltins _socket _sqlite3 _sre _ssl _stat _statistics _string _strptime
    _struct _symtable _thread _threading_local _tkinter _tracemalloc _uuid _warnings _weakref _weakrefset _winapi
    abc antigravity argparse array ast asyncio atexit base64 bdb binascii bisect builtins bz2 cProfile calendar
    cmath cmd code codecs codeop collections colorsys compileall concurrent configparser contextlib contextvars copy
    copyreg csv ctypes curses dataclasses datetime dbm decimal difflib dis doctest email encodings ensurepip enum
    errno faulthandler fcntl filecmp fileinput fnmatch fractions ftplib functools gc genericpath getopt getpass
    gettext glob grp gzip hashlib heapq hmac html http idlelib imaplib importlib inspect io ipaddress itertools json
    keyword linecache locale logging lzma mailbox marshal math mimetypes mmap modulefinder msvcrt multiprocessing
    netrc nt ntpath nturl2path numbers opcode operator optparse os pathlib pdb pickle pickletools pkgutil platform
    plistlib poplib posix posixpath pprint profile pstats pty pwd py_compile pyclbr pydoc pydoc_data pyexpat queue
    quopri random re readline reprlib resource rlcompleter runpy sched secrets select selectors shelve shlex shutil
    signal site smtplib socket socketserver sqlite3 ssl stat statistics string stringprep struct subprocess symtable
    sys sysconfig syslog tabnanny tarfile tempfile termios textwrap this threading time timeit tkinter token
    tokenize trace traceback tracemalloc tty turtle turtledemo types typing unicodedata unittest urllib uuid venv
    warnings wave weakref webbrowser winreg winsound wsgiref xml xmlrpc zipapp zipfile zipimport zlib
"""
_ALWAYS = frozenset(_ALWAYS_NAMES.split())

# The version that brings a module, for those that 3.8 does not have.
_ADDED = {
    "_aix_support": (3, 9),
    "_android_support": (3, 13),
    "_apple_support": (3, 13),
    "_ast_unparse": (3, 14),
    "_bootsubprocess": (3, 9),
    "_colorize": (3, 13),
    "_hmac": (3, 14),
    "_interpchannels": (3, 13),
    "_interpqueues": (3, 13),
    "_interpreters": (3, 13),
    "_ios_support": (3, 13),
    "_math_integer": (3, 15),
    "_opcode_metadata": (3, 13),
    "_peg_parser": (3, 9),
    "_py_warnings": (3, 14),
    "_pydatetime": (3, 12),
    "_pylong": (3, 12),
    "_pyrepl": (3, 13),
    "_remote_debugging": (3, 14),
    "_sha2": (3, 12),
    "_suggestions": (3, 13),
    "_sysconfig": (3, 13),
    "_tokenize": (3, 11),
    "_types": (3, 14),
    "_typing": (3, 11),
    "_wmi": (3, 12),
    "_zoneinfo": (3, 9),
    "_zstd": (3, 14),
    "annotationlib": (3, 14),
    "compression": (3, 14),
    "graphlib": (3, 9),
    "profiling": (3, 15),
    "tomllib": (3, 11),
    "zoneinfo": (3, 9),
}

# The first version without a module.
_REMOVED = {
    "_bootlocale": (3, 10),
    "_bootsubprocess": (3, 12),
    "_compression": (3, 14),
    "_crypt": (3, 13),
    "_dummy_thread": (3, 9),
    "_msi": (3, 13),
    "_peg_parser": (3, 10),
    "_sha256": (3, 12),
    "_sha512": (3, 12),
    "aifc": (3, 13),
    "asynchat": (3, 12),
    "asyncore": (3, 12),
    "audioop": (3, 13),
    "binhex": (3, 11),
    "cgi": (3, 13),
    "cgitb": (3, 13),
    "chunk": (3, 13),
    "crypt": (3, 13),
    "distutils": (3, 12),
    "dummy_threading": (3, 9),
    "formatter": (3, 10),
    "imghdr": (3, 13),
    "imp": (3, 12),
    "lib2to3": (3, 13),
    "mailcap": (3, 13),
    "msilib": (3, 13),
    "nis": (3, 13),
    "nntplib": (3, 13),
    "ossaudiodev": (3, 13),
    "parser": (3, 10),
    "pipes": (3, 13),
    "smtpd": (3, 12),
    "sndhdr": (3, 13),
    "spwd": (3, 13),
    "sre_compile": (3, 15),
    "sre_constants": (3, 15),
    "sre_parse": (3, 15),
    "sunau": (3, 13),
    "symbol": (3, 10),
    "telnetlib": (3, 13),
    "uu": (3, 13),
    "xdrlib": (3, 13),
}

# Built into the interpreter on every platform or frozen into it, so that no file on the search path is ever asked:
# `sys.meta_path` begins with BuiltinImporter and FrozenImporter. `encodings` is loaded before a program starts.
_NEVER_SHADOWED_NAMES = """
    _abc _ast _codecs _collections _collections_abc _frozen_importlib _frozen_importlib_external _functools _imp _io
    _locale _operator _signal _sitebuiltins _sre _stat _string _symtable _thread _tracemalloc _warnings _weakref abc
    atexit builtins codecs encodings errno faulthandler gc genericpath io itertools marshal ntpath os posixpath
    runpy site stat sys time zipimport
"""
_NEVER_SHADOWED = frozenset(_NEVER_SHADOWED_NAMES.split())
_NEVER_SHADOWED_SINCE = {"_typing": (3, 12), "linecache": (3, 15)}


def is_stdlib(name: str, target: tuple[int, int]) -> bool:
    """Return whether a top-level name belongs to the standard library of a Python version."""
    if name in _ALWAYS:
        return True
    if name not in _ADDED and name not in _REMOVED:
        return False
    removed = _REMOVED.get(name)
    return _ADDED.get(name, (3, 0)) <= target and (removed is None or target < removed)


def is_any_stdlib(name: str) -> bool:
    """Return whether a top-level name belongs to the standard library of any Python from 3.8 on."""
    return name in _ALWAYS or name in _ADDED or name in _REMOVED


def removed_in(name: str) -> tuple[int, int] | None:
    """Return the first version that has no such module in its standard library any more."""
    return _REMOVED.get(name)


def is_never_shadowed(name: str, target: tuple[int, int]) -> bool:
    """Return whether importing a name gives the interpreter's own module, whatever lies on the search path."""
    return name in _NEVER_SHADOWED or _NEVER_SHADOWED_SINCE.get(name, (4, 0)) <= target
