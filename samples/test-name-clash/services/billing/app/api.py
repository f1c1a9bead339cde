def status():
    return "billing is up"
