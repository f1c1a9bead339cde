import unknown_thing

s = frozenset([unknown_thing.x, unknown_thing.y])
if len(s) == 2:
    raise ValueError
