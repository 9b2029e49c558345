// Widget models and the links between them, from the standard widget state.

import { isList, isNumber, modern } from "./faults.js";

export const models = new Map(); // those of this page, by their ids

const same = (a, b) =>
  a === b || (typeof a === "object" && JSON.stringify(a) === JSON.stringify(b));

// What a model can hold: a number where there is one, within its limits; a
// choice of its list.
// A link must not push it out of them.
export function coerce(state, key, value) {
  if (key === "index" && Array.isArray(state._options_labels)) {
    const choice = Number.isInteger(value) && state._options_labels[value] != null;
    return choice || value === null ? value : state.index;
  }
  const old = state[key];
  if (typeof old !== "number" || key === "selected_index") return value;
  if (!isNumber(value)) return old;
  if (key !== "value") return value;
  let [low, high] = [state.min ?? -Infinity, state.max ?? Infinity];
  if (state.base) [low, high] = [state.base ** low, state.base ** high];
  return Math.min(high, Math.max(low, value));
}

// How a model tells a kernel of its changes, and sends it messages. A page has
// none; what brings one gives its models a channel of their own.
const SILENCE = { save_changes() {}, send() {} };

// What the AFM contract calls a model: get, set, on, off, save_changes.
export class Model {
  constructor(id, entry) {
    this.id = id;
    this.name = String(entry?.model_name);
    const whole = typeof entry?.state === "object" && !Array.isArray(entry.state);
    // Without a prototype: no name in the state means anything but itself.
    this.state = modern(this.name, { __proto__: null, ...(whole ? entry.state : {}) });
    this.channel = SILENCE;
    this.listeners = new Map();
    this.locked = new Set(); // traits that a link to the page has locked
  }

  get(key) { return this.state[key]; }

  set(key, value) {
    if (typeof key === "object") {
      for (const name in key) this.set(name, key[name]);
      return;
    }
    const allowed = this.locked.has(key) || this.refuses?.(key, value) ? this.state[key]
      : coerce(this.state, key, value);
    if (same(this.state[key], allowed)) {
      // The sender holds a value that this model refuses: tell it so.
      if (!same(allowed, value)) this.trigger(`change:${key}`);
      return;
    }
    this.state[key] = allowed;
    this.trigger(`change:${key}`);
    this.trigger("change");
  }

  save_changes() { this.channel.save_changes(this); }
  send(content, callbacks, buffers) { this.channel.send(this, content, callbacks, buffers); }

  on(names, callback) {
    for (const name of names.split(" ")) {
      if (!this.listeners.has(name)) this.listeners.set(name, new Set());
      this.listeners.get(name).add(callback);
    }
  }

  off(names, callback) {
    if (!names) { this.listeners.clear(); return; }
    for (const name of names.split(" ")) {
      if (callback) this.listeners.get(name)?.delete(callback);
      else this.listeners.delete(name);
    }
  }

  // One listener that fails must not keep the change from the others.
  trigger(name) {
    for (const callback of Array.from(this.listeners.get(name) ?? [])) {
      try {
        callback();
      } catch (error) {
        console.error(error);
      }
    }
  }
}

// `call` now and whenever one of the model's traits changes, until `signal`.
export function follow(model, names, call, signal) {
  const events = names.split(" ").map((name) => `change:${name}`).join(" ");
  model.on(events, call);
  signal.addEventListener("abort", () => model.off(events, call));
  call();
}

export const REFERENCE = "IPY_MODEL_";

export function resolve(value) {
  return typeof value === "string" && value.startsWith(REFERENCE)
    ? models.get(value.slice(REFERENCE.length)) : undefined;
}

// Links can form a circle whose members never agree, as when their limits
// exclude each other. The values then stay where they are.
const MOST = 400; // far more than the links of a page
let carried = 0, depth = 0;

function carry(source, trait, target, other) {
  if (!depth) carried = 0;
  if (++carried === MOST) console.warn("nnbook: links that never come to rest were stopped");
  if (carried >= MOST) return;
  depth++;
  try {
    target.set(other, source.get(trait));
  } finally {
    depth--;
  }
}

// jslink and jsdlink: the target takes the source's value, now and later.
export function joinLink(link) {
  const [[from, trait], [to, other]] = ["source", "target"].map(
    (end) => (Array.isArray(link.get(end)) ? link.get(end) : []));
  const [source, target] = [resolve(from), resolve(to)];
  if (!source || !target || !isList([trait, other])) {
    console.warn("nnbook: a link names a widget that is not on this page");
    return;
  }
  const push = () => carry(source, trait, target, other);
  source.on(`change:${trait}`, push);
  if (link.name === "LinkModel") {
    target.on(`change:${other}`, () => carry(target, other, source, trait));
  }
  push();
}
