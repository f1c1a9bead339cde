// The graph on the screen: drawing, zooming, moving, and the keyboard.

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
    shape("path", { d, "marker-end": `url(#arrow-${edge.chosen ? "chosen" : edge.inCycle ? "in-cycle" : edge.timing})`, "stroke-width": Math.min(4, 1.2 + Math.log10(edge.edges.length)) }),
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

// ---- moving and zooming

function moveView(x, y, scale = view.scale) {
  Object.assign(view, { x, y, scale });
  scene.setAttribute("transform", `translate(${x} ${y}) scale(${scale})`);
}

function fit() {
  const { width, height } = canvas.getBoundingClientRect();
  if (!width || !graph.top.width) return;
  const scale = Math.max(0.15, Math.min(1.2, (width - 24) / graph.top.width, (height - 24) / graph.top.height));
  const isWide = graph.top.width * scale > width;
  moveView(isWide ? 12 : (width - graph.top.width * scale) / 2, Math.max(12, (height - graph.top.height * scale) / 2), scale);
}

function zoom(factor, x, y) {
  const { width, height } = canvas.getBoundingClientRect();
  const [centreX, centreY] = [x ?? width / 2, y ?? height / 2];
  const scale = Math.max(0.1, Math.min(3, view.scale * factor));
  const ratio = scale / view.scale;
  moveView(centreX - (centreX - view.x) * ratio, centreY - (centreY - view.y) * ratio, scale);
}

function revealNode(id) {
  const item = graph.nodes.find((one) => one.node.id === id);
  if (!item) return;
  const { width, height } = canvas.getBoundingClientRect();
  const x = view.x + (item.left + Math.min(item.width, 200) / 2) * view.scale;
  const y = view.y + (item.top + 15) * view.scale;
  if (x > 40 && y > 20 && x < width - 40 && y < height - 20) return;
  const scale = Math.max(view.scale, 0.7);
  moveView(width / 2 - (item.left + Math.min(item.width, 200) / 2) * scale, height / 2 - (item.top + 15) * scale, scale);
}

// One finger or button moves, two fingers zoom, the wheel zooms.
function watchPointers() {
  const pointers = new Map();
  let moved = 0;
  canvas.addEventListener("pointerdown", (event) => {
    pointers.set(event.pointerId, event);
    moved = 0;
  });
  canvas.addEventListener("pointermove", (event) => {
    const last = pointers.get(event.pointerId);
    if (!last) return;
    const [dx, dy] = [event.clientX - last.clientX, event.clientY - last.clientY];
    moved += Math.abs(dx) + Math.abs(dy);
    if (moved > 4 && !canvas.hasPointerCapture(event.pointerId)) canvas.setPointerCapture(event.pointerId);
    const other = [...pointers.values()].find((one) => one.pointerId !== event.pointerId);
    if (other) pinch(other, last, event);
    else moveView(view.x + dx, view.y + dy);
    pointers.set(event.pointerId, event);
  });
  const release = (event) => pointers.delete(event.pointerId);
  canvas.addEventListener("pointerup", release);
  canvas.addEventListener("pointercancel", release);
  canvas.addEventListener("click", (event) => moved > 4 && event.stopPropagation(), true);
  canvas.addEventListener("wheel", (event) => {
    event.preventDefault();
    const box = canvas.getBoundingClientRect();
    zoom(Math.exp(-event.deltaY / 500), event.clientX - box.left, event.clientY - box.top);
  }, { passive: false });
}

function pinch(other, last, now) {
  const distance = (a, b) => Math.hypot(a.clientX - b.clientX, a.clientY - b.clientY);
  const box = canvas.getBoundingClientRect();
  const centre = [(other.clientX + now.clientX) / 2 - box.left, (other.clientY + now.clientY) / 2 - box.top];
  zoom(distance(other, now) / Math.max(1, distance(other, last)), ...centre);
}

const DIRECTIONS = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] };

function typeInGraph(event) {
  const item = graph.nodes.find((one) => one.node.id === event.target.dataset?.id);
  const direction = DIRECTIONS[event.key];
  if (direction && event.shiftKey) moveView(view.x - direction[0] * 80, view.y - direction[1] * 80);
  else if (direction && item) stepTo(nearest(item, direction));
  else if (event.key === "Enter" && item) item.isGroup ? toggleGroup(item) : chooseNode(item.node.id);
  else if (event.key === " " && item) chooseNode(item.node.id);
  else if (event.key === "+" || event.key === "=") zoom(1.25);
  else if (event.key === "-") zoom(0.8);
  else if (event.key === "0") fit();
  else return;
  event.preventDefault();
  if (event.key === " " || event.key === "Enter") elementOf(focused)?.focus();
}

function stepTo(item) {
  if (!item) return;
  focusNode(item.node.id);
  revealNode(item.node.id);
  elementOf(item.node.id).focus({ preventScroll: true });
}

function nearest(item, [dx, dy]) {
  const centre = (one) => [one.left + (one.isOpen ? 40 : one.width / 2), one.top + 15];
  const [x, y] = centre(item);
  let best = null;
  let least = Infinity;
  for (const one of graph.nodes) {
    const [ox, oy] = centre(one);
    const along = (ox - x) * dx + (oy - y) * dy;
    const aside = Math.abs((ox - x) * dy) + Math.abs((oy - y) * dx);
    const cost = along + 2 * aside;
    if (one !== item && along > 1 && cost < least) [best, least] = [one, cost];
  }
  return best;
}
