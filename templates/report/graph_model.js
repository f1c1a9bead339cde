// The import graph as a tree of groups (service, source root, package, module) and the imports between its modules.

const TIMINGS = ["eager", "deferred", "lazy", "type-only"];
const IMPLICIT = "implicit";
const EDGE_SIZE = 4;
const modules = data.graph.modules.map(([root, name, file]) => ({ root, name, file, findings: [] }));
const edges = readEdges(data.graph.edges);
const project = makeNode("", "project", "", null);
const nodesById = new Map();
const modulesByFile = new Map();

function readEdges(numbers) {
  const read = [];
  for (let at = 0; at < numbers.length; at += EDGE_SIZE) {
    const [importer, imported, kind, line] = numbers.slice(at, at + EDGE_SIZE);
    const implicit = kind >= TIMINGS.length;
    read.push({ importer, imported, timing: TIMINGS[kind % TIMINGS.length], implicit, line, inCycle: false });
  }
  return read;
}

function makeNode(id, kind, label, parent) {
  const node = { id, kind, label, short: label, parent, children: [], module: -1, size: 0, findings: [] };
  if (parent) parent.children.push(node);
  return node;
}

function buildTree() {
  modules.forEach((module, index) => {
    const root = rootNode(module.root);
    let node = root;
    let path = "";
    for (const part of module.name.split(".")) {
      path = path ? `${path}.${part}` : part;
      node = groupAt(`${root.id}:${path}`, "package", part, node);
    }
    node.module = index;
    module.node = node;
    if (module.file >= 0) modulesByFile.set(module.file, [...(modulesByFile.get(module.file) || []), index]);
  });
  for (const node of nodesById.values()) finishNode(node);
  shortenPaths(project.children);
  for (const finding of findings) {
    for (const index of modulesByFile.get(finding.at[0]) || []) {
      modules[index].findings.push(finding);
      for (let node = modules[index].node; node; node = node.parent) node.findings.push(finding);
    }
  }
  markCycles();
}

// The source roots of one project directory stand together: a service with its scripts, its migrations, its tests.
function rootNode(position) {
  const path = data.roots[position];
  const owner = data.projects[position];
  const hasOthers = owner !== "." && data.projects.filter((other) => other === owner).length > 1;
  if (!hasOthers) return groupAt(path, "root", path === "." ? "project" : path, project);
  const service = groupAt(`service:${owner}`, "service", owner, project);
  return groupAt(path, "root", path.startsWith(`${owner}/`) ? path.slice(owner.length + 1) : "./", service);
}

function groupAt(id, kind, label, parent) {
  if (!nodesById.has(id)) nodesById.set(id, makeNode(id, kind, label, parent));
  return nodesById.get(id);
}

// A drawing has no room for whole paths: each is cut to the last directories that tell it from the others.
function shortenPaths(nodes) {
  const tail = (path, length) => path.split("/").slice(-length).join("/");
  for (let length = 1, open = nodes; open.length; length += 1) {
    const counts = new Map();
    for (const node of nodes) counts.set(tail(node.label, length), (counts.get(tail(node.label, length)) || 0) + 1);
    for (const node of open) node.short = tail(node.label, length);
    open = open.filter((node) => counts.get(node.short) > 1 && node.short !== node.label);
  }
}

// What has no children is a module; a package's own file is a module beside its others.
function finishNode(node) {
  if (!node.children.length) node.kind = "module";
  else if (node.module >= 0 && modules[node.module].file >= 0) {
    const own = makeNode(`${node.id}:`, "module", "__init__", node);
    own.module = node.module;
    modules[node.module].node = own;
    nodesById.set(own.id, own);
  }
  if (node.kind === "module" && node.module >= 0) {
    for (let group = node; group; group = group.parent) group.size += 1;
  }
}

// Cycles as the glossary has them: strongly connected components of the eager imports. A module's own packages are
// already being imported when it runs, so the implicit imports of them count for nothing.
function markCycles() {
  const successors = modules.map(() => []);
  const counts = edges.filter((edge) => edge.timing === "eager" && !(edge.implicit && isOwnPackage(edge)));
  for (const edge of counts) successors[edge.importer].push(edge.imported);
  const component = findComponents(successors);
  for (const edge of counts) edge.inCycle = edge.importer !== edge.imported && component[edge.importer] === component[edge.imported];
}

function isOwnPackage({ importer, imported }) {
  return modules[importer].root === modules[imported].root && modules[importer].name.startsWith(`${modules[imported].name}.`);
}

// Tarjan's algorithm without recursion: a large cycle would exhaust the stack.
function findComponents(successors) {
  const index = successors.map(() => -1);
  const low = successors.map(() => -1);
  const component = successors.map(() => -1);
  const open = [];
  let visited = 0;
  for (let start = 0; start < successors.length; start += 1) {
    const path = index[start] < 0 ? [{ node: start, next: 0 }] : [];
    while (path.length) {
      const { node, next } = path.at(-1);
      if (index[node] < 0) {
        index[node] = low[node] = visited++;
        open.push(node);
      }
      path.at(-1).next += 1;
      const target = successors[node][next];
      if (target === undefined) {
        path.pop();
        if (path.length) low[path.at(-1).node] = Math.min(low[path.at(-1).node], low[node]);
        if (low[node] === index[node]) closeComponent(open, node, component);
      } else if (index[target] < 0) {
        path.push({ node: target, next: 0 });
      } else if (component[target] < 0) {
        low[node] = Math.min(low[node], index[target]);
      }
    }
  }
  return component;
}

function closeComponent(open, first, component) {
  let member;
  do {
    member = open.pop();
    component[member] = first;
  } while (member !== first);
}
