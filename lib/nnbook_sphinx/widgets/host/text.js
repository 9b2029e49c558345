// Text from widget state: plain, with TeX, or with a little HTML.

import { mathOf } from "../../../nnbook/explorables/kit/safe.js";

// "the weight $w_1$" as text and formulas.
export function textOf(text) {
  return String(text ?? "").split(/\$([^$]+)\$/).map(
    (part, i) => (i % 2 && mathOf(part)) || document.createTextNode(part));
}

export const plainOf = (text) => String(text ?? "").replace(/[${}_\\]/g, "");
