"""Random monorepos whose scripts edit `sys.path` in every form and import contested names, from a seed."""

import random
import textwrap

from tests.differential.generator import Sample

_SERVICES = ("billing", "orders", "search")


def generate_scripts(seed: int) -> Sample:
    """Return the tree of a seed; its entries are scripts, run from the root."""
    rng = random.Random(f"scripts {seed}")
    services = rng.sample(_SERVICES, 2)
    files: dict[str, str] = {}
    for service in services:
        files |= _service(rng, service)
    files |= {"shared/lib.py": f"PATHS = ['services/{services[0]}']\nVALUE = 1\n", "shared/__init__.py": ""}
    if rng.random() < 0.4:
        files["shared/models.py"] = "NAME = 'shared'\n"
    scripts = {f"scripts/run_{number}.py": _script(rng, services) for number in range(2)}
    if rng.random() < 0.5:
        scripts[f"services/{services[0]}/main.py"] = _script(rng, services, depth=2)
    if rng.random() < 0.4:
        files["scripts/paths.py"] = _setup(rng, services)
    return Sample({**files, **scripts}, tuple(sorted(scripts)))


def _service(rng: random.Random, name: str) -> dict[str, str]:
    base = f"services/{name}"
    files = {
        f"{base}/app/config.py": f"NAME = '{name}'\n",
        f"{base}/app/models.py": rng.choice(
            ("from app.config import NAME\n", "from . import config\n", "import app.config as c\n")
        )
        + f"MODEL_{name} = 1\nMODEL = 2\n",
        f"{base}/models.py": f"OWNER = '{name}'\n",
        f"{base}/{name}_only.py": "import models\nfrom app import config\n",
    }
    if rng.random() < 0.8:
        files[f"{base}/app/__init__.py"] = rng.choice(
            ("", "from .config import NAME\n", "from app.models import MODEL\n")
        )
    if rng.random() < 0.4:
        files[f"{base}/plugins/{name}_plugin.py"] = f"import app.config\nPLUGIN = '{name}'\n"
    if rng.random() < 0.2:
        files[f"{base}/__init__.py"] = ""
    return files


def _script(rng: random.Random, services: list[str], depth: int = 1) -> str:
    lines = ["import os", "import sys", "from pathlib import Path"]
    steps = rng.randint(2, 5)
    for number in range(steps):
        lines.append(_edit(rng, services, depth, number) if rng.random() < 0.55 else _use(rng, services))
    lines.append(_use(rng, services))
    return "\n".join(lines) + "\n"


def _setup(rng: random.Random, services: list[str]) -> str:
    return "import os\nimport sys\nfrom pathlib import Path\n" + _edit(rng, services, 1, 0) + "\nREADY = True\n"


def _directory(rng: random.Random, services: list[str], depth: int) -> str:
    """Return an expression for a service's directory, as a str or a Path."""
    service = rng.choice(services)
    up = depth
    dots = "/".join([".."] * up)
    return rng.choice((
        f"str(Path(__file__).resolve().parents[{up}] / 'services' / '{service}')",
        f"os.path.join(os.path.dirname(os.path.abspath(__file__)), '{dots}', 'services', '{service}')",
        f"os.path.abspath(os.path.join(os.path.dirname(__file__), '{dots}/services/{service}'))",
        f"os.path.normpath(os.path.join(os.path.dirname(__file__), *['..'] * {up}, 'services', '{service}'))",
        f"str(Path(__file__).parent{'.parent' * up}.joinpath('services', '{service}'))",
        f"f\"{{Path(__file__).resolve().parents[{up}]}}/services/{service}\"",
        f"os.path.realpath('services/{service}')",
        f"os.path.join(os.getcwd(), 'services', '{service}')",
        f"'services/{service}'",
        f"'%s/services/%s' % (os.getcwd(), '{service}')",
        f"'{{}}/services/{{}}'.format(os.getcwd(), '{service}')",
        f"str(Path.cwd() / 'services') + '/{service}'",
        f"os.sep.join([os.getcwd(), 'services', '{service}'])",
        f"str(Path('services', '{service}').absolute())",
        f"str((Path(__file__).resolve().parents[{up}] / 'services' / 'x').with_name('{service}'))",
        f"os.fspath(Path('services') / '{service}')",
        f"Path('services/{service}').resolve().as_posix()",
        f"str(Path(__file__).resolve().parents[{up}] / 'shared')",
        f"os.path.dirname('services/{service}/models.py')",
        f"str(Path(__file__).resolve().parents[{up + 1}] / 'services' / '{service}')",
    ))  # fmt: skip


