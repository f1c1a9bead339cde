// Zooming, moving and the keyboard in the graph.

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
