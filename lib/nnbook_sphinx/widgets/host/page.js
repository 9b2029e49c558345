// Brings a page's widgets to life: reads the state, joins the links, draws
// each view in the place that the notebook gave it.

import { CONTROLS, node } from "./controls.js";
import { faultOf, isList, kindOf } from "./faults.js";
import { enroll, goToLink, linkOf, openLink } from "./links.js";
import { joinLink, Model, models, REFERENCE, resolve } from "./model.js";

const modules = new Map(); // id → { make, widget }

// One widget for all instances. Its module is a function of its script: what
// is imported from a text or a blob, a strict policy refuses.
function moduleOf(id) {
  const entry = modules.get(id);
  if (!entry) throw new Error(`the module ${id} was not shipped with this page`);
  entry.widget ??= entry.make();
  return entry.widget;
}

// A model as a widget's code sees it: its `off` ends only what this code
// began, never the page's own links; what it throws is its own affair.
function ownSide(model, fault = () => {}) {
  let begun = []; // [name, callback, call]
  const guarded = (callback) => () => {
    try {
      callback();
    } catch (error) {
      console.error(error);
      fault();
    }
  };
  return {
    get: (key) => model.get(key),
    set: (key, value) => model.set(key, value),
    save_changes: () => model.save_changes(),
    send: (...message) => model.send(...message),
    // Beyond the contract: what only a page with links of its own can say.
    link: () => linkOf(model),
    locked: (key) => model.locked.has(key),
    on(names, callback) {
      const call = guarded(callback);
      for (const name of names.split(" ")) begun.push([name, callback, call]);
      model.on(names, call);
    },
    off(names, callback) {
      begun = begun.filter(([name, own, call]) => {
        const kept = (names && !names.split(" ").includes(name)) || (callback && callback !== own);
        if (!kept) model.off(name, call);
        return kept;
      });
    },
  };
}

// An AnyWidget by the AFM contract: initialize once, render a view, clean up.
function anyView(model, { signal, fail, fault }) {
  const el = node("div", { class: "nnw-any" });
  const id = model.get("_esm");
  const open = async () => {
    let widget = await moduleOf(id);
    if (typeof widget === "function") widget = await widget();
    model.initialized ??= Promise.resolve(widget.initialize?.({ model: ownSide(model) }));
    await model.initialized;
    if (signal.aborted) return;
    enroll(model, el, widget, signal);
    const own = ownSide(model, () => fault(el));
    const cleanup = await widget.render({ model: own, el, signal });
    // What its pictures show is said in its line of status.
    const words = el.querySelector(".nnx-status");
    for (const svg of el.querySelectorAll("svg[role]")) {
      svg.ariaDescribedByElements = words && [words];
    }
    const end = () => {
      own.off();
      if (typeof cleanup === "function") cleanup();
    };
    if (signal.aborted) end();
    else signal.addEventListener("abort", end);
  };
  el.addEventListener("fault", () => fault(el), { signal }); // of a frame
  el.ready = inTurn(() => open().catch((error) => { console.error(error); fail(el); }))
    .then(() => el.firstChild || fail(el));
  return el;
}

export const VIEWS = { ...CONTROLS, AnyModel: anyView };

// One picture after another, with a breath between: the first is on the
// screen, and can be used, before the last is drawn.
// One that never comes holds up the others for a few seconds only.
const PATIENCE = 4000;
let turn = Promise.resolve();
function inTurn(draw) {
  const pause = (time) => new Promise((done) => { setTimeout(done, time); });
  const drawn = turn.then(() => Promise.race([draw(), pause(PATIENCE)]));
  turn = drawn.then(() => pause(0));
  return drawn;
}

function notice(text) {
  return node("p", { class: "nnw-notice", role: "note" }, text);
}

const LAYOUT = new RegExp("^(width|height|(min|max)_(width|height)|margin|padding|display"
  + "|flex(_flow)?|(align|justify)_(items|content|self)|grid_.+|order|overflow|visibility)$");

function dress(view, model) {
  view.model = model;
  const classes = model.get("_dom_classes");
  if (isList(classes)) view.classList.add(...classes.filter((name) => /^\S+$/.test(name)));
  const layout = resolve(model.get("layout"))?.state ?? {};
  for (const name in layout) {
    if (LAYOUT.test(name) && layout[name] != null) {
      view.style.setProperty(name.replaceAll("_", "-"), layout[name]);
    }
  }
}

// Why there is no view, in words.
function reasonFor(model, path) {
  if (!model) {
    return damaged ? "This page's widgets are damaged: their saved state cannot be read."
      + " Reload the page, or open it in Jupyter."
      : "This widget is missing: the page holds no saved state of it."
        + " Open the page in Jupyter to use it.";
  }
  if (!Object.hasOwn(VIEWS, model.name)) {
    const kind = model.name.replace(/Model$/, "");
    return `${kind} needs a live kernel: open this page in Jupyter to use it.`;
  }
  const fault = path.includes(model) ? "it contains itself"
    : path.length > DEEPEST ? "it lies too deep in others"
      : ++mounted > MOST_VIEWS ? "there are too many on this page" : faultOf(model);
  return fault && `This ${kindOf(model)} is damaged: ${fault}.`
    + " Reload the page, or open it in Jupyter.";
}

