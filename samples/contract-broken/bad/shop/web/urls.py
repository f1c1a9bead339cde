def url_for(name, **arguments):
    return "/".join(("", name, *map(str, arguments.values())))
