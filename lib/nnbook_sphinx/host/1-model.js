// Widget models and the links between them, from the standard widget state.

const same = (a, b) =>
  a === b || (typeof a === "object" && JSON.stringify(a) === JSON.stringify(b));

// The numbers that a control can hold; a link must not push it out of them.
function coerce(state, key, value) {
  if (key !== "value" || typeof value !== "number") return value;
  if (!Number.isFinite(value)) return state.value;
  let [low, high] = [state.min ?? -Infinity, state.max ?? Infinity];
  if (state.base) [low, high] = [state.base ** low, state.base ** high];
  return Math.min(high, Math.max(low, value));
}

// What the AFM contract calls a model: get, set, on, off, save_changes.
class Model {
  constructor(id, entry) {
    this.id = id;
    this.name = entry.model_name;
    this.state = { ...entry.state };
    this.listeners = new Map();
    this.locked = new Set(); // traits that a link to the page has locked
  }

  get(key) { return this.state[key]; }

  set(key, value) {
    if (typeof key === "object") {
      for (const name in key) this.set(name, key[name]);
      return;
    }
    const allowed = this.locked.has(key) ? this.state[key] : coerce(this.state, key, value);
    if (same(this.state[key], allowed)) {
      // The sender holds a value that this model refuses: tell it so.
      if (!same(allowed, value)) this.trigger(`change:${key}`);
      return;
    }
    this.state[key] = allowed;
    this.trigger(`change:${key}`);
    this.trigger("change");
  }

  // There is no kernel to tell: the page's models are all there is.
  save_changes() {}
  send() {}

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

  trigger(name) {
    for (const callback of [...(this.listeners.get(name) ?? [])]) callback();
  }
}

// `call` now and whenever one of the model's traits changes, until `signal`.
function follow(model, names, call, signal) {
  const events = names.split(" ").map((name) => `change:${name}`).join(" ");
  model.on(events, call);
  signal.addEventListener("abort", () => model.off(events, call));
  call();
}

const REFERENCE = "IPY_MODEL_";

function resolve(models, value) {
  return typeof value === "string" && value.startsWith(REFERENCE)
    ? models.get(value.slice(REFERENCE.length)) : undefined;
}

// jslink and jsdlink: the target takes the source's value, now and later.
function joinLink(models, link) {
  const [from, trait] = link.get("source") ?? [];
  const [to, other] = link.get("target") ?? [];
  const [source, target] = [resolve(models, from), resolve(models, to)];
  if (!source || !target) {
    console.warn("nnbook: a link names a widget that is not on this page");
    return;
  }
  const push = () => target.set(other, source.get(trait));
  source.on(`change:${trait}`, push);
  if (link.name === "LinkModel") {
    target.on(`change:${other}`, () => source.set(trait, target.get(other)));
  }
  push();
}
