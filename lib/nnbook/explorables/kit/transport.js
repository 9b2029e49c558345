// Steps that a reader walks by hand or lets run: back, play, next.

import { html, say } from "./dom.js";
import { clamp } from "./numbers.js";

const LONGEST = 20000; // ms that all steps take, if each has time to be seen

// The model's traits are `step`, from 0 to `end()`, and `playing`. `label` says
// what the steps are of; `chosen` are traits, such as { at: 0 }, that give up
// what was chosen by hand whenever the step moves. `jumps` are further buttons,
// [text, to(step)] each.
export function makeTransport(model, signal, { end, label, chosen = {}, jumps = [] }) {
  const button = (text) => html("button", { type: "button", class: "nn-press" }, text);
  const back = button("◀ Back"), play = button("Play"), next = button("Next ▶");
  const count = html("span", { class: "nn-count" });
  const write = (traits) => { model.set(traits); model.save_changes(); };
  const on = (node, act) => node.addEventListener("click", act, { signal });
  const stepNow = () => Math.min(model.get("step"), end());
  const face = html("div", { class: "nnx-transport", role: "group", "aria-label": label },
    back, play, next, ...jumps.map(([text, to]) => {
      const jump = button(text);
      on(jump, () => write({ ...chosen, playing: false, step: to(stepNow()) }));
      return jump;
    }), count);
  const go = (by) => {
    const n = end() + 1;
    write({ ...chosen, playing: false, step: (stepNow() + by + n) % n });
  };
  on(back, () => go(-1));
  on(next, () => go(1));
  on(play, () => {
    const playing = !model.get("playing"), step = stepNow();
    write({ ...chosen, step: playing && step >= end() ? 0 : step, playing });
  });

  // Each view has a clock. Whoever moves the step, all clocks begin anew: one
  // goes off first and the others with it, so that two views of one model, in
  // one page or in two, play no faster than one.
  let timer = 0;
  const wind = () => {
    clearTimeout(timer);
    if (model.get("playing")) timer = setTimeout(advance, clamp(LONGEST / end(), 150, 900));
  };
  function advance() {
    const last = end(), step = Math.min(last, model.get("step") + 1);
    write(step < last ? { step } : { step, playing: false });
  }
  const moved = () => { model.set(chosen); wind(); };
  model.on("change:playing", wind);
  model.on("change:step", moved);
  signal.addEventListener("abort", () => {
    clearTimeout(timer);
    model.off("change:playing", wind);
    model.off("change:step", moved);
  });
  wind();

  function draw() {
    const step = stepNow(), last = end();
    say(play, model.get("playing") ? "Pause" : "Play");
    say(next, step === last ? "Start ▶" : "Next ▶");
    say(back, step === 0 ? "◀ End" : "◀ Back");
    say(count, `step ${step} of ${last}`);
  }
  return { face, draw };
}
