// What is shown, as the part of the address after "#": every view, filter and finding has a link of its own.

const DEFAULTS = {
  view: "overview", finding: "", severity: "", rule: "", root: "", q: "", order: "",
  open: "", node: "", near: "", timing: "", cycles: "",
};
let state = { ...DEFAULTS };
let shownState = null;

// A finding's fingerprint alone is its permanent link.
function readState(hash, isFinding) {
  const text = hash.replace(/^#/, "");
  if (!text) return { ...DEFAULTS };
  const plain = decode(text);
  if (isFinding(plain)) return { ...DEFAULTS, view: "findings", finding: plain };
  if (!text.includes("=")) return null;
  const read = { ...DEFAULTS };
  for (const [name, value] of new URLSearchParams(text)) {
    if (name in DEFAULTS) read[name] = value;
  }
  return read;
}

function decode(text) {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

function writeState(wanted) {
  const set = Object.keys(DEFAULTS).filter((name) => wanted[name] !== DEFAULTS[name]);
  if (set.every((name) => name === "view" || name === "finding") && wanted.view === "findings" && wanted.finding) {
    return `#${encodeURIComponent(wanted.finding)}`;
  }
  return `#${new URLSearchParams(set.map((name) => [name, wanted[name]]))}`;
}

// Show something else. Typing and moving through a list replace the entry of the history, other steps add one.
function go(changes, { replace = false } = {}) {
  const hash = writeState({ ...state, ...changes });
  if (hash === writeState(state)) return;
  if (replace) {
    history.replaceState(null, "", hash);
    followAddress();
  } else {
    location.hash = hash;
  }
}
