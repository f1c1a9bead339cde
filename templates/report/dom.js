// Building the page. Text is only ever set as text, so that nothing from the scanned tree becomes markup.

const SVG = "http://www.w3.org/2000/svg";

function element(tag, attributes, ...children) {
  return fill(document.createElement(tag), attributes, children);
}

function shape(tag, attributes, ...children) {
  return fill(document.createElementNS(SVG, tag), attributes, children);
}

function fill(node, attributes, children) {
  for (const [name, value] of Object.entries(attributes || {})) {
    if (name.startsWith("on")) node.addEventListener(name.slice(2), value);
    else if (value === true) node.setAttribute(name, "");
    else if (value !== undefined && value !== false && value !== null) node.setAttribute(name, value);
  }
  node.append(...children.flat(Infinity).filter((child) => child || child === 0));
  return node;
}

const byId = (id) => document.getElementById(id);

function icon(name, attributes) {
  return shape("svg", { "aria-hidden": "true", ...attributes }, shape("use", { href: `#icon-${name}` }));
}

function severityIcon(severity) {
  return icon(severity, { class: `severity ${severity}`, "aria-hidden": undefined, role: "img", "aria-label": severity });
}

// Text as the rules write it: code in backticks.
function prose(text) {
  return text.split(/`([^`]+)`/).map((part, index) => (index % 2 ? element("code", {}, part) : part));
}

// A message begins small, because it stands behind a path elsewhere.
function sentence(text) {
  return prose(text.replace(/^[a-z]+(?= )/, (word) => word.charAt(0).toUpperCase() + word.slice(1)));
}

function counted(number, noun) {
  return `${number.toLocaleString("en")} ${noun}${number === 1 ? "" : "s"}`;
}

function announce(text) {
  byId("announcements").textContent = text;
}

function copyButton(text, what) {
  const copy = async () => {
    announce((await copyText(text)) ? `${what} copied` : `${what} could not be copied`);
    button.classList.add("done");
    setTimeout(() => button.classList.remove("done"), 1500);
  };
  const button = element("button", { type: "button", class: "icon-button copy", "aria-label": `Copy ${what}`, title: `Copy ${what}`, onclick: copy }, icon("copy"));
  return button;
}

async function copyText(text) {
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch {
    // Not every browser gives a page from file:// the clipboard.
    const area = element("textarea", { class: "unseen", "aria-hidden": "true" });
    area.value = text;
    document.body.append(area);
    area.select();
    const done = document.execCommand("copy");
    area.remove();
    return done;
  }
}
