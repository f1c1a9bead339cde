// The frame: views, the address, the theme.

const VIEWS = {
  overview: { titled: "overview-title" },
  findings: { titled: "findings-title", show: showFindings },
  graph: { titled: "graph-title", show: showGraph },
  matrix: { titled: "matrix-title", show: showMatrix },
  rules: { titled: "rules-title" },
};

function followAddress() {
  const read = readState(location.hash, (text) => findingById.has(text));
  if (!read) return;
  if (!(read.view in VIEWS)) read.view = "overview";
  const previous = shownState;
  state = read;
  for (const view of Object.keys(VIEWS)) byId(view).hidden = view !== state.view;
  byId("structure").hidden = state.view !== "graph" && state.view !== "matrix";
  byId("zooms").hidden = state.view !== "graph";
  for (const link of document.querySelectorAll("[data-view]")) {
    if (link.dataset.view === state.view) link.setAttribute("aria-current", "page");
    else link.removeAttribute("aria-current");
  }
  keepStructure();
  VIEWS[state.view].show?.(previous);
  if (previous && previous.view !== state.view) {
    window.scrollTo(0, 0);
    announce(byId(VIEWS[state.view].titled).textContent);
  }
  shownState = { ...state };
}

// Graph and matrix are two pictures of the same: what is open and filtered in one is so in the other.
function keepStructure() {
  if (byId("structure").hidden) return;
  for (const view of ["graph", "matrix"]) document.querySelector(`[data-view="${view}"]`).href = writeState({ ...state, view });
}

function switchTheme() {
  const root = document.documentElement;
  const isDark = root.dataset.theme ? root.dataset.theme === "dark" : matchMedia("(prefers-color-scheme: dark)").matches;
  root.dataset.theme = isDark ? "light" : "dark";
  announce(`${root.dataset.theme} colours`);
  remember("theme", root.dataset.theme);
}

// Storage is refused to some pages from file://; then the choice lasts as long as the page.
function remember(name, value) {
  try {
    localStorage.setItem(`importlint-${name}`, value);
  } catch {
    return;
  }
}

function recall(name) {
  try {
    return localStorage.getItem(`importlint-${name}`);
  } catch {
    return null;
  }
}

function typeSlash(event) {
  const isTyping = event.target.closest?.("input, select, textarea");
  if (event.key !== "/" || isTyping || event.ctrlKey || event.metaKey || event.altKey) return;
  event.preventDefault();
  if (byId("structure").hidden && state.view !== "findings") go({ view: "findings" });
  setTimeout(() => byId(byId("structure").hidden ? "query" : "graph-query").focus());
}

const theme = recall("theme");
if (theme === "light" || theme === "dark") document.documentElement.dataset.theme = theme;
byId("theme").addEventListener("click", switchTheme);
document.addEventListener("keydown", typeSlash);
window.addEventListener("hashchange", followAddress);
window.addEventListener("beforeprint", () => state.view === "findings" && printFindings());
window.addEventListener("afterprint", () => byId("printed").replaceChildren());
startFindings();
startGraph();
followAddress();
document.documentElement.dataset.ready = "true";
