"""Projects that the commands are tried on."""

CLEAN = {"setup.py": "", "app/__init__.py": "", "app/core.py": "import json\n", "app/main.py": "from app import core\n"}

# Two services, each with a cycle of its own that survives by order; the contested name makes one finding more.
TWO_SERVICES = {
    f"services/{service}/{name}": text
    for service in ("a", "b")
    for name, text in {
        "requirements.txt": "",
        "app/__init__.py": "y = 1\nfrom app.core import x\n",
        "app/core.py": "x = 1\nfrom app import y\n",
    }.items()
}