// In place of what could not be drawn: its still picture, and words.
function failure(element) {
  const view = element.closest(".nnw-view");
  const still = view?.contains(view.still) ? null : view?.still;
  const words = still ? "This is a still picture: the one that moves could not be drawn."
    : "This picture could not be drawn.";
  return node("div", { class: "nnw-failed" }, still ?? "",
    notice(`${words} Reload the page, or open it in Jupyter.`));
}

// Draws the view of `reference` into `place` and returns it; `path` holds the
// boxes around it.
function mount(reference, place, signal, path = []) {
  const model = resolve(reference);
  const reason = reasonFor(model, path);
  if (reason) {
    place.append(notice(reason));
    return null;
  }
  const waiting = [];
  const fail = (element) => element.replaceChildren(failure(element));
  const fault = (element) => {
    if (element.nextElementSibling?.matches(".nnw-fault")) return;
    const words = notice("An error stopped this picture: what it shows may be out of date."
      + " Reload the page.");
    words.classList.add("nnw-fault");
    element.after(words);
  };
  try {
    const element = VIEWS[model.name](model, {
      signal, fail, fault, later: (call) => waiting.push(call),
      mount: (child, inner) => mount(child, inner, signal, [...path, model]),
    });
    dress(element, model);
    place.append(element);
    for (const call of waiting) call();
    return element;
  } catch (error) {
    console.error(error);
    fail(place.appendChild(node("div")));
    return null;
  }
}

// A JSON script of the page, or an empty object with a complaint.
function readJson(script) {
  try {
    return JSON.parse(script.textContent) ?? {};
  } catch (error) {
    console.error(error);
    return {};
  }
}

const DEEPEST = 30; // boxes in boxes
const MOST_VIEWS = 3000; // two boxes in two boxes, so deep, would be millions
let damaged = false, mounted = 0;

function readPage() {
  for (const script of document.querySelectorAll(
    'script[type="application/vnd.jupyter.widget-state+json"]')) {
    const { state, nnbook } = readJson(script);
    damaged ||= !state || typeof state !== "object";
    globalThis.nnbookMath = { __proto__: null, ...globalThis.nnbookMath, ...nnbook?.math };
    for (const id in state ?? {}) models.set(id, new Model(id, state[id]));
  }
  for (const model of models.values()) {
    if (/^(Directional)?LinkModel$/.test(model.name)) joinLink(model);
  }
}

// What pictures cannot do without; the page on teaching names the browsers.
function able() {
  try {
    new CSSStyleSheet().replaceSync("");
    return "adoptedStyleSheets" in document && "toSorted" in Array.prototype;
  } catch {
    return false;
  }
}
const TOO_OLD = "This picture stands still: what moves it needs a browser of 2023 or later.";

// The element for the view of a script. A page that was saved as the reader
// saw it holds one from then, which no code moves any more.
function makePlace(script) {
  for (let old; (old = script.nextElementSibling)?.matches(".nnw-view");) old.remove();
  const place = node("div", { class: "nnw-view" }), before = script.previousElementSibling;
  if (before?.dataset.cell) place.dataset.cell = before.dataset.cell;
  if (before?.matches(".nnw-still")) place.still = before;
  script.after(place);
  return place;
}

async function start() {
  readPage();
  mounted = 0;
  const ready = [];
  for (const script of document.querySelectorAll(
    'script[type="application/vnd.jupyter.widget-view+json"]')) {
    const place = makePlace(script), stop = new AbortController();
    if (!able()) {
      place.append(notice(TOO_OLD));
      continue;
    }
    const drawn = mount(REFERENCE + readJson(script).model_id, place, stop.signal);
    // What cannot be drawn leaves the still picture standing.
    if (drawn && !place.contains(place.still)) place.still?.remove();
    ready.push(...[...place.querySelectorAll(".nnw-any")].map((el) => el.ready));
    place.stop = () => { stop.abort(); place.remove(); };
  }
  await Promise.all(ready);
  openLink();
  addEventListener("hashchange", goToLink);
  document.documentElement.dataset.nnbook = "ready";
}

function adopt(styles) {
  if (!able()) return;
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(styles);
  document.adoptedStyleSheets = [...document.adoptedStyleSheets, sheet];
}

globalThis.nnbook = {
  models,
  module(id, make, styles) {
    modules.set(id, { make });
    adopt(styles);
  },
  // What the book's own modules have in common: they take it from nnbook.kit.
  share(make, styles) {
    this.kit = make();
    adopt(styles);
  },
};
document.addEventListener("DOMContentLoaded", start);
