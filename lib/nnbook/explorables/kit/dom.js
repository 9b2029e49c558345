// Elements of HTML, SVG and MathML, and how they are written to: only where
// something differs, for a write is what makes the browser lay out again.

const SVG = "http://www.w3.org/2000/svg";
const MATHML = "http://www.w3.org/1998/Math/MathML";
// Where MathML is switched off, its elements have neither style nor dataset:
// HTML's, of the same names, show the same letters in a row.
const FORMULA = "style" in document.createElementNS(MATHML, "math") ? MATHML : null;

function make(namespace, tag, attributes, children) {
  const node = namespace ? document.createElementNS(namespace, tag) : document.createElement(tag);
  set(node, attributes);
  node.append(...children);
  return node;
}

export const html = (tag, attributes = {}, ...children) => make(null, tag, attributes, children);
export const svg = (tag, attributes = {}, ...children) => make(SVG, tag, attributes, children);
export const math = (tag, attributes = {}, ...children) => make(FORMULA, tag, attributes, children);

// A text of a picture, around the point that it is placed at.
export const label = (kind = "", attributes = {}) => svg("text", {
  "text-anchor": "middle", "dominant-baseline": "central",
  ...(kind ? { class: kind } : {}), ...attributes,
});

// Write attributes, leaving alone those that already hold the value. A strict
// policy lets no script write a style attribute, but the style itself.
export function set(node, attributes) {
  for (const name in attributes) {
    const value = String(attributes[name]);
    if (name === "style") node.style.cssText = value;
    else if (node.getAttribute(name) !== value) node.setAttribute(name, value);
  }
}

// Write an element's text, if it differs.
export function say(node, text) {
  const only = node.firstChild;
  if (only && only === node.lastChild && only.nodeType === 3) {
    if (only.data !== text) only.data = text;
  } else if (node.textContent !== text) {
    node.textContent = text;
  }
}

export const show = (node, shown) => { node.style.display = shown ? "" : "none"; };

// A node that says what `read(state)` returns, in every frame; it may return
// null to leave it as it is. `mark` gives it the class of a sign: `mark(state)`
// is a number.
export function live(node, read, mark = null) {
  node.live = { read, mark };
  return node;
}

const SIGNS = ["nn-pos", "nn-neg", "nn-zero"];

// Returns what writes all such nodes below `face`, from a state.
export function writer(face) {
  const nodes = [...face.querySelectorAll("*")].filter((node) => node.live);
  return (state) => {
    for (const node of nodes) {
      const { read, mark } = node.live, text = read(state);
      if (text !== null) say(node, text);
      if (!mark) continue;
      const kind = SIGNS[mark(state) > 0 ? 0 : mark(state) < 0 ? 1 : 2];
      if (!node.classList.contains(kind)) {
        node.classList.remove(...SIGNS);
        node.classList.add(kind);
      }
    }
  };
}

// The same for a node whose children are others for another `key(state)`:
// `build(state)` returns them.
export function rebuilt(node, key, build) {
  let built = null, write = null;
  return (state) => {
    const now = key(state);
    if (now !== built) {
      node.replaceChildren(...build(state));
      built = now;
      write = writer(node);
    }
    write(state);
  };
}
