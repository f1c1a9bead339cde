def drain():
    return "drained"
