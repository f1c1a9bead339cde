def status():
    return "search is up"
