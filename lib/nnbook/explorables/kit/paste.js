import { html, say } from "./dom.js";
import { readMatrix, transposed } from "./matrix.js";

// A dialog that takes a matrix from text. What it is for says `target`:
//   title, and `choice`, what stands above the field, if anything
//   about()        what to paste, in words, and the shape that is there now
//   fits(rows)     null, or { error, turn, resize }: why these cannot be used
//                  as they are, and whether turning or resizing would help
//   take(rows)     use them; returns what was done, in words
//   keep()         what there is now, as a function that brings it back
//   locked()       whether nothing may be pasted
// The text stays when the dialog is closed.

const LARGEST_PASTED = 100; // what the pictures can show

export const shapeText = (rows) => `(${rows.length}, ${rows[0].length})`;
// So PyTorch prints the weight of an nn.Linear, which is (n_out, n_in).
const OF_LINEAR = /parameter containing/i;

// Sliders end at `reach`; numbers beyond it are kept. Says so, if there are any.
export function beyond(rows, reach) {
  const far = rows.flat().reduce((most, value) => (Math.abs(value) > Math.abs(most) ? value : most), 0);
  return Math.abs(far) <= reach ? "" : ` ${String(far).replace("-", "−")} is beyond the usual −${reach} to ${reach}: it is kept, and its slider reaches as far.`;
}

export function makePaste(signal, target) {
  const press = (text) => html("button", { type: "button" }, text);
  const opener = press("paste numbers"), back = press("undo paste");
  const done = html("p", { "aria-live": "polite", class: "nnx-pasted" });
  const help = html("p"), error = html("p", { role: "alert", class: "nn-wrong-cell" });
  const area = html("textarea", { rows: 6, spellcheck: false, autocomplete: "off", "aria-label": "the numbers, row by row" });
  const use = press("use these numbers"), turn = press("use the transpose"), resize = press("resize the layer"), close = press("cancel");
  const parts = [html("h3", {}, target.title), ...(target.choice ? [target.choice] : []), help, area, error,
    html("div", { class: "nnx-take" }, turn, resize, use, close)];
  const dialog = html("dialog", { class: "nnx-dialog", "aria-label": target.title });
  let undo = null, asked = false; // asked: “as they are” is an answer

  function complain(text, { turn: turning = false, resize: resizing = false, asIs = false } = {}) {
    say(error, text);
    area.setAttribute("aria-invalid", Boolean(text));
    turn.hidden = !turning;
    resize.hidden = !resizing;
    asked = asIs;
    say(use, asIs ? "use them as they are" : "use these numbers");
  }

  const after = () => {
    back.hidden = !undo;
    back.disabled = target.locked();
  };

  function commit(how) {
    const { rows: given, error: wrong, pairs } = readMatrix(area.value, LARGEST_PASTED);
    if (wrong) { complain(wrong); area.focus(); return; }
    const square = given.length > 1 && given.length === given[0].length;
    const why = target.fits(how === "turn" ? transposed(given) : given, how);
    if (why) {
      complain(pairs && !why.turn ? `${why.error} If its commas are decimal commas, write points: a comma parts numbers here.` : why.error, why);
      (why.turn ? turn : area).focus();
      return;
    }
    if (square && !how && !asked && target.turns?.() && OF_LINEAR.test(area.value)) {
      complain("A square matrix fits both ways. The weight of an nn.Linear is (n_out, n_in), the transpose of W here. Is this one such a weight?", { turn: true, asIs: true });
      turn.focus();
      return;
    }
    undo = target.keep();
    const words = target.take(how === "turn" ? transposed(given) : given);
    complain("");
    dialog.close();
    say(done, words);
    after();
  }

  const explain = () => say(help, target.about());
  opener.addEventListener("click", () => {
    explain();
    complain("");
    dialog.replaceChildren(...parts);
    dialog.showModal();
    area.focus();
  }, { signal });
  back.addEventListener("click", () => {
    undo();
    undo = null;
    say(done, "The numbers from before the paste are back.");
    opener.focus({ preventScroll: true });
    after();
  }, { signal });
  // A closed dialog holds nothing that could be mistaken for a control.
  dialog.addEventListener("close", () => dialog.replaceChildren(), { signal });
  for (const [button, act] of [[use, () => commit()], [turn, () => commit("turn")], [resize, () => commit("resize")], [close, () => dialog.close()]]) {
    button.addEventListener("click", act, { signal });
  }
  area.addEventListener("input", () => complain(""), { signal });
  target.choice?.addEventListener("change", () => { explain(); complain(""); }, { signal });
  // What is typed here is for this field alone, not for the page's shortcuts.
  for (const kind of ["keydown", "paste", "copy", "cut"]) {
    dialog.addEventListener(kind, (event) => {
      event.stopPropagation();
      if (kind === "keydown" && event.key === "Enter" && (event.ctrlKey || event.metaKey)) commit();
    }, { signal });
  }
  complain("");
  back.hidden = true;
  return { buttons: [opener, back], done, dialog, draw: () => { opener.disabled = target.locked(); after(); } };
}
