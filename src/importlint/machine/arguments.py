"""Arguments of calls and defaults of parameters."""

import ast

from importlint.machine.frames import Frame
from importlint.machine.values import Mapping, Value
from importlint.machine.vm import Arguments, Vm


def evaluate_arguments(vm: Vm, node: ast.Call | ast.ClassDef, frame: Frame) -> Arguments:
    """Evaluate the arguments of a call, or the bases and keywords of a class."""
    positional: list[Value] = []
    keywords: dict[str, Value] = {}
    complete = True
    for part in node.args if isinstance(node, ast.Call) else node.bases:
        if isinstance(part, ast.Starred):
            items = vm.iterate(vm.evaluate(part.value, frame), part, frame)
            positional.extend(items or ())
            complete = complete and items is not None
        else:
            positional.append(vm.evaluate(part, frame))
    for keyword in node.keywords:
        value = vm.evaluate(keyword.value, frame)
        if keyword.arg is not None:
            keywords[keyword.arg] = value
        elif isinstance(value, Mapping) and isinstance(value.cell["items"], dict):
            keywords.update({key: item for key, item in value.cell["items"].items() if isinstance(key, str)})
        else:
            complete = False
    return Arguments(tuple(positional), keywords, complete)


def evaluate_defaults(vm: Vm, arguments: ast.arguments, frame: Frame) -> dict[str, Value]:
    """Evaluate the default values of parameters, in CPython's order."""
    positional = [*arguments.posonlyargs, *arguments.args]
    found = {
        parameter.arg: vm.evaluate(default, frame)
        for parameter, default in zip(
            positional[len(positional) - len(arguments.defaults) :], arguments.defaults, strict=True
        )
    }
    for parameter, default in zip(arguments.kwonlyargs, arguments.kw_defaults, strict=True):
        if default is not None:
            found[parameter.arg] = vm.evaluate(default, frame)
    return found
