// The graph on the screen.

const canvas = byId("canvas");
const scene = byId("scene");
const view = { x: 0, y: 0, scale: 1 };
let graph = null; // what visibleGraph returned, laid out
let focused = ""; // id of the node that Tab reaches
let fitted = "";

function showGraph() {
  readGraphForm();
  const anchor = graph?.nodes.find((item) => item.node.id === state.node);
  const before = anchor && { left: anchor.left, top: anchor.top };
  graph = visibleGraph();
  layOut(graph);
  drawGraph();
  const after = before && graph.nodes.find((item) => item.node.id === state.node);
  const frame = [state.root, state.near, state.cycles, state.severity, state.rule, state.finding].join();
  if (!after || fitted !== frame) fit();
  else moveView(view.x + (before.left - after.left) * view.scale, view.y + (before.top - after.top) * view.scale);
  fitted = frame;
  showPanel();
}

function drawGraph() {
  const closed = graph.nodes.filter((item) => !item.isOpen);
  const groups = graph.nodes.filter((item) => item.isOpen);
  if (!graph.nodes.some((item) => item.node.id === focused)) focused = state.node || graph.nodes[0]?.node.id || "";
  scene.replaceChildren(
    shape("g", { "aria-hidden": "true" }, groups.map(drawBox), [...graph.edges].sort(byImportance).map(drawEdge)),
    ...groups.map(drawHeader),
    ...closed.map(drawNode),
  );
  byId("graph-empty").hidden = graph.nodes.length > 0;
}

const byImportance = (a, b) => a.chosen - b.chosen || a.inCycle - b.inCycle;

function drawBox(item) {
  return shape("rect", { class: `box ${item.node.kind}`, x: item.left, y: item.top, width: item.width, height: item.height, rx: 10 });
}

function drawHeader(item) {
  return clickable(item, [
    shape("rect", { class: "header", x: item.left, y: item.top, width: item.width, height: HEADER - 4, rx: 10 }),
    shape("text", { x: item.left + 34, y: item.top + 20 }, labelOf(item)),
    sign(item, item.left + 18, item.top + 15),
  ]);
}

function drawNode(item) {
  const { left, top, width, height } = item;
  const found = worstOf(item.node);
  return clickable(item, [
    item.isGroup && shape("rect", { class: "stack", x: left + 3, y: top + 3, width, height, rx: 7 }),
    shape("rect", { class: "plate", x: left, y: top, width, height, rx: 7 }),
    shape("text", { x: left + (item.isGroup ? 34 : 12), y: top + 19.5 }, labelOf(item)),
    item.isGroup && sign(item, left + 18, top + 15),
    found.count && badge(found, left + width - 20, top + height / 2),
  ]);
}

function clickable(item, parts) {
  const { node } = item;
  return shape(
    "g",
    {
      class: `node ${node.kind}${node.id === state.node ? " chosen" : ""}`, role: "button", "data-id": node.id,
      tabindex: node.id === focused ? "0" : "-1", "aria-label": describeNode(item), "aria-pressed": String(node.id === state.node),
      "aria-expanded": item.isGroup ? String(item.isOpen) : undefined,
      onclick: () => chooseNode(node.id), ondblclick: () => toggleGroup(item), onfocus: () => focusNode(node.id),
    },
    shape("title", {}, nameOf(node)),
    parts,
  );
}

// What a node is called where it stands alone.
function nameOf(node) {
  if (node.kind === "root") return node.id;
  if (node.kind === "service") return node.label;
  return modules[node.module]?.name || node.id.slice(node.id.indexOf(":") + 1);
}

const kindOf = (node) => (node.kind === "root" ? "source root" : node.kind);

function describeNode({ node, isGroup }) {
  const found = worstOf(node).count;
  return [`${node.label}, ${kindOf(node)}`, isGroup && counted(node.size, "module"), found && counted(found, "finding")].filter(Boolean).join(", ");
}

function sign(item, x, y) {
  const toggle = (event) => {
    event.stopPropagation();
    toggleGroup(item);
  };
  const lines = item.isOpen ? "M-4 0h8" : "M-4 0h8M0-4v8";
  return shape("g", { class: "sign", transform: `translate(${x} ${y})`, onclick: toggle }, shape("circle", { r: 8 }), shape("path", { d: lines }));
}

