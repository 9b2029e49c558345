// A dialog that takes a matrix from text.

import { html, say } from "./dom.js";
import { readMatrix, transposed } from "./matrix.js";

const LARGEST_PASTED = 100; // what the pictures can show

export const shapeText = (rows) => `(${rows.length}, ${rows[0].length})`;
// So PyTorch prints the weight of an nn.Linear, which is (n_out, n_in).
const OF_LINEAR = /parameter containing/i;

// Sliders end at `reach`; numbers beyond it are kept. Says so, if there are any.
export function beyond(rows, reach) {
  const larger = (most, value) => (Math.abs(value) > Math.abs(most) ? value : most);
  const far = rows.flat().reduce(larger, 0);
  if (Math.abs(far) <= reach) return "";
  return ` ${String(far).replace("-", "−")} is beyond the usual −${reach} to ${reach}:`
    + " it is kept, and its slider reaches as far.";
}

// What is missing if W cannot be used as it is: { error, turn, asIs }, or null.
// `how` is what the reader said already: "turn", "resize", "asIs".
function objection(target, { rows, error, pairs }, text, how) {
  if (error) return { error };
  const why = target.fits(how === "turn" ? transposed(rows) : rows, how);
  if (why && pairs && !why.turn) {
    return {
      ...why, error: `${why.error} If its commas are decimal commas, write points:`
        + " a comma parts numbers here.",
    };
  }
  if (why) return why;
  const square = rows.length > 1 && rows.length === rows[0].length;
  if (!square || how || !target.turns?.() || !OF_LINEAR.test(text)) return null;
  return {
    error: "A square matrix fits both ways. The weight of an nn.Linear is (n_out, n_in),"
      + " the transpose of W here. Is this one such a weight?",
    turn: true, asIs: true,
  };
}

// What it is for says `target`:
//   title, and `choice`, what stands above the field, if anything
//   about()        what to paste, in words, and the shape that is there now
//   fits(rows, how)  null, or { error, turn, resize }: why these cannot be used
//                  as they are, and whether turning or resizing would help
//   turns()        whether a square matrix might be meant the other way
//   take(rows)     use them; returns what was done, in words
//   keep()         what there is now, as a function that brings it back
//   locked()       whether nothing may be pasted
// The text stays when the dialog is closed.
export function makePaste(signal, target) {
  const press = (text) => html("button", { type: "button" }, text);
  const opener = press("paste numbers"), back = press("undo paste");
  const use = press("use these numbers"), turn = press("use the transpose");
  const resize = press("resize the layer"), close = press("cancel");
  const done = html("p", { "aria-live": "polite", class: "nnx-pasted" });
  const help = html("p"), error = html("p", { role: "alert", class: "nn-wrong-cell" });
  const area = html("textarea", {
    rows: 6, spellcheck: false, autocomplete: "off", "aria-label": "the numbers, row by row",
  });
  const parts = [html("h3", {}, target.title), target.choice, help, area, error,
    html("div", { class: "nnx-take" }, turn, resize, use, close)].filter(Boolean);
  const dialog = html("dialog", { class: "nnx-dialog", "aria-label": target.title });
  const on = (node, kind, act) => node.addEventListener(kind, act, { signal });
  let undo = null, asked = false; // asked: “as they are” is an answer

  function complain({ error: text = "", turn: turning, resize: resizing, asIs = false } = {}) {
    say(error, text);
    area.setAttribute("aria-invalid", Boolean(text));
    turn.hidden = !turning;
    resize.hidden = !resizing;
    asked = asIs;
    say(use, asIs ? "use them as they are" : "use these numbers");
  }
  const draw = () => {
    opener.disabled = back.disabled = target.locked();
    back.hidden = !undo;
  };

  function commit(how) {
    const read = readMatrix(area.value, LARGEST_PASTED);
    const wrong = objection(target, read, area.value, how);
    complain(wrong ?? {});
    if (wrong) {
      (wrong.turn ? turn : area).focus();
      return;
    }
    undo = target.keep();
    const words = target.take(how === "turn" ? transposed(read.rows) : read.rows);
    dialog.close();
    say(done, words);
    draw();
  }

  const explain = () => { say(help, target.about()); complain(); };
  on(opener, "click", () => {
    explain();
    dialog.replaceChildren(...parts);
    dialog.showModal();
    area.focus();
  });
  on(back, "click", () => {
    undo();
    undo = null;
    say(done, "The numbers from before the paste are back.");
    opener.focus({ preventScroll: true });
    draw();
  });
  // A closed dialog holds nothing that could be mistaken for a control.
  on(dialog, "close", () => dialog.replaceChildren());
  on(use, "click", () => commit(asked ? "asIs" : undefined));
  on(turn, "click", () => commit("turn"));
  on(resize, "click", () => commit("resize"));
  on(close, "click", () => dialog.close());
  on(area, "input", () => complain());
  if (target.choice) on(target.choice, "change", explain);
  // What is typed here is for this field alone, not for the page's shortcuts.
  for (const kind of ["keydown", "paste", "copy", "cut"]) {
    on(dialog, kind, (event) => {
      event.stopPropagation();
      const entered = kind === "keydown" && event.key === "Enter";
      if (entered && (event.ctrlKey || event.metaKey)) commit(asked ? "asIs" : undefined);
    });
  }
  complain();
  draw();
  return { buttons: [opener, back], done, dialog, draw };
}
