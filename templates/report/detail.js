// One finding, whole.

function showDetail(finding) {
  const detail = byId("detail");
  detail.scrollTop = 0;
  if (finding) {
    const back = element("button", { type: "button", class: "button back", onclick: () => go({ finding: "" }) }, "Back to the list");
    detail.replaceChildren(back, ...describe(finding));
    detail.setAttribute("aria-label", `${finding.severity}: ${finding.message}`);
  } else {
    detail.replaceChildren(element("p", { class: "empty" }, findings.length ? "Choose a finding to see its source, why it happens and what mends it." : ""));
    detail.setAttribute("aria-label", "No finding chosen");
  }
}

function describe(finding) {
  const flow = finding.flow || [];
  return [
    head(finding),
    finding.excerpt && element("section", { class: finding.severity }, excerpt(finding)),
    finding.cycle && section("Cycle", finding.severity, cycle(finding, finding.edges ? flow : [])),
    flow.length > 0 && !finding.edges && section("What happens, in order", finding.severity, element("ol", { class: "steps" }, flow.map(step))),
    finding.launches && section("Happens in", "", some(finding.launches, launch)),
    finding.fixes && section("What mends it", "", finding.fixes.map((position) => fix(data.fixes[position]))),
    finding.reproduce && section("See for yourself", "", command(finding.reproduce)),
    finding.related && section("Other places", "", some(finding.related, step)),
    explanation(finding.rule),
  ].filter(Boolean);
}

const MOST_LINES = 10;

// A list, the end of a long one folded away.
function some(items, line) {
  const rest = items.slice(MOST_LINES);
  return [
    element("ul", { class: "places" }, items.slice(0, MOST_LINES).map(line)),
    rest.length > 0 && element("details", {}, element("summary", {}, `${rest.length.toLocaleString("en")} more`), element("ul", { class: "places" }, rest.map(line))),
  ];
}

function launch(name) {
  const [command, path] = data.launches[name] || [name, []];
  return element(
    "li",
    {},
    element("code", {}, command),
    path.length > 0 && element("span", { class: "soft" }, " begins with ", path.map((directory, index) => [index ? ", " : "", element("bdi", { class: "place" }, directory)]), " on ", element("code", {}, "sys.path")),
  );
}

function section(title, kind, ...children) {
  return element("section", { class: kind || undefined }, element("h3", {}, title), ...children);
}

function head(finding) {
  const link = `#${encodeURIComponent(finding.id)}`;
  return element(
    "header",
    {},
    element("div", { class: "finding-head" }, severityIcon(finding.severity), element("h2", {}, sentence(finding.message))),
    element(
      "p",
      { class: "facts" },
      element("span", { class: "rule" }, finding.rule),
      element("span", {}, element("bdi", { class: "place" }, placeOf(finding.at)), copyButton(placeOf(finding.at), "place")),
      element("a", { class: "button", href: link, title: "Permanent link to this finding" }, icon("link"), "Link"),
      inGraph(finding) && element("button", { type: "button", class: "button", onclick: () => showInGraph(finding) }, icon("graph"), "Show in graph"),
    ),
  );
}

function excerpt(finding) {
  return element(
    "div",
    { class: `code ${finding.severity}`, tabindex: "0", role: "region", "aria-label": "Source" },
    finding.excerpt.map(([number, ...texts]) => [number, ...texts.map((text) => data.texts[text])]).map(([number, before, marked, after]) => [
      element("span", { class: `line-number${marked ? " marked" : ""}`, "aria-hidden": "true" }, String(number)),
      element("span", { class: `text${marked ? " marked" : ""}` }, before, marked && element("mark", {}, marked), after || (before || marked ? "" : " ")),
    ]),
  );
}

function cycle(finding, edges) {
  return element(
    "ol",
    { class: `cycle ${finding.severity}` },
    finding.cycle.map((name, index) => {
      const edge = edges[index];
      const next = finding.cycle[(index + 1) % finding.cycle.length];
      const written = edge ? [element("code", {}, data.texts[edge[4]] || data.texts[edge[3]]), element("bdi", { class: "place soft" }, placeOf(edge))] : [];
      return element(
        "li",
        {},
        element("bdi", { class: "module" }, name),
        element("span", { class: "edge" }, written, element("span", { class: "unseen" }, ` leads to ${next}`)),
      );
    }),
  );
}

function step([file, line, column, message, written]) {
  return element(
    "li",
    {},
    sentence(data.texts[message]),
    " ",
    element("bdi", { class: "place soft" }, placeOf([file, line, column])),
    !data.texts[message].includes(data.texts[written]) && element("code", { class: "written" }, data.texts[written]),
  );
}

function fix({ title, applicability, text, hunks }) {
  return element(
    "div",
    { class: "fix" },
    element("p", {}, prose(title), element("span", { class: `kind ${applicability}` }, applicability)),
    text && element("div", { class: "remedy", tabindex: "0", role: "region", "aria-label": "Remedy" }, text.split("\n").map(remedyLine)),
    hunks.length > 0 && element("div", { class: "diff", tabindex: "0", role: "region", "aria-label": "Change" }, hunks.map(hunk)),
  );
}

// Sentences quote code in backticks; a line of plain words is one too, and any other is code, or a command.
const WORDS = /^(?!import |from |with |class |def |return |del )[a-z]+( [a-z0-9,;:]+){2,}$/;

function remedyLine(line) {
  if (line.includes("`") || WORDS.test(line)) return element("p", {}, prose(line.trim()));
  const text = line.trimStart();
  const part = element("p", { class: "verbatim" }, text || "\u00a0");
  part.style.paddingLeft = `${line.length - text.length + 4}ch`; // what does not fit goes on further in
  part.style.textIndent = "-4ch";
  return part;
}

function hunk([file, line, changes]) {
  const kinds = { "+": "added", "-": "removed", " ": "kept" };
  return [
    element("p", {}, `${data.files[file]}:${line}`),
    changes.map(([sign, text]) => element("div", { class: kinds[sign] }, `${sign} ${text}`)),
  ];
}

function command(text) {
  return element("div", { class: "command" }, element("code", {}, text), copyButton(text, "command"));
}

// The rule's own text is already in the page, among the rules.
function explanation(rule) {
  const source = [...document.querySelectorAll("[data-rule]")].find((part) => part.dataset.rule === rule);
  if (!source) return null;
  return element(
    "details",
    { class: "rule-text" },
    element("summary", {}, `About ${rule}`),
    source.querySelector(".text").cloneNode(true),
  );
}

// On paper there is no list to choose from: print the findings that pass the filters, one after the other.
const MOST_PRINTED = 300;

function printFindings() {
  const parts = listed.slice(0, MOST_PRINTED).map((finding) => element("article", {}, describe(finding)));
  const left = listed.length - parts.length;
  byId("printed").replaceChildren(...parts, left > 0 ? element("p", {}, `… and ${counted(left, "more finding")}`) : "");
}
