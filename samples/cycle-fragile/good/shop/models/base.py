class Base:
    table = ""
