// The dependency structure matrix: a row imports a column. It stays readable where a graph does not.

const MOST_ROWS = 150;

function showMatrix() {
  const active = document.activeElement?.closest?.("#matrix-table button");
  const [id, isToggle] = [active?.dataset.id, active?.classList.contains("toggle")];
  graph = visibleGraph();
  const lines = orderedLines(graph);
  const items = lines.filter((item) => !item.isOpen).slice(0, MOST_ROWS);
  const left = lines.filter((item) => !item.isOpen).length - items.length;
  const numbers = new Map(items.map((item, index) => [item, index]));
  const cells = new Map(items.map((item) => [item, new Map()]));
  for (const edge of graph.edges) if (numbers.has(edge.from) && numbers.has(edge.to)) cells.get(edge.from).set(edge.to, edge);
  byId("matrix-note").textContent = `A row imports a column; the number is how many imports. Importers stand above what they import, so what is below the diagonal goes against the order, and what is red lies in a cycle.${left ? ` ${counted(left, "more row")} are left out: close some groups.` : ""}`;
  byId("matrix-table").replaceChildren(
    element("thead", {}, element("tr", {}, element("td", {}), items.map((item, index) => element("th", { scope: "col", title: item.node.id }, String(index + 1), element("span", { class: "unseen" }, ` ${item.node.label}`))))),
    element("tbody", {}, lines.filter((item) => item.isOpen || numbers.has(item)).map((item) => (item.isOpen ? groupLine(item, items.length) : itemLine(item, items, numbers, cells.get(item))))),
  );
  if (id) [...document.querySelectorAll("#matrix-table button")].find((one) => one.dataset.id === id && one.classList.contains("toggle") === isToggle)?.focus();
  showPanel();
}

function groupLine(item, width) {
  return element("tr", {}, element("th", { class: "group", colspan: width + 1, scope: "rowgroup" }, lineLabel(item)));
}

function itemLine(item, items, numbers, targets) {
  return element(
    "tr",
    { class: item.node.id === state.node ? "chosen" : undefined },
    element("th", { scope: "row" }, lineLabel(item, numbers.get(item) + 1)),
    items.map((target) => matrixCell(item, target, targets.get(target))),
  );
}

function matrixCell(item, target, edge) {
  if (item === target) return element("td", { class: "diagonal" });
  if (!edge) return element("td", {});
  const title = `${item.node.label} imports ${target.node.label}`;
  return element("td", { class: `cell ${edge.timing}${edge.inCycle ? " in-cycle" : ""}`, title, onclick: () => showImports(edge) }, String(edge.edges.length));
}

function lineLabel(item, number) {
  const depth = (one) => (one.parent?.parent ? 1 + depth(one.parent) : 0);
  const found = worstOf(item.node);
  const label = element("span", { class: "line" }, "\u2003".repeat(depth(item)));
  label.append(
    item.isGroup
      ? element("button", { type: "button", class: "toggle", "data-id": item.node.id, "aria-expanded": String(item.isOpen), "aria-label": `${item.isOpen ? "Close" : "Open"} ${item.node.label}`, onclick: () => toggleGroup(item) }, item.isOpen ? "▾" : "▸")
      : element("span", { class: "toggle" }),
    element("button", { type: "button", "data-id": item.node.id, onclick: () => go({ node: item.node.id }, { replace: true }) }, element("bdi", {}, shorten(item.node.label))),
    found.count ? severityIcon(found.severity) : "",
    number ? element("span", { class: "line-number" }, String(number)) : "",
  );
  return label;
}

// The visible nodes, groups before what is in them, the children of each group with importers first.
function orderedLines(drawn) {
  const between = edgesByGroup(drawn);
  const lines = [];
  const add = (item) => {
    if (item !== drawn.top) lines.push(item);
    if (item.isOpen) orderChildren(item.children, between.get(item) || new Map()).forEach(add);
  };
  add(drawn.top);
  return lines;
}

// Eades, Lin and Smyth's heuristic for few backward arrows: sinks go last, sources first, else who imports most.
function orderChildren(children, pairs) {
  const out = new Map(children.map((child) => [child, new Set()]));
  const into = new Map(children.map((child) => [child, new Set()]));
  for (const [from, targets] of pairs) {
    for (const to of targets.keys()) {
      out.get(from).add(to);
      into.get(to).add(from);
    }
  }
  const first = [];
  const last = [];
  const rest = new Set(children);
  const take = (item, list) => {
    rest.delete(item);
    for (const other of out.get(item)) into.get(other).delete(item);
    for (const other of into.get(item)) out.get(other).delete(item);
    list.push(item);
  };
  while (rest.size) {
    const candidates = [...rest];
    const sink = candidates.findLast((item) => !out.get(item).size);
    const source = candidates.find((item) => !into.get(item).size);
    if (sink) take(sink, last);
    else if (source) take(source, first);
    else take(candidates.reduce((best, item) => (out.get(item).size - into.get(item).size > out.get(best).size - into.get(best).size ? item : best)), first);
  }
  return [...first, ...last.reverse()];
}
