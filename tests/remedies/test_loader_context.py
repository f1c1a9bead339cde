"""How a script reads with a loader context for each service."""

from importlint.remedies.loader_context import loader_fix
from tests.projects import project_from

SERVICES = {
    "services/billing/requirements.txt": "fastapi\n",
    "services/billing/app/__init__.py": "",
    "services/billing/app/core.py": "",
    "services/billing/app/invoice.py": "",
    "services/search/requirements.txt": "fastapi\n",
    "services/search/app/__init__.py": "",
    "services/search/app/core.py": "",
    "services/search/app/index.py": "",
}


def contexts(path: str, text: str) -> list[str]:
    """Return the lines with the contexts, [] if there is no fix."""
    project = project_from(SERVICES | {path: text})
    fix = loader_fix(project, project.contested["app"], path)
    lines = fix.text.splitlines() if fix else []
    return lines[lines.index(")") + 1 :] if lines else []


def test_each_import_goes_to_the_service_that_has_it() -> None:
    assert contexts("run.py", "import app.index\nimport app.invoice\n") == [
        'with services["search"]:',
        "    import app.index",
        'with services["billing"]:',
        "    import app.invoice",
    ]


def test_where_both_have_it_the_last_path_edit_above_decides() -> None:
    text = (
        "import sys\n"
        "sys.path.insert(0, 'services/search')\n"
        "from app.core import Search\n"
        "sys.path.insert(0, 'services/billing')\n"
        "from app.core import Billing\n"
    )
    assert contexts("run.py", text) == [
        'with services["search"]:',
        "    from app.core import Search",
        'with services["billing"]:',
        "    from app.core import Billing",
    ]


def test_a_script_of_one_service_needs_no_context() -> None:
    assert contexts("run.py", "import app.index\n") == []
    assert contexts("services/billing/tool.py", "import app.core\nimport app.invoice\n") == []
