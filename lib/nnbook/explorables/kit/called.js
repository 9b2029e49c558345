// What a reader calls inputs and neurons: the trait `names` is a list of texts
// for each column of the picture. All that is shown or said of them is here.

import { set, svg } from "./dom.js";

// "" where there is none.
export function nameOf(model, column, i) {
  const name = model.get("names")?.[column]?.[i];
  return typeof name === "string" ? name : "";
}

// "neuron 2, sultry", in a label and in a sentence.
export const called = (words, name) => (name ? `${words}, ${name}` : words);
// "x₁ sunshine", in front of a number or at an axis.
export const besides = (symbol, name) => (name ? `${symbol} ${name}` : symbol);

// The name as a part of a picture. Without a name nothing is drawn.
export function makeCalled(name, anchor = "middle") {
  const node = svg("text", { class: "nn-called", "text-anchor": anchor }, name);
  return { nodes: name ? [node] : [], place: (x, y) => set(node, { x, y }) };
}

// A symbol, and behind it its name if it has one.
export const titled = (symbol, name, place = {}) => (name
  ? svg("text", { ...place, class: "nn-called" }, svg("tspan", { class: "nn-sym" }, symbol),
    ` ${name}`)
  : svg("text", { "text-anchor": "middle", ...place, class: "nn-sym" }, symbol));

// About how wide it is, and never less: a picture is arranged before it is there.
export const roomOf = (name) => 7.2 * name.length;

// The names in a copied program: ["x", "a1"] are what it calls the columns.
export const nameLines = (model, letters) => letters.flatMap((letter, column) => {
  const names = model.get("names")?.[column] ?? [];
  return names.length ? [`# ${letter}: ${names.join(", ")}`] : [];
});
