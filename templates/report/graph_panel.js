// Beside the graph: filters, what is known of the chosen node, and the imports behind an arrow.

const MOST_LISTED = 100;
const GRAPH_HELP = helpText(
  "Choose a node to see what it imports and who imports it; open a group with its + or with a double click. An arrow lists its imports.",
  "Keys: arrows go from node to node, Enter opens and closes, + − 0 zoom, Shift and arrows move.",
);
const MATRIX_HELP = helpText(
  "Choose a name to see what it imports and who imports it; open a group with the triangle. A number lists its imports.",
);
const panel = byId("panel");

function helpText(...texts) {
  return texts.map((text) => element("p", { class: "soft" }, text));
}

function startGraph() {
  buildTree();
  for (const [name, value] of [["graph-root", "root"], ["graph-severity", "severity"], ["graph-rule", "rule"]]) {
    byId(name).addEventListener("change", (event) => go({ [value]: event.target.value, near: "" }, { replace: true }));
  }
  byId("timings").addEventListener("change", () => {
    const on = [...document.getElementsByName("timing")].filter((box) => box.checked).map((box) => box.value);
    go({ timing: on.join() === TIMINGS.join() ? "" : on.join() || "none" }, { replace: true });
  });
  byId("only-cycles").addEventListener("change", (event) => go({ cycles: event.target.checked ? "1" : "" }, { replace: true }));
  byId("graph-query").addEventListener("input", (event) => showMatches(event.target.value));
  byId("zoom-in").addEventListener("click", () => zoom(1.25));
  byId("zoom-out").addEventListener("click", () => zoom(0.8));
  byId("zoom-fit").addEventListener("click", fit);
  byId("open-more").addEventListener("click", openMore);
  byId("close-all").addEventListener("click", () => go({ open: "|", near: "", node: "" }, { replace: true }));
  canvas.addEventListener("keydown", typeInGraph);
  new ResizeObserver(() => state.view === "graph" && graph && !state.node && fit()).observe(canvas);
  watchPointers();
}

function readGraphForm() {
  const timings = timingsShown();
  for (const box of document.getElementsByName("timing")) box.checked = timings.has(box.value);
  byId("only-cycles").checked = Boolean(state.cycles);
  byId("graph-root").value = state.root;
  byId("graph-severity").value = state.severity;
  byId("graph-rule").value = state.rule;
}

// Open the closed groups of the outermost level that has any.
function openMore() {
  const open = openGroups();
  const depth = (item) => (item.parent ? 1 + depth(item.parent) : 0);
  const closed = graph.nodes.filter((item) => item.isGroup && !item.isOpen);
  const least = Math.min(...closed.map(depth));
  for (const item of closed) if (depth(item) === least) open.add(item.node.id);
  go({ open: writeSet(open) }, { replace: true });
}

function showPanel() {
  const node = nodesById.get(state.node);
  const parts = node ? aboutNode(node) : aboutGraph();
  panel.replaceChildren(...parts.flat(Infinity).filter(Boolean));
}

function aboutGraph() {
  const finding = findingById.get(state.finding);
  const inCycles = edges.filter((edge) => edge.inCycle).length;
  return [
    finding && [element("h2", {}, "Opened for"), findingList([finding]), button("Forget it", () => go({ finding: "" }))],
    element("h2", {}, "Imports"),
    element("p", {}, `${counted(modules.length, "module")}, ${counted(edges.filter((edge) => !edge.implicit).length, "import")}, ${inCycles ? `${inCycles.toLocaleString("en")} of them in cycles` : "no cycles"}.`),
    graph?.hidden ? element("p", { class: "soft" }, `${counted(graph.hidden, "module")} hidden by filters. `, button("Show all", () => go({ root: "", severity: "", rule: "", cycles: "", near: "" }))) : null,
    state.view === "matrix" ? MATRIX_HELP : GRAPH_HELP,
  ];
}

function aboutNode(node) {
  const timings = timingsShown();
  const inside = new Set(leaves(node).map((leaf) => leaf.module));
  const shown = edges.filter((edge) => isShown(edge, timings) && inside.has(edge.importer) !== inside.has(edge.imported));
  const module = modules[node.module];
  const item = graph?.nodes.find((one) => one.node === node);
  return [
    element("h2", {}, element("bdi", {}, nameOf(node))),
    element("p", { class: "soft" }, kindOf(node), ", ", counted(node.size, "module"), module && module.file >= 0 ? [", ", element("bdi", { class: "place" }, data.files[module.file])] : null),
    element(
      "p",
      { class: "buttons" },
      item?.isGroup && button(item.isOpen ? "Close" : "Open", () => toggleGroup(item)),
      button(state.near === node.id ? "Show all" : "Only its neighbours", () => go({ near: state.near === node.id ? "" : node.id }, { replace: true })),
    ),
    node.findings.length > 0 && [element("h3", {}, `Findings (${node.findings.length.toLocaleString("en")})`), findingList(node.findings)],
    importTable("Imports", shown.filter((edge) => inside.has(edge.importer)), "imported"),
    importTable("Imported by", shown.filter((edge) => inside.has(edge.imported)), "importer"),
  ];
}

