// The weights or biases of one layer, pasted. The picture's network keeps its
// size: a matrix of another shape is explained.

import { html } from "../kit/dom.js";
import { beyond, makePaste, shapeText } from "../kit/paste.js";

const every = (n, noun, whose) => (
  n === 1 ? `${whose} one ${noun}` : `each of ${whose} ${n} ${noun}s`);

// Where numbers can go: W or b of each layer.
const placesOf = ({ layers }) => layers.flatMap(({ nIn, nOut }, l) => [
  { trait: "weights", l, name: `W${l + 1}`, nIn, nOut, shape: `(${nIn}, ${nOut})` },
  { trait: "biases", l, name: `b${l + 1}`, vector: true, nIn, nOut, shape: `(${nOut},)` },
]);

// Why rows do not fit into a place, or null.
function misfit(rows, place) {
  const { l, name, nIn, nOut, shape } = place, given = shapeText(rows);
  if (place.vector) {
    const length = rows.length === 1 ? rows[0].length : rows[0].length === 1 ? rows.length : 0;
    if (length === nOut) return null;
    const what = length ? `${length} number${length > 1 ? "s" : ""}` : given;
    return {
      error: `This is ${what}, and ${name} is ${shape}: one number for`
        + ` ${every(nOut, "neuron", "the")} of layer ${l + 1}, in a row or in a column.`,
    };
  }
  if (rows.length === nIn && rows[0].length === nOut) return null;
  const expected = `This is ${given}, and ${name} is ${shape}: a row for`
    + ` ${every(nIn, "input", "the")} of layer ${l + 1}, a column for`
    + ` ${every(nOut, "neuron", "its")}.`;
  if (rows.length !== nOut || rows[0].length !== nIn) return { error: expected };
  return {
    error: `${expected} Turned, it fits. PyTorch’s nn.Linear keeps its weight turned,`
      + " as (n_out, n_in): did you mean the transpose?",
    turn: true,
  };
}

export function networkPaste(model, pass, signal) {
  const places = placesOf(pass);
  const list = html("select", {}, ...places.map(({ trait, name, shape }, i) => html(
    "option", { value: i }, `${trait} ${name} ${shape}`)));
  const now = () => places[list.value];
  const isLocked = ({ trait }) => Boolean(model.locked?.(trait));

  function put({ trait, l }, values) {
    model.set(trait, model.get(trait).with(l, values));
    model.save_changes();
  }

  return makePaste(signal, {
    title: "Paste weights or biases",
    choice: html("label", {}, "Into ", list),
    about() {
      const { l, vector, shape } = now();
      const what = vector ? `One number for each neuron of layer ${l + 1}: ${shape}.`
        : `One row for each input of layer ${l + 1}, one column for each neuron: ${shape}.`;
      return `${what} Cells of a spreadsheet, CSV, or a Python list, array or tensor.`;
    },
    turns: () => !now().vector,
    fits: (rows) => (isLocked(now()) ? { error: `${now().name} is locked in this link.` }
      : misfit(rows, now())),
    take(rows) {
      const place = now();
      model.set("playing", false);
      put(place, place.vector ? rows.flat() : rows);
      return `${place.name} is what you pasted.${beyond(rows, model.get("usual")[place.trait][1])}`;
    },
    keep() {
      const place = now(), before = model.get(place.trait)[place.l];
      return () => put(place, before);
    },
    locked: () => places.every(isLocked),
  });
}
