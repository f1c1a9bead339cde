"""Projects that the commands are tried on."""

CLEAN = {"setup.py": "", "app/__init__.py": "", "app/core.py": "import json\n", "app/main.py": "from app import core\n"}

# Two services that share a name, each with an import that cannot succeed.
TWO_SERVICES = {
    f"services/{service}/{name}": text
    for service in ("a", "b")
    for name, text in {
        "requirements.txt": "",
        "app/__init__.py": "import app.core\n",
        "app/core.py": "import app.missing\n",
    }.items()
}

# Either module fails when it is imported first.
CYCLE = {"setup.py": "", "one.py": "from two import b\n\na = 1\n", "two.py": "from one import a\n\nb = 1\n"}
