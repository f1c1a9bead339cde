// Import each module of samples/cycle-zoo first in a CPython 3.15 of its own, and write down what happens, as
// fork_server.py does for the interpreters that can run here:
//
//     npm install pyodide@315.0.0-alpha.2
//     node tests/differential/record_zoo.mjs > tests/differential/cycle-zoo-3.15.json
import { readdirSync, readFileSync, statSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join, relative } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";

const ZOO = join(dirname(fileURLToPath(import.meta.url)), "..", "..", "samples", "cycle-zoo");
const installed = createRequire(join(process.cwd(), "any.js")).resolve("pyodide");
const { loadPyodide } = await import(pathToFileURL(join(dirname(installed), "pyodide.mjs")));

const ASK = `
import importlib, json, os, sys, traceback
ROOT = "/zoo"
sys.path.insert(0, ROOT)
os.chdir(ROOT)
error = None
try:
    importlib.import_module(ENTRY)
except BaseException as raised:
    place, line = "", 0
    for frame in traceback.extract_tb(raised.__traceback__):
        if frame.filename.startswith(ROOT + "/"):
            place, line = os.path.relpath(frame.filename, ROOT), frame.lineno
    error = {"type": type(raised).__name__, "message": str(raised).replace(ROOT + "/", ""), "path": place, "line": line}
files = {name: getattr(module, "__file__", None) for name, module in list(sys.modules.items())}
modules = {name: os.path.relpath(file, ROOT) for name, file in files.items() if file and file.startswith(ROOT + "/")}
json.dumps({"error": error, "modules": modules})
`;

function sources(directory) {
  return readdirSync(directory).sort().flatMap((name) => {
    const path = join(directory, name);
    if (statSync(path).isDirectory()) return name === "__pycache__" ? [] : sources(path);
    return name.endsWith(".py") ? [path] : [];
  });
}

const files = sources(ZOO).map((path) => relative(ZOO, path).replaceAll("\\", "/"));
const answers = {};
let version = "";
for (const file of files) {
  const entry = file.replace(/(\/__init__)?\.py$/, "").replaceAll("/", ".");
  const python = await loadPyodide();
  python.FS.mkdir("/zoo");
  for (const path of files) {
    python.FS.mkdirTree(`/zoo/${dirname(path)}`);
    python.FS.writeFile(`/zoo/${path}`, readFileSync(join(ZOO, path)));
  }
  version = python.runPython("import sys; sys.version.split()[0]");
  answers[entry] = JSON.parse(python.runPython(`ENTRY = ${JSON.stringify(entry)}\n${ASK}`));
}
console.log(JSON.stringify({ version, answers }, null, 1));
