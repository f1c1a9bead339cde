// Which part of the graph is to be seen: open groups, filters, and imports put together between what is visible.

const SEVERITIES = ["error", "warning", "note"];

const readSet = (text) => new Set(text.split("|").filter(Boolean).map(decode));
const writeSet = (set) => [...set].sort().map(encodeURIComponent).join("|");

// Unless somebody chose, services are closed, and a chain of single groups is open: it would only be in the way.
function openGroups() {
  if (state.open) return readSet(state.open);
  const open = new Set();
  for (let node = project; node.children.length === 1; node = node.children[0]) open.add(node.children[0].id);
  return open;
}

function timingsShown() {
  return state.timing ? new Set(state.timing.split(",")) : new Set(TIMINGS);
}

const isShown = (edge, timings) => (edge.implicit ? timings.has(IMPLICIT) && timings.has(edge.timing) : timings.has(edge.timing));

// The modules to draw: those of the chosen source root, of cycles, with findings, or near a module.
function modulesShown(timings) {
  let shown = new Set(modules.keys());
  const keep = (test) => (shown = new Set([...shown].filter(test)));
  if (state.root) keep((index) => data.roots[modules[index].root] === state.root);
  if (state.severity || state.rule) keep((index) => modules[index].findings.some(passesKind));
  if (state.cycles) {
    const inCycles = new Set(edges.filter((edge) => edge.inCycle).flatMap((edge) => [edge.importer, edge.imported]));
    keep((index) => inCycles.has(index));
  }
  if (state.near && nodesById.has(state.near)) {
    const near = neighbours(nodesById.get(state.near), timings);
    keep((index) => near.has(index));
  }
  return shown;
}

function passesKind(finding) {
  return (!state.severity || state.severity.split(",").includes(finding.severity)) && (!state.rule || finding.rule === state.rule);
}

function neighbours(node, timings) {
  const inside = new Set(leaves(node).map((leaf) => leaf.module));
  const near = new Set(inside);
  for (const edge of edges) {
    if (!isShown(edge, timings)) continue;
    if (inside.has(edge.importer)) near.add(edge.imported);
    if (inside.has(edge.imported)) near.add(edge.importer);
  }
  return near;
}

function leaves(node) {
  return node.children.length ? node.children.flatMap(leaves) : node.module >= 0 ? [node] : [];
}

// The visible graph: the tree of shown groups with their open state, and the joined edges between visible nodes.
function visibleGraph() {
  const open = openGroups();
  const timings = timingsShown();
  const shown = modulesShown(timings);
  const top = showGroup(project, open, shown);
  const standing = modules.map(() => null); // module -> the visible node that stands for it
  const nodes = [];
  collectVisible(top, nodes, standing);
  return { top, nodes, edges: joinEdges(standing, timings), open, hidden: modules.length - shown.size };
}

function showGroup(node, open, shown) {
  const children = node.children.map((child) => showGroup(child, open, shown)).filter(Boolean);
  if (node !== project && !children.length && !(node.module >= 0 && !node.children.length && shown.has(node.module))) return null;
  const isOpen = node === project || (open.has(node.id) && children.length > 0);
  return { node, children, isOpen, isGroup: children.length > 0, parent: null, bends: new Map() };
}

function collectVisible(item, nodes, standing) {
  if (item.node !== project) nodes.push(item);
  for (const child of item.children) child.parent = item;
  if (item.isOpen) item.children.forEach((child) => collectVisible(child, nodes, standing));
  else for (const leaf of leavesOf(item)) standing[leaf.node.module] = item;
}

function leavesOf(item) {
  return item.isGroup ? item.children.flatMap(leavesOf) : [item];
}

function joinEdges(standing, timings) {
  const joined = new Map();
  const numbers = new Map();
  const numberOf = (item) => numbers.get(item) ?? numbers.set(item, numbers.size).get(item);
  for (const edge of edges) {
    const from = standing[edge.importer];
    const to = standing[edge.imported];
    if (!from || !to || from === to || !isShown(edge, timings)) continue;
    const key = numberOf(from) * 1e6 + numberOf(to);
    if (!joined.has(key)) joined.set(key, { from, to, edges: [], inCycle: false, chosen: false });
    const one = joined.get(key);
    one.edges.push(edge);
    one.inCycle ||= edge.inCycle;
    one.chosen ||= isOfFinding(edge);
  }
  return [...joined.values()].map((one) => ({ ...one, timing: strongest(one.edges) }));
}

const strongest = (list) => TIMINGS.find((timing) => list.some((edge) => edge.timing === timing));

// Whether an import is a step of the finding that the graph was opened for.
function isOfFinding(edge) {
  const finding = findingById.get(state.finding);
  const steps = finding ? finding.flow || [finding.at] : [];
  return steps.some(([file, line]) => modules[edge.importer].file === file && edge.line === line);
}

function worstOf(node) {
  const shown = node.findings.filter(passesKind);
  return { count: shown.length, severity: SEVERITIES.find((severity) => shown.some((finding) => finding.severity === severity)) };
}
