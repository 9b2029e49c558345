import { html, say } from "./draw.js";
import { readMatrix, transposed } from "./matrix-text.js";
import { MOST, readLayer } from "./layer-state.js";

// A dialog for the weights of the layer. The text stays when it is closed.

const LARGEST_PASTED = 100; // what the cells can show
const shapeText = (rows) => `(${rows.length}, ${rows[0].length})`;

// Weights as rows of inputs, columns of neurons, into the layer.
function takeWeights(model, rows) {
  const weights = [...model.get("weights")];
  rows.forEach((row, i) => row.forEach((value, j) => { weights[MOST * i + j] = value; }));
  model.set("weights", weights);
  model.set("inputs_index", rows.length - 1);
  model.set("neurons_index", rows[0].length - 1);
  model.save_changes();
}

// Why the layer cannot have these weights, or null.
function misfit(model, rows, now) {
  for (const [n, most, what, trait] of [
    [rows.length, now.nIn, "input", "inputs_index"], [rows[0].length, now.nOut, "neuron", "neurons_index"]]) {
    const fixed = model.locked?.(trait);
    if (n > MOST) return `This would need ${n} ${what}s; up to ${MOST} fit.`;
    if (fixed && n !== most) return `This would need ${n} ${what}s; the layer is fixed at ${most}.`;
  }
  return null;
}

export function makePaste(model, signal) {
  const opener = html("button", { type: "button" }, "paste numbers");
  const name = html("h3", {}, "Paste weights"), help = html("p"), error = html("p", { role: "alert", class: "nn-wrong-cell" });
  const area = html("textarea", { rows: 6, spellcheck: false, autocomplete: "off", "aria-label": "the weights, row by row" });
  const press = (text) => html("button", { type: "button" }, text);
  const use = press("use these numbers"), turn = press("use the transpose"), resize = press("resize the layer"), close = press("cancel");
  const dialog = html("dialog", { class: "nnx-dialog", "aria-label": "Paste weights" },
    name, help, area, error, html("div", { class: "nnx-take" }, turn, resize, use, close));
  const choices = (doubt) => { turn.hidden = resize.hidden = !doubt; };
  const complain = (text, doubt = false) => {
    say(error, text);
    area.setAttribute("aria-invalid", Boolean(text));
    choices(doubt);
  };

  // In the column conventions a row of what is shown is a neuron.
  const byNeuron = () => readLayer(model).convention > 0;
  function commit(how) {
    const now = readLayer(model);
    const { rows: given, error: wrong } = readMatrix(area.value, LARGEST_PASTED);
    if (wrong) { complain(wrong); area.focus(); return; }
    const shown = byNeuron() ? [now.nOut, now.nIn] : [now.nIn, now.nOut];
    const turnedFits = given.length !== given[0].length && given.length === shown[1] && given[0].length === shown[0];
    if (turnedFits && !how) {
      complain(`This is ${shapeText(given)}, and the weights are (${shown.join(", ")}) now. Did you mean the transpose?`, true);
      turn.focus();
      return;
    }
    const seen = how === "turn" ? transposed(given) : given;
    const rows = byNeuron() ? transposed(seen) : seen;
    const why = misfit(model, rows, now);
    if (why) { complain(why); area.focus(); return; }
    takeWeights(model, rows);
    complain("");
    dialog.close();
  }

  opener.addEventListener("click", () => {
    const { nIn, nOut } = readLayer(model);
    say(help, byNeuron()
      ? `One row for each neuron, one column for each input: (${nOut}, ${nIn}) now, up to (${MOST}, ${MOST}). Cells of a spreadsheet, CSV, or a Python list, array or tensor.`
      : `One row for each input, one column for each neuron: (${nIn}, ${nOut}) now, up to (${MOST}, ${MOST}). Cells of a spreadsheet, CSV, or a Python list, array or tensor.`);
    complain("");
    dialog.showModal();
    area.focus();
  }, { signal });
  for (const [button, act] of [[use, () => commit()], [turn, () => commit("turn")], [resize, () => commit("resize")], [close, () => dialog.close()]]) {
    button.addEventListener("click", act, { signal });
  }
  area.addEventListener("input", () => complain(""), { signal });
  // What is typed here is for this field alone, not for the page's shortcuts.
  for (const kind of ["keydown", "paste", "copy", "cut"]) {
    dialog.addEventListener(kind, (event) => {
      event.stopPropagation();
      if (kind === "keydown" && event.key === "Enter" && (event.ctrlKey || event.metaKey)) commit();
    }, { signal });
  }
  choices(false);
  return { opener, dialog, draw: () => { opener.disabled = Boolean(model.locked?.("weights")); } };
}
