import { beyond, makePaste, shapeText } from "../kit/paste.js";
import { html } from "../kit/draw.js";

// The weights or biases of one layer of a network, pasted. The picture's
// network keeps its size: a matrix of another shape is explained.

const every = (n, noun, whose) => (n === 1 ? `${whose} one ${noun}` : `each of ${whose} ${n} ${noun}s`);

export function networkPaste(model, { sizes, layers }, reach, signal) {
  const one = (kind, trait, l) => ({
    trait, l, name: `${kind}${l + 1}`, vector: kind === "b",
    shape: kind === "b" ? `(${sizes[l + 1]},)` : `(${sizes[l]}, ${sizes[l + 1]})`,
  });
  const places = layers.flatMap((_, l) => [one("W", "weights", l), one("b", "biases", l)]);
  const list = html("select", {}, ...places.map(({ name, vector, shape }, i) => html(
    "option", { value: i }, `${vector ? "biases" : "weights"} ${name} ${shape}`)));
  const now = () => places[list.value];
  const isLocked = ({ trait }) => Boolean(model.locked?.(trait));

  function put(trait, l, values) {
    model.set(trait, model.get(trait).with(l, values));
    model.save_changes();
  }

  function whyNot(rows, { l, name, vector, shape }) {
    const nIn = sizes[l], nOut = sizes[l + 1], given = shapeText(rows);
    if (vector) {
      const length = rows.length === 1 ? rows[0].length : rows[0].length === 1 ? rows.length : 0;
      return length === nOut ? null : {
        error: `This is ${length ? `${length} number${length > 1 ? "s" : ""}` : given}, and ${name} is ${shape}: one number for ${every(nOut, "neuron", "the")} of layer ${l + 1}, in a row or in a column.`,
      };
    }
    if (rows.length === nIn && rows[0].length === nOut) return null;
    const expected = `This is ${given}, and ${name} is ${shape}: a row for ${every(nIn, "input", "the")} of layer ${l + 1}, a column for ${every(nOut, "neuron", "its")}.`;
    return rows.length === nOut && rows[0].length === nIn
      ? { error: `${expected} Turned, it fits. PyTorch’s nn.Linear keeps its weight turned, as (n_out, n_in): did you mean the transpose?`, turn: true }
      : { error: expected };
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
    fits: (rows) => (isLocked(now()) ? { error: `${now().name} is locked in this link.` } : whyNot(rows, now())),
    take(rows) {
      const { trait, l, name, vector } = now();
      model.set("playing", false);
      put(trait, l, vector ? rows.flat() : rows);
      return `${name} is what you pasted.${beyond(rows, reach)}`;
    },
    keep() {
      const { trait, l } = now(), before = model.get(trait)[l];
      return () => put(trait, l, before);
    },
    locked: () => places.every(isLocked),
  });
}