function button(label, onclick) {
  return element("button", { type: "button", class: "button", onclick }, label);
}

function findingList(list) {
  const shown = [...list].sort(ORDERS[""]).slice(0, 20);
  return element(
    "ul",
    { class: "panel-list" },
    shown.map((finding) => element("li", {}, element("a", { href: `#${encodeURIComponent(finding.id)}` }, severityIcon(finding.severity), " ", sentence(finding.message)))),
    list.length > shown.length && element("li", { class: "soft" }, `… and ${counted(list.length - shown.length, "more finding")}`),
  );
}

function importTable(title, list, end) {
  const others = new Map();
  for (const edge of list) others.set(edge[end], [...(others.get(edge[end]) || []), edge]);
  const sorted = [...others].sort(([a, x], [b, y]) => y.length - x.length || (modules[a].name < modules[b].name ? -1 : 1));
  return [
    element("h3", {}, `${title} (${others.size.toLocaleString("en")})`),
    element("ul", { class: "panel-list" }, sorted.slice(0, MOST_LISTED).map(([index, found]) => moduleRow(index, found)), sorted.length > MOST_LISTED && element("li", { class: "soft" }, `… and ${counted(sorted.length - MOST_LISTED, "more module")}`)),
  ];
}

function moduleRow(index, found) {
  const module = modules[index];
  const root = data.roots[module.root];
  return element(
    "li",
    {},
    element("button", { type: "button", class: "text-button", title: root, onclick: () => openNode(module.node.id) }, element("bdi", {}, module.name)),
    element("span", { class: "soft" }, ` ${root}`),
    [...new Set(found.map((edge) => edge.timing))].filter((timing) => timing !== "eager").map((timing) => element("span", { class: `kind ${timing}` }, timing)),
    found.some((edge) => edge.inCycle) && element("span", { class: "kind cyclic" }, "cycle"),
  );
}

function showImports(joined) {
  const rows = joined.edges.slice(0, MOST_LISTED).map((edge) => {
    const importer = modules[edge.importer];
    return element(
      "li",
      {},
      element("bdi", {}, importer.name), " imports ", element("bdi", {}, modules[edge.imported].name),
      element("br", {}),
      element("bdi", { class: "place soft" }, importer.file >= 0 ? `${data.files[importer.file]}:${edge.line}` : ""),
      edge.timing !== "eager" && element("span", { class: `kind ${edge.timing}` }, edge.timing),
      edge.implicit && element("span", { class: "kind" }, "implicit"),
      edge.inCycle && element("span", { class: "kind cyclic" }, "cycle"),
    );
  });
  panel.replaceChildren(
    element("h2", {}, element("bdi", {}, joined.from.node.label), " imports ", element("bdi", {}, joined.to.node.label)),
    element("p", { class: "soft" }, counted(joined.edges.length, "import")),
    element("ul", { class: "panel-list" }, rows),
  );
}

// Open everything around a node, choose it and bring it into sight.
function openNode(id, changes = {}) {
  const open = openGroups();
  for (let node = nodesById.get(id)?.parent; node && node !== project; node = node.parent) open.add(node.id);
  go({ view: "graph", open: writeSet(open) || "|", node: id, near: "", ...changes });
  followAddress();
  revealNode(id);
  elementOf(id)?.focus({ preventScroll: true });
}

function showMatches(text) {
  const words = text.toLowerCase().split(/\s+/).filter(Boolean);
  if (!words.length) return showPanel();
  const found = modules.filter((module) => {
    const name = `${data.roots[module.root]} ${module.name} ${module.file >= 0 ? data.files[module.file] : ""}`.toLowerCase();
    return words.every((word) => name.includes(word));
  });
  panel.replaceChildren(
    element("h2", {}, counted(found.length, "module")),
    element("ul", { class: "panel-list" }, found.slice(0, MOST_LISTED).map((module) => moduleRow(modules.indexOf(module), []))),
  );
  announce(`${counted(found.length, "module")} found`);
}

const inGraph = (finding) => modulesByFile.has(finding.at[0]);

function showInGraph(finding) {
  const files = new Set([finding.at, ...(finding.flow || [])].map(([file]) => file));
  const open = new Set();
  for (const file of files) {
    for (const index of modulesByFile.get(file) || []) {
      for (let node = modules[index].node.parent; node && node !== project; node = node.parent) open.add(node.id);
    }
  }
  go({ ...DEFAULTS, view: "graph", finding: finding.id, open: writeSet(open) || "|" });
}
