"""The method resolution order of classes: C3 (Objects/typeobject.c, mro_implementation and pmerge)."""

from importlint.machine.values import Class


def linearize(bases: list[Class]) -> tuple[Class, ...] | None:
    """Return the order of a class's ancestors, None where CPython finds no consistent one.

    Bases that are not of the scanned code are left out: they have no order with the others that we could know.
    """
    waiting = [list(base.order) for base in bases] + [list(bases)]
    order: list[Class] = []
    while waiting := [line for line in waiting if line]:
        head = next((line[0] for line in waiting if not any(line[0] in other[1:] for other in waiting)), None)
        if head is None:
            return None
        order.append(head)
        for line in waiting:
            if line[0] is head:
                del line[0]
    return tuple(order)
