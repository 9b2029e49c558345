// Text with `code` between backticks and TeX between dollars, as DOM nodes.

import { html } from "./dom.js";
import { mathOf } from "./safe.js";

// [plain, code, tex] in turn, whichever the text holds next.
const partsOf = (text) => [...text.matchAll(/`([^`]+)`|\$([^$]+)\$|[^`$]+|[`$]/g)];

// A formula where the build prepared none, as in a live notebook: the line of
// Unicode that Python made of it, its single letters in italics.
function inUnicode(line) {
  return html("span", { class: "nn-tex" }, ...line.split(/([a-zα-ω]+)/i).map(
    (piece, i) => (i % 2 && piece.length === 1 ? html("i", {}, piece) : piece)));
}

// `plain` holds these lines, by their TeX.
export const richText = (text, plain) => partsOf(text).map(([all, code, tex]) => {
  if (code) return html("code", {}, code);
  return tex ? mathOf(tex) ?? inUnicode(plain[tex] ?? tex) : new Text(all);
});

// The same in words, for a live region or a label.
export const plainText = (text, plain) => partsOf(text).map(
  ([all, code, tex]) => code ?? (tex ? plain[tex] ?? tex : all)).join("");