function badge({ count, severity }, x, y) {
  return shape("g", { class: `badge ${severity}` }, shape("circle", { cx: x, cy: y, r: 10 }), shape("text", { x, y: y + 3.5 }, count > 99 ? "99+" : String(count)));
}

function drawEdge(edge) {
  const kind = ["edge", edge.timing, edge.inCycle && "in-cycle", edge.chosen && "chosen"].filter(Boolean).join(" ");
  const touched = state.node && [edge.from, edge.to].some((item) => isInside(item.node, state.node));
  const d = route(edge);
  return shape(
    "g",
    { class: touched ? `${kind} touched` : kind, onclick: () => showImports(edge) },
    shape("path", { class: "wide", d }),
    shape("path", { d, "marker-end": `url(#arrow-${edge.inCycle ? "in-cycle" : edge.chosen ? "chosen" : edge.timing})`, "stroke-width": Math.min(4, 1.2 + Math.log10(edge.edges.length)) }),
    shape("title", {}, `${edge.from.node.label} imports ${edge.to.node.label}: ${counted(edge.edges.length, "import")}`),
  );
}

function isInside(node, id) {
  for (let group = node; group; group = group.parent) if (group.id === id) return true;
  return false;
}

// From the importer's side to the imported's, importers standing left. Forward and backward arrows between the same two
// nodes keep apart: the former leave in the upper half, the latter in the lower.
function route({ from, to, ends }) {
  const bends = ends[0].bends.get(ends[1]) || [];
  const right = (item) => item.left + item.width;
  const [high, low] = [(item) => item.top + 11, (item) => item.top + 20];
  if (right(from) + 8 <= to.left) return around(bends, right(from), high(from), to.left - 3, high(to), 1);
  if (right(to) + 8 <= from.left) return around(bends, from.left, low(from), right(to) + 3, low(to), -1);
  return curve(right(from), low(from), right(to) + 3, low(to), 1, -1);
}

// The layout bends long arrows around the nodes between their ends; `way` is 1 to the right, -1 to the left.
function around(bends, x1, y1, x2, y2, way) {
  const inner = bends.length > 1 ? bends.filter(({ x }) => (x - x1) * way > 20 && (x2 - x) * way > 20) : [];
  const stops = [{ x: x1, y: y1 }, ...inner, { x: x2, y: y2 }];
  if (stops.length === 2) return curve(x1, y1, x2, y2, way, way);
  return stops.slice(1).reduce((path, { x, y }, index) => {
    const before = stops[index];
    const middle = (before.x + x) / 2;
    return `${path}C${middle} ${before.y} ${middle} ${y} ${x} ${y}`;
  }, `M${x1} ${y1}`);
}

// A curve that leaves and arrives level; `out` and `into` are its directions: 1 to the right, -1 to the left.
function curve(x1, y1, x2, y2, out, into) {
  const reach = Math.max(24, Math.min(90, Math.abs(x2 - x1) / 2, out === into ? 90 : 48));
  return `M${x1} ${y1}C${x1 + out * reach} ${y1} ${x2 - into * reach} ${y2} ${x2} ${y2}`;
}

function chooseNode(id) {
  focused = id;
  go({ node: id }, { replace: true });
}

function focusNode(id) {
  focused = id;
  for (const node of scene.querySelectorAll(".node")) node.setAttribute("tabindex", node.dataset.id === id ? "0" : "-1");
}

function toggleGroup(item) {
  if (!item.isGroup) return;
  const open = openGroups();
  if (item.isOpen) open.delete(item.node.id);
  else open.add(item.node.id);
  focused = item.node.id;
  go({ open: writeSet(open) || "|", node: item.node.id }, { replace: true });
  announce(`${item.node.label} ${item.isOpen ? "closed" : "open"}`);
  elementOf(item.node.id)?.focus();
}

const elementOf = (id) => [...scene.querySelectorAll(".node")].find((node) => node.dataset.id === id);
