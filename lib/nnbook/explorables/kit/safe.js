// Text that becomes nodes without ever being handed to the page's own parser:
// a copy of what was parsed elsewhere, with the allowed elements and attributes
// alone.

const MATH_TAGS = new Set(
  ("math semantics mrow mi mn mo ms mtext mspace mfrac msqrt mroot mstyle"
    + " merror mpadded mphantom msub msup msubsup munder mover munderover"
    + " mmultiscripts mprescripts mtable mtr mtd").split(" "));
const HTML_TAGS = new Set(
  ("a abbr b br caption code dd div dl dt em h1 h2 h3 h4 h5 h6 hr i kbd li ol"
    + " p pre s small span strong sub sup table tbody td th thead tr u ul").split(" "));
const NAMESPACES = new Map([
  [MATH_TAGS, "http://www.w3.org/1998/Math/MathML"],
  [HTML_TAGS, "http://www.w3.org/1999/xhtml"],
]);
const SAFE = new RegExp("^(class|title|lang|dir|colspan|rowspan|alt|role|aria-[a-z]+|display"
  + "|mathvariant|width|height|stretchy|accent|lspace|rspace|form|columnalign|fence|separator"
  + "|linethickness|minsize|maxsize)$");

// A copy of `node` with the allowed elements and attributes alone.
function copyOf(node, tags) {
  if (node.nodeType === Node.TEXT_NODE) return node.textContent;
  if (node.nodeType !== Node.ELEMENT_NODE) return "";
  const inside = [...node.childNodes].map((child) => copyOf(child, tags));
  const name = node.localName;
  if (name === "script" || name === "style" || name === "annotation") return "";
  const copy = tags.has(name)
    ? document.createElementNS(NAMESPACES.get(tags), name)
    : document.createDocumentFragment();
  for (const { name: key, value } of node.attributes ?? []) {
    const link = key === "href" && /^(https?:|#|[\w./-]+$)/.test(value);
    if (copy.setAttribute && (SAFE.test(key) || link)) copy.setAttribute(key, value);
  }
  copy.append(...inside);
  return copy;
}

export function htmlOf(text) {
  const parsed = new DOMParser().parseFromString(String(text), "text/html");
  return [...parsed.body.childNodes].map((node) => copyOf(node, HTML_TAGS));
}

// The MathML that the book's build leaves for each formula in nnbookMath, by
// its TeX; null where there is none.
export function mathOf(tex) {
  const mathml = globalThis.nnbookMath?.[tex];
  if (typeof mathml !== "string") return null;
  const root = new DOMParser().parseFromString(mathml, "application/xml").documentElement;
  const whole = root.localName === "math" && !root.querySelector("parsererror");
  return whole ? copyOf(root, MATH_TAGS) : null;
}
