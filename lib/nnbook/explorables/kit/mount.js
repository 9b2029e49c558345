// An explorable: faces of one state, redrawn together, once a frame, until
// its view is taken away.

import { html, set } from "./dom.js";
import { sign } from "./numbers.js";
import { lightUp } from "./light.js";
import { onTheme, setNight } from "./theme.js";

// Returns `request`, which runs `draw` in the next frame, once however often
// it is asked, and `request.cancel` for the cleanup. An error of `draw` is told
// to the page by an event of `el`.
function eachFrame(draw, el) {
  let frame = 0;
  const request = () => {
    frame ||= requestAnimationFrame(() => {
      frame = 0;
      try {
        draw();
      } catch (error) {
        console.error(error);
        el.dispatchEvent(new Event("fault"));
      }
    });
  };
  request.cancel = () => { cancelAnimationFrame(frame); frame = 0; };
  return request;
}

// Which of `parts` are out of sight: returns the set, and what ends the watch.
function outOfSight(parts) {
  const away = new Set(), of = new Map(parts.map((part) => [part.face, part]));
  const watch = new IntersectionObserver((entries) => {
    for (const { target, isIntersecting } of entries) {
      away[isIntersecting ? "delete" : "add"](of.get(target));
    }
  });
  for (const part of parts) if (part.face) watch.observe(part.face);
  return [away, () => watch.disconnect()];
}

// JupyterLab's sliders take the colour of their number's sign from here; their
// class nn-q-b names the quantity, which `traits` translates: { b: "bias" }.
function colourSliders(scope, model, traits) {
  for (const slider of scope.querySelectorAll(".nn-signed")) {
    const q = /nn-q-(\w+)/.exec(slider.className)?.[1];
    const value = model.get(traits[q] ?? q);
    if (typeof value === "number") set(slider, { "data-sign": sign(value) });
  }
}

// `kind` says what an explorable is:
//   name           what links call it; its class is nnx- and that, in lower case
//   prepare(model) what a view has of its own, if anything: handed to the others
//   read(model, own)  everything that a frame needs, calculated once
//   faces(model, signal, redraw, own)  its faces, in the order of the page
//   look(own)      a class for all of it
//   traits         quantities whose trait has another name
//   light(scope, signal, model)   what is pointed at: returns null, or what is
//                  called after each frame; lightUp unless given
// A face is { face, draw(state, width, themed) } and may have `sized` (true, or
// an element of it: draw gets its width), `dialog`, which is put beside it, and
// `cancel`. A part that only draws has no face. `themed` is true when colours
// must be read anew.
export function explorable({
  name, prepare = () => null, read, faces, look = () => "", traits = {}, light = lightUp,
}) {
  function render({ model, el }) {
    const stop = new AbortController(), { signal } = stop;
    const request = eachFrame(() => draw(), el);
    const own = prepare(model);
    // What the next frame draws; while `moving`, only what can be seen of it.
    let due = new Set(), moving = false;
    const redraw = (moves = false) => { due = new Set(parts); moving = moves; request(); };
    const parts = faces(model, signal, redraw, own).filter(Boolean);
    el.classList.add("nnx", `nnx-${name.replace("Explorer", "").toLowerCase()}`);
    // JupyterLab would take arrow keys for its own shortcuts.
    const body = html("div", {
      class: `nnx-body ${look(own)}`, "data-lm-suppress-shortcuts": "true",
    },
      ...parts.flatMap((part) => part.face ?? []),
      ...parts.flatMap((part) => part.dialog ?? []));
    el.append(body);

    // Measured when they change: reading a width while drawing would make the
    // browser lay out the page in the middle of a frame.
    const sized = parts.filter((part) => part.sized);
    const measured = (part) => (part.sized === true ? part.face : part.sized);
    const widths = new Map();
    const measure = () => {
      for (const part of sized) widths.set(part, measured(part).clientWidth);
    };
    const [away, unwatch] = outOfSight(parts);
    let scope = null, themed = true, relight = null;
    // Faces that are away wait for a frame without a change: a phone shows few
    // of them at once.
    function draw() {
      if (!widths.get(sized[0])) return; // not laid out yet: the observer calls again
      if (themed) setNight(el);
      const state = read(model, own);
      for (const part of due) {
        if (moving && away.has(part)) continue;
        part.draw(state, widths.get(part), themed);
        due.delete(part);
      }
      moving = false;
      if (due.size) request();
      else themed = false;
      if (!scope) {
        scope = el.closest(".nnx-panel") ?? body;
        relight = light(scope, signal, model);
      }
      relight?.();
      colourSliders(scope, model, traits);
    }
    const change = () => redraw(true);
    model.on("change", change);
    const sizes = new ResizeObserver(() => { measure(); redraw(); });
    for (const part of sized) sizes.observe(measured(part));
    const unthemed = onTheme(() => { themed = true; redraw(); });
    measure();
    due = new Set(parts);
    draw();
    return () => {
      stop.abort();
      request.cancel();
      for (const part of parts) part.cancel?.();
      model.off("change", change);
      sizes.disconnect();
      unwatch();
      unthemed();
      body.remove();
    };
  }
  return { render, name };
}
