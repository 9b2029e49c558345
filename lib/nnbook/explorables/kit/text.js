// Text with `code` between backticks and TeX between dollars, as DOM nodes.

import { html, math } from "./dom.js";

// Name and sign of the TeX commands that a sentence needs. text.py repeats
// these five constants; a test compares them.
const TEX_SIGNS = "alpha α beta β gamma γ delta δ epsilon ε eta η theta θ lambda λ mu μ pi π rho ρ sigma σ tau τ phi φ varphi φ psi ψ omega ω Gamma Γ Delta Δ Theta Θ Sigma Σ Phi Φ Psi Ψ Omega Ω cdot · times × odot ⊙ pm ± circ ∘ le ≤ leq ≤ ge ≥ geq ≥ ne ≠ neq ≠ approx ≈ in ∈ to → mapsto ↦ sum Σ partial ∂ nabla ∇ infty ∞ ldots … dots … prime ′ top ⊤";
const TEX_SILENT = "left right mathbf boldsymbol mathrm mathit mathsf mathbb mathcal text operatorname";
const TEX_SPACED = /\s*([=<>≤≥≠≈∈→↦·×⊙±∘])\s*/g;
const TEX_UP = "0123456789+−=()abcdefghijklmnoprstuvwxyzT⊤′ ⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁼⁽⁾ᵃᵇᶜᵈᵉᶠᵍʰⁱʲᵏˡᵐⁿᵒᵖʳˢᵗᵘᵛʷˣʸᶻᵀᵀ′";
const TEX_DOWN = "0123456789+−=()aehijklmnoprstuvx ₀₁₂₃₄₅₆₇₈₉₊₋₌₍₎ₐₑₕᵢⱼₖₗₘₙₒₚᵣₛₜᵤᵥₓ";

const texSigns = new Map(
  [...TEX_SIGNS.matchAll(/(\S+) (\S+)/g)].map(([, name, sign]) => [name, sign]));
const texSilent = new Set(TEX_SILENT.split(" "));

// The argument of ^ or _ in raised or lowered letters, where all exist.
function texScript(text, mark, letters) {
  const [from, to] = letters.split(" ");
  const chars = [...text.replace(/\s/g, "")];
  if (chars.every((c) => from.includes(c))) {
    return chars.map((c) => to[from.indexOf(c)]).join("");
  }
  return mark + (chars.length > 1 ? `(${chars.join("")})` : chars[0]);
}

const texTerm = (text) => (/[ +−/·]/.test(text) ? `(${text})` : text);

// One line of Unicode for simple TeX: "W^{(1)}_{ij} \le 0" is "W⁽¹⁾ᵢⱼ ≤ 0".
// A command that it does not know keeps its name: "\max(0, z)".
export function plainTeX(tex) {
  const tokens = tex.match(/\\[a-zA-Z]+|\\?[^]/gu) ?? [];
  let at = 0;
  const until = (end) => {
    let out = "";
    while (at < tokens.length && tokens[at] !== end) out += next();
    at++;
    return out;
  };
  const argument = () => {
    while (/^\s$/.test(tokens[at]) || texSilent.has(tokens[at]?.slice(1))) at++;
    return next();
  };
  const next = () => {
    const token = tokens[at++] ?? "";
    if (token === "{") return until("}");
    if (token === "^") return texScript(argument(), "^", TEX_UP);
    if (token === "_") return texScript(argument(), "_", TEX_DOWN);
    if (token === "\\frac") return `${texTerm(argument())}/${texTerm(argument())}`;
    if (token === "\\sqrt") return "√" + texTerm(argument());
    if (token === "\\hat") return argument() + "\u0302";
    if (token === "\\bar") return argument() + "\u0304";
    if (/^\\[a-z]/i.test(token)) {
      const name = token.slice(1);
      return texSilent.has(name) ? "" : texSigns.get(name) ?? name;
    }
    if (token === "\\!" || token === "}") return "";
    if (/^\\[\s,;:\\]|~/.test(token)) return " ";
    return { "-": "−", "'": "′" }[token] ?? token.replace(/^\\(?!$)/, "");
  };
  return until(null).replace(TEX_SPACED, " $1 ").replace(/\s+/g, " ").trim()
    .normalize();
}

// The build writes MathML without a namespace, as it stands in HTML.
const isMath = (node) => node.nodeType === Node.ELEMENT_NODE
  && (node.namespaceURI ?? "/MathML").endsWith("/MathML");

// A copy of parsed MathML that can hold neither script, nor link, nor HTML:
// whatever an element is called, its copy is MathML.
function cleanMath(node) {
  const kept = [...node.attributes].filter(
    ({ name }) => !/^(on|xml|id$|style$)|href|src/i.test(name));
  const children = [...node.childNodes].flatMap((child) =>
    child.nodeType === Node.TEXT_NODE ? [child.data]
      : isMath(child) ? [cleanMath(child)] : []);
  return math(
    node.localName, Object.fromEntries(kept.map((a) => [a.name, a.value])),
    ...children);
}

// MathML that the book's build prepared in globalThis.nnbookMath, or the
// Unicode line, its single letters in italics.
function texNode(tex) {
  const ready = globalThis.nnbookMath?.[tex];
  if (typeof ready === "string") {
    const root = new DOMParser()
      .parseFromString(ready, "application/xml").documentElement;
    const whole = !root.querySelector("parsererror");
    if (whole && isMath(root) && root.localName === "math") {
      return cleanMath(root);
    }
  }
  const pieces = plainTeX(tex).split(/([a-zα-ω]+)/i);
  return html("span", { class: "nn-tex" }, ...pieces.map(
    (piece, i) => (i % 2 && piece.length === 1 ? html("i", {}, piece) : piece)));
}

// [plain, code, tex] in turn, whichever the text holds next.
const textParts = (text) =>
  [...text.matchAll(/`([^`]+)`|\$([^$]+)\$|[^`$]+|[`$]/g)];

export const richText = (text) => textParts(text).map(([all, code, tex]) =>
  code ? html("code", {}, code) : tex ? texNode(tex) : new Text(all));

// The same in words, for a live region or a label.
export const plainText = (text) => textParts(text).map(([all, code, tex]) =>
  code ?? (tex ? plainTeX(tex) : all)).join("");
