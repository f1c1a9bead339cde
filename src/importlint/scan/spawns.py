"""Calls that start a child interpreter."""

import ast

from importlint.model.facts import Context, Spawn, SpawnKind
from importlint.patterns import regex
from importlint.scan.reading import Reading

_COMMANDS = regex(
    r"subprocess\.(?:run|Popen|call|check_call|check_output|getoutput|getstatusoutput)"
    r"|asyncio\.(?:subprocess\.)?create_subprocess_(?:exec|shell)|os\.(?:system|popen|spawn\w+|posix_spawnp?|exec\w+)"
)
_PROCESSES = regex(
    r"(?:\w+\.)*multiprocessing(?:\.\w+)*\.(?:Process|SpawnProcess|ForkServerProcess|Pool|Manager)"
    r"|(?:\w+\.)*ProcessPoolExecutor"
)
_INTERPRETER = regex(r"(?:\S*/)?python[\d.]*(?:\.exe)?(?:\s|\Z)")


def spawn(node: ast.Call, context: Context, reading: Reading) -> Spawn | None:
    """Make the fact of a call that starts an interpreter, None if it is another."""
    dotted = reading.names.dotted(node.func)
    if not _PROCESSES.fullmatch(dotted) and not (_COMMANDS.fullmatch(dotted) and _runs_python(node, reading)):
        return None
    return Spawn(reading.span(node), reading.text(node.func), "", SpawnKind.PROCESS, context)


def _runs_python(node: ast.Call, reading: Reading) -> bool:
    """Return whether `sys.executable` or a command `python` is among the arguments."""
    arguments = (*node.args, *(keyword.value for keyword in node.keywords))
    for argument in arguments:
        looked_up = reading.assigned(argument.id) if isinstance(argument, ast.Name) else [argument]
        for inner in (part for value in looked_up for part in ast.walk(value)):
            if isinstance(inner, ast.Attribute | ast.Name) and reading.names.dotted(inner) == "sys.executable":
                return True
            if isinstance(inner, ast.Constant) and isinstance(inner.value, str) and _INTERPRETER.match(inner.value):
                return True
    return False