def _edit(rng: random.Random, services: list[str], depth: int, number: int) -> str:
    where = _directory(rng, services, depth)
    other = _directory(rng, services, depth)
    name = f"where_{number}"
    return rng.choice((
        f"sys.path.insert(0, {where})",
        f"sys.path.append({where})",
        f"sys.path.insert(1, {where})",
        f"sys.path[:0] = [{where}]",
        f"sys.path += [{where}, {other}]",
        f"sys.path = [{where}] + sys.path",
        f"sys.path = [{where}, *sys.path]",
        f"sys.path.extend([{where}])",
        f"{name} = {where}\nif {name} not in sys.path:\n    sys.path.insert(0, {name})",
        f"for {name} in [{where}, {other}]:\n    sys.path.insert(0, {name})",
        f"for {name} in reversed(({where}, {other})):\n    if {name} not in sys.path:\n        sys.path.append({name})",
        f"{name} = {where}\nsys.path.insert(0, {name})\n{_use(rng, services)}\nsys.path.remove({name})",
        f"sys.path.insert(0, {where})\n{_use(rng, services)}\nsys.path.pop(0)",
        f"import site\nsite.addsitedir({where})",
        f"import contextlib\n@contextlib.contextmanager\ndef using_{number}(directory):\n    sys.path.insert(0, directory)\n"
        f"    try:\n        yield directory\n    finally:\n        sys.path.remove(directory)\n"
        f"with using_{number}({where}):\n{textwrap.indent(_use(rng, services), '    ')}",
        f"class Using_{number}:\n    def __init__(self, directory):\n        self.directory = directory\n"
        f"    def __enter__(self):\n        sys.path.insert(0, self.directory)\n        return self\n"
        f"    def __exit__(self, *details):\n        sys.path.remove(self.directory)\n        return False\n"
        f"with Using_{number}({where}):\n{textwrap.indent(_use(rng, services), '    ')}",
        f"def add_{number}(directory, *, first=True):\n    if first:\n        sys.path.insert(0, directory)\n    else:\n"
        f"        sys.path.append(directory)\nadd_{number}({where}, first={rng.random() < 0.5})",
        f"sys.path[:] = [entry for entry in sys.path if not entry.endswith('{rng.choice(services)}')]",
        "sys.path.reverse()\nsys.path.reverse()",
        f"try:\n{textwrap.indent(_use(rng, services), '    ')}\nexcept ImportError:\n    sys.path.insert(0, {where})",
        f"if os.path.isdir({where}):\n    sys.path.insert(0, {other})",
        "for key in [key for key in list(sys.modules) if key == 'app' or key.startswith('app.')]:\n    del sys.modules[key]",
        "for key in list(sys.modules):\n    if key.split('.')[0] in ('app', 'models'):\n        sys.modules.pop(key, None)",
        f"PATHS_{number} = {{'a': {where}, 'b': {other}}}\nfor key, value in PATHS_{number}.items():\n    sys.path.insert(0, value)",
        f"sys.path.insert(0, {where} if 'app' in sys.modules else {other})",
        "sys.path.insert(0, '')",
        "import glob\nfor found in sorted(glob.glob(os.path.join(os.getcwd(), 'services', '*'))):\n    sys.path.append(found)",
        "for found in sorted(Path('services').resolve().iterdir()):\n    sys.path.append(str(found))",
        "del sys.path[0]",
        "from paths import READY",
        "sys.path.insert(0, 'shared')\nfrom lib import PATHS\nsys.path[1:1] = PATHS",
    ))  # fmt: skip


def _use(rng: random.Random, services: list[str]) -> str:
    service = rng.choice(services)
    use = rng.choice((
        "import app", "import app.config", "from app.config import NAME", "from app import models", "import models",
        "from models import OWNER", f"from app.models import MODEL_{service}", f"import {service}_only",
        f"from services.{service}.app import config", f"import services.{service}.models as m", "from shared.lib import VALUE",
        "import importlib\nm = importlib.import_module('app.models')",
        f"import importlib\nfor n in ('app.config', '{service}_only'):\n    importlib.import_module(n)",
        f"from plugins import {service}_plugin", "import plugins",
        "def later():\n    from app.config import NAME\n    return NAME\nlater()",
        "def never():\n    import missing_thing\n    return missing_thing",
        f"import importlib.util\nspec = importlib.util.spec_from_file_location('app_{service}', 'services/{service}/app/config.py')\n"
        f"module = importlib.util.module_from_spec(spec)\nsys.modules['app_{service}'] = module\nspec.loader.exec_module(module)",
        f"import runpy\nrunpy.run_path('services/{service}/models.py')",
    ))  # fmt: skip
    if rng.random() < 0.4:
        use = f"try:\n{textwrap.indent(use, '    ')}\nexcept {rng.choice(('ImportError', 'Exception', 'ModuleNotFoundError'))}:\n    pass"
    return use
