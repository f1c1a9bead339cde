// Where the nodes stand: each open group is laid out by itself, from the innermost outwards, importers to the left.

const NODE_HEIGHT = 30;
const LETTER = 7.3;
const LONGEST_LABEL = 34;
const PADDING = 14;
const HEADER = 34;
// More nodes or arrows than this in one group stand in a plain grid: layers would take seconds and show nothing.
const MOST_LAYERED = 150;
const MOST_ARROWS = 300;

// The end of a path says more than its beginning.
const shorten = (label) => (label.length > LONGEST_LABEL ? `…${label.slice(1 - LONGEST_LABEL)}` : label);
const labelOf = (item) => shorten(item.node.short);

function layOut(graph) {
  const between = edgesByGroup(graph);
  layOutGroup(graph.top, between);
  placeChildren(graph.top, 0, 0);
}

// Every edge is drawn once, but it orders the two ancestors that stand beside each other in one group.
function edgesByGroup(graph) {
  const between = new Map();
  for (const edge of graph.edges) {
    const above = new Map();
    for (let item = edge.from; item.parent; item = item.parent) above.set(item.parent, item);
    let item = edge.to;
    while (!above.has(item.parent)) item = item.parent;
    const from = above.get(item.parent);
    edge.ends = [from, item];
    if (!between.has(item.parent)) between.set(item.parent, new Map());
    const pairs = between.get(item.parent);
    if (!pairs.has(from)) pairs.set(from, new Map());
    pairs.get(from).set(item, Math.max(edge.edges.length, pairs.get(from).get(item) || 0));
  }
  return between;
}

function layOutGroup(item, between) {
  for (const child of item.children) {
    if (child.isOpen) layOutGroup(child, between);
    else sizeNode(child);
  }
  const pairs = between.get(item) || new Map();
  const joined = new Set([...pairs].flatMap(([from, targets]) => [from, ...targets.keys()]));
  const arrows = [...pairs.values()].reduce((sum, targets) => sum + targets.size, 0);
  const isLayered = joined.size <= MOST_LAYERED && arrows <= MOST_ARROWS;
  const layered = item.children.filter((child) => isLayered && joined.has(child));
  const loose = item.children.filter((child) => !layered.includes(child));
  const size = layer(layered, pairs);
  const rest = grid(loose, size.height ? size.height + 24 : 0, Math.max(size.width, item.node === project ? 480 : 0));
  const header = item.node === project ? 0 : HEADER;
  item.width = Math.max(size.width, rest.width, labelOf(item).length * LETTER + 60) + 2 * PADDING;
  item.height = Math.max(size.height, rest.height) + header + 2 * PADDING;
  for (const child of item.children) {
    child.x += PADDING;
    child.y += PADDING + header;
  }
}

function sizeNode(item) {
  const badge = worstOf(item.node).count ? 26 : 0;
  item.width = labelOf(item).length * LETTER + 26 + (item.isGroup ? 24 : 0) + badge;
  item.height = NODE_HEIGHT;
}

function layer(items, pairs) {
  if (!items.length) return { width: 0, height: 0 };
  const graph = new dagre.graphlib.Graph();
  graph.setGraph({ rankdir: "LR", nodesep: 12, ranksep: 48, ranker: pairs.size > 30 ? "longest-path" : "network-simplex" });
  graph.setDefaultEdgeLabel(() => ({}));
  items.forEach((item, index) => graph.setNode(String(index), { width: item.width, height: item.height }));
  const position = new Map(items.map((item, index) => [item, String(index)]));
  for (const [from, targets] of pairs) {
    for (const [to, weight] of targets) graph.setEdge(position.get(from), position.get(to), { weight: Math.min(weight, 8) });
  }
  dagre.layout(graph);
  for (const [from, targets] of pairs) {
    for (const to of targets.keys()) from.bends.set(to, graph.edge(position.get(from), position.get(to)).points.slice(1, -1));
  }
  let width = 0;
  let height = 0;
  items.forEach((item, index) => {
    const { x, y } = graph.node(String(index));
    item.x = x - item.width / 2;
    item.y = y - item.height / 2;
    width = Math.max(width, item.x + item.width);
    height = Math.max(height, item.y + item.height);
  });
  return { width, height };
}

// Rows of nodes, as wide as what stands above, or about as wide as high.
function grid(items, top, least) {
  const area = items.reduce((sum, item) => sum + (item.width + 14) * (item.height + 12), 0);
  const limit = Math.max(least, Math.sqrt(area) * 1.3);
  let x = 0;
  let y = top;
  let tallest = 0;
  let width = 0;
  for (const item of items) {
    if (x && x + item.width > limit) {
      x = 0;
      y += tallest + 12;
      tallest = 0;
    }
    item.x = x;
    item.y = y;
    x += item.width + 14;
    width = Math.max(width, x - 14);
    tallest = Math.max(tallest, item.height);
  }
  return { width, height: items.length ? y + tallest : 0 };
}

// Where the arrows of a group bend is told relative to its nodes; on the canvas it is relative to the group's corner.
function shift(points, group) {
  for (const point of points) {
    point.x += group.left + PADDING;
    point.y += group.top + PADDING + (group.node === project ? 0 : HEADER);
  }
}

function placeChildren(item, x, y) {
  item.left = x;
  item.top = y;
  for (const points of item.bends.values()) shift(points, item.parent);
  for (const child of item.isOpen ? item.children : []) placeChildren(child, x + child.x, y + child.y);
}
