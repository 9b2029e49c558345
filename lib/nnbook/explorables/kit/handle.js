// Numbers in a picture that are moved: dragged with a mouse, a pen or a
// finger, stepped with the keys of a slider.

import { set } from "./dom.js";
import { clamp, fmt, snap, stepped, STEP } from "./numbers.js";

// ---- A number: where it is kept, how far it goes.

const innermost = (rule) => (Array.isArray(rule) ? rule : innermost(rule.each ?? rule.row[0]));

// The number that the trait `name` of `model` holds, or that stands in its
// lists at `path()`. `usual` is how far sliders, keys and dragging move it;
// `most`, how far it can go at all: Python says both.
export function number(model, name, label, path = () => []) {
  const get = () => path().reduce((value, i) => value[i], model.get(name));
  function put(value) {
    const places = path();
    if (!places.length) return model.set(name, value);
    const all = structuredClone(model.get(name)), last = places.pop();
    places.reduce((list, i) => list[i], all)[last] = value;
    return model.set(name, all);
  }
  return {
    name, label, get, put,
    set(value) { put(value); model.save_changes(); },
    usual: () => model.get("usual")[name],
    most: () => innermost(model.get("rules")[name]),
    locked: () => Boolean(model.locked?.(name)),
  };
}

// As far as the usual range; a number that is beyond it moves on from where
// it is, both ways.
function within(its, value, from) {
  const [low, high] = its.usual(), [least, most] = its.most();
  return clamp(value, from < low ? least : low, from > high ? most : high);
}

// ---- Dragging.

const SLOP = 6; // px that a finger may stray before it means to move
const HOLD = 250; // ms that it rests before it may move up and down too

// Calls `begin(event)`, then `move(event, start)` while `node` is dragged, with
// start = { event, value: what begin returned }; `restore(start)` if the
// browser takes the pointer away.
//
// A finger that starts upwards or downwards scrolls the page (touch-action in
// kit.css), sideways it drags, and so it does in any direction after a rest.
// Until that is clear nothing has begun. One finger drags; others wait.
export function drag(node, { begin, move, restore }, signal) {
  let held = null; // { id, event, start, timer }
  const claim = (event) => {
    clearTimeout(held.timer);
    node.focus({ preventScroll: true });
    node.classList.add("nn-drag");
    held.start = { event, value: begin(event) };
  };
  const stop = () => {
    if (!held) return;
    clearTimeout(held.timer);
    held = null;
    node.classList.remove("nn-drag");
  };
  const on = (kind, act, more) => node.addEventListener(kind, act, { signal, ...more });
  on("pointerdown", (event) => {
    if (held || event.button || !event.isPrimary) return;
    if (node.getAttribute("aria-disabled") === "true") return;
    held = { id: event.pointerId, event, start: null, timer: 0 };
    if (event.pointerType === "touch") {
      held.timer = setTimeout(() => claim(held.event), HOLD);
      return;
    }
    event.preventDefault();
    node.setPointerCapture(event.pointerId);
    claim(event);
  });
  on("pointermove", (event) => {
    if (event.pointerId !== held?.id) return;
    if (held.start) {
      move(event, held.start);
      return;
    }
    const dx = Math.abs(event.clientX - held.event.clientX);
    const dy = Math.abs(event.clientY - held.event.clientY);
    if (dx > SLOP && dx >= dy) claim(event);
    else if (dy > SLOP) stop();
  });
  // The page stays where it is once the finger drags.
  on("touchmove", (event) => {
    if (held?.start && event.cancelable) event.preventDefault();
  }, { passive: false });
  on("pointercancel", (event) => {
    if (event.pointerId !== held?.id) return;
    if (held.start) restore(held.start);
    stop();
  });
  for (const kind of ["pointerup", "lostpointercapture"]) {
    on(kind, (event) => { if (event.pointerId === held?.id) stop(); });
  }
  signal.addEventListener("abort", stop);
}

// Arrow keys as on a slider: one step, ten with Shift or Page; Home, End.
export function keyStep(event) {
  const steps = {
    ArrowUp: 1, ArrowRight: 1, ArrowDown: -1, ArrowLeft: -1,
    PageUp: 10, PageDown: -10, Home: -Infinity, End: Infinity,
  };
  if (event.ctrlKey || event.metaKey || event.altKey) return 0;
  return (steps[event.key] ?? 0) * (event.shiftKey ? 10 : 1);
}

// ---- A slider: one number.

const PER_PIXEL = 0.02;

