// The findings: filters, a list that draws only the rows in sight, and the chosen finding beside it.

const RANK = { error: 3, warning: 2, note: 1 };
const ROW_HEIGHT = 64;
const findings = data.findings;
const findingById = new Map(findings.map((finding) => [finding.id, finding]));
const list = byId("list");
const rows = list.firstElementChild;
let listed = []; // the findings that pass the filters, in order
let current = -1; // position in listed

const fileOf = (at) => data.files[at[0]];
const placeOf = (at) => `${fileOf(at)}:${at[1]}:${at[2]}`;

function searchText(finding) {
  const parts = [finding.message, finding.rule, fileOf(finding.at), ...(finding.cycle || []), ...(finding.launches || [])];
  return (finding.text ||= parts.join("\n").toLowerCase());
}

function passes(finding) {
  const words = state.q.toLowerCase().split(/\s+/).filter(Boolean);
  return (
    (!state.severity || state.severity.split(",").includes(finding.severity)) &&
    (!state.rule || state.rule === finding.rule) &&
    (!state.root || state.root === data.roots[finding.root]) &&
    words.every((word) => searchText(finding).includes(word))
  );
}

const compareFiles = (a, b) => (fileOf(a.at) < fileOf(b.at) ? -1 : fileOf(a.at) > fileOf(b.at) ? 1 : a.at[1] - b.at[1]);
const ORDERS = {
  "": (a, b) => RANK[b.severity] - RANK[a.severity],
  file: compareFiles,
  rule: (a, b) => (a.rule < b.rule ? -1 : a.rule > b.rule ? 1 : RANK[b.severity] - RANK[a.severity]),
};

function showFindings(previous) {
  const filters = ["view", "severity", "rule", "root", "q", "order"];
  if (!previous || filters.some((name) => previous[name] !== state[name])) listFindings();
  const chosen = findingById.get(state.finding);
  current = chosen ? listed.indexOf(chosen) : -1;
  drawRows();
  if (current >= 0 && !inSight(current)) list.scrollTop = Math.max(0, current * ROW_HEIGHT - list.clientHeight / 3);
  byId("findings").classList.toggle("reading", Boolean(chosen));
  if (!previous || previous.view !== "findings" || previous.finding !== state.finding) showDetail(chosen);
}

function listFindings() {
  byId("query").value === state.q || (byId("query").value = state.q);
  const severities = state.severity.split(",");
  for (const box of document.getElementsByName("severity")) box.checked = severities.includes(box.value);
  byId("rule-filter").value = state.rule;
  byId("root-filter").value = state.root;
  byId("order").value = state.order;
  listed = findings.filter(passes).sort(ORDERS[state.order] || ORDERS[""]);
  const filtered = listed.length < findings.length;
  byId("shown").textContent = filtered ? `${listed.length.toLocaleString("en")} of ${counted(findings.length, "finding")}` : counted(findings.length, "finding");
  byId("reset").hidden = !filtered;
  rows.style.height = `${listed.length * ROW_HEIGHT}px`;
  list.hidden = !listed.length;
  byId("list-empty").hidden = !list.hidden;
  byId("list-empty").textContent = findings.length ? "No finding passes these filters." : "Nothing found.";
}

function inSight(position) {
  const top = position * ROW_HEIGHT;
  return top >= list.scrollTop && top + ROW_HEIGHT <= list.scrollTop + list.clientHeight;
}

function drawRows() {
  const first = Math.max(0, Math.floor(list.scrollTop / ROW_HEIGHT) - 5);
  const last = Math.min(listed.length, Math.ceil((list.scrollTop + list.clientHeight) / ROW_HEIGHT) + 5);
  const wanted = new Set(listed.slice(first, last).map((finding, index) => first + index));
  if (current >= 0) wanted.add(current); // the active row must exist for screen readers
  rows.replaceChildren(...[...wanted].sort((a, b) => a - b).map(drawRow));
  if (current >= 0) list.setAttribute("aria-activedescendant", `row-${current}`);
  else list.removeAttribute("aria-activedescendant");
}

function drawRow(position) {
  const finding = listed[position];
  const row = element(
    "div",
    {
      class: "row", role: "option", id: `row-${position}`, "aria-selected": String(position === current),
      "aria-setsize": listed.length, "aria-posinset": position + 1, onclick: () => choose(position),
    },
    severityIcon(finding.severity),
    element("p", { class: "message" }, sentence(finding.message)),
    element("p", { class: "soft" }, element("span", { class: "rule" }, finding.rule), element("bdi", { class: "place" }, `${fileOf(finding.at)}:${finding.at[1]}`)),
  );
  row.style.top = `${position * ROW_HEIGHT}px`;
  return row;
}

function choose(position, options) {
  const finding = listed[Math.max(0, Math.min(listed.length - 1, position))];
  if (finding) go({ finding: finding.id }, options);
}

function moveInList(event) {
  const page = Math.max(1, Math.floor(list.clientHeight / ROW_HEIGHT) - 1);
  const target = {
    ArrowDown: current + 1, ArrowUp: current < 0 ? 0 : current - 1, PageDown: current + page, PageUp: current - page,
    Home: 0, End: listed.length - 1,
  }[event.key];
  if (target !== undefined) {
    event.preventDefault();
    choose(target, { replace: true });
  } else if (event.key === "Enter" && current >= 0) {
    event.preventDefault();
    byId("detail").focus();
  }
}

function readFilters() {
  const checked = [...document.getElementsByName("severity")].filter((box) => box.checked).map((box) => box.value);
  const wanted = {
    q: byId("query").value, severity: checked.join(","), rule: byId("rule-filter").value,
    root: byId("root-filter").value, order: byId("order").value,
  };
  go(wanted, { replace: true });
  announce(byId("shown").textContent);
}

function startFindings() {
  let drawn = 0;
  list.addEventListener("scroll", () => {
    drawn ||= requestAnimationFrame(() => {
      drawn = 0;
      drawRows();
    });
  });
  list.addEventListener("keydown", moveInList);
  new ResizeObserver(drawRows).observe(list);
  const form = document.querySelector(".filters");
  form.addEventListener("input", readFilters);
  form.addEventListener("submit", (event) => event.preventDefault());
  byId("reset").addEventListener("click", () => go({ q: "", severity: "", rule: "", root: "" }));
  byId("query").addEventListener("keydown", (event) => {
    if (event.key === "ArrowDown" || event.key === "Enter") {
      event.preventDefault();
      list.focus();
      if (current < 0) choose(0, { replace: true });
    }
  });
}