function moveTo(its, value, from) {
  const next = within(its, value, from);
  if (next !== its.get()) its.set(next);
}

// Returns what moves `current()` by the steps of a key. They are counted from
// where the walk began, so that it comes back to there in every digit; at the
// end of the range, or once the number is another one, a new walk begins.
export function walker(current) {
  let walk = { label: "", start: 0, count: 0, end: NaN };
  return (steps) => {
    const its = current(), now = its.get();
    if (Math.abs(steps) === Infinity) {
      its.set(its.usual()[steps > 0 ? 1 : 0]);
      return;
    }
    if (walk.label !== its.label || walk.end !== now) {
      walk = { label: its.label, start: now, count: 0 };
    }
    walk.count += steps;
    const next = stepped(walk.start, walk.count);
    moveTo(its, next, now);
    walk.end = its.get() === next ? next : NaN;
  };
}

// `current()` is the number that the node stands for at the moment. `to(event)`
// is where a pointer puts it, if it is not dragged from where it is; `open` is
// called with the number, the node and what was typed, to enter it.
// Returns what writes its ARIA, for each frame.
export function slider(node, current, signal, { to = null, open = null } = {}) {
  set(node, { role: "slider", tabindex: 0 });
  const walk = walker(current);
  let moved = false;
  drag(node, {
    begin: () => current().get(),
    move(event, { event: first, value }) {
      const by = event.clientX - first.clientX - event.clientY + first.clientY;
      if (!moved && open && Math.abs(by) < 4) return; // still a press
      moved = true;
      const steps = Math.round(by * PER_PIXEL / STEP);
      moveTo(current(), to ? snap(to(event)) : stepped(value, steps), value);
    },
    restore({ value }) { current().set(value); },
  }, signal);
  if (open) {
    // A finger's press begins no drag, so it is told from one here.
    node.addEventListener("pointerdown", () => { moved = false; }, { signal });
    node.addEventListener("click", () => { if (!moved) open(current(), node); }, { signal });
  }
  node.addEventListener("keydown", (event) => {
    const steps = keyStep(event);
    const typed = open && !event.ctrlKey && !event.metaKey && !event.altKey;
    if (node.getAttribute("aria-disabled") === "true") return;
    if (steps) walk(steps);
    else if (typed && event.key === "Enter") open(current(), node);
    else if (typed && /^[-−.,\d]$/.test(event.key)) open(current(), node, event.key);
    else return;
    event.preventDefault();
  }, { signal });
  return () => {
    const its = current(), value = its.get(), [low, high] = its.usual();
    set(node, {
      "aria-label": its.label, "aria-disabled": its.locked(),
      "aria-valuemin": Math.min(low, value), "aria-valuemax": Math.max(high, value),
      "aria-valuenow": value, "aria-valuetext": fmt(value),
    });
  };
}

// ---- A point: two numbers.

// Arrows move it; Page Up and Down go ten steps with the second number.
const STEPS = {
  ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, 1], ArrowDown: [0, -1],
  PageUp: [0, 10], PageDown: [0, -10],
};
const ENDS = { Home: 0, End: 1 }; // of the first number's usual range

// `pair` are its two numbers, `to(event, start)` where a pointer puts them.
// `words` says the two; the first one is the slider's value.
export function point(node, pair, { label, words, to }, signal) {
  set(node, { role: "slider", tabindex: 0, "aria-label": label });
  const write = (values, from) => {
    values.forEach((value, i) => pair[i].put(within(pair[i], value, from[i])));
    pair[0].set(pair[0].get());
  };
  const now = () => pair.map((its) => its.get());
  drag(node, {
    begin: now,
    move(event, start) { write(to(event, start).map(snap), start.value); },
    restore({ value }) { write(value, value); },
  }, signal);
  node.addEventListener("keydown", (event) => {
    const by = STEPS[event.key], end = ENDS[event.key], from = now();
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    if (!by && end === undefined) return;
    event.preventDefault();
    const times = event.shiftKey ? 10 : 1;
    const stepTo = (value, i) => (by[i] ? stepped(value, by[i] * times) : value);
    write(by ? from.map(stepTo) : [pair[0].usual()[end], from[1]], from);
  }, { signal });
  return () => {
    const [low, high] = pair[0].usual(), [value, other] = now();
    set(node, {
      "aria-valuemin": Math.min(low, value), "aria-valuemax": Math.max(high, value),
      "aria-valuenow": value, "aria-valuetext": words(fmt(value), fmt(other)),
      "aria-disabled": pair.every((its) => its.locked()),
    });
  };
}
