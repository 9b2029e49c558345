// Brings a page's widgets to life: reads the state, joins the links, draws
// each view in the place that the notebook gave it.

const modules = new Map(); // id → { source, styles, promise }
const models = new Map();

// One ES module for all instances, imported from its own text; a blob works
// on http:// and on file:// alike.
function moduleOf(id) {
  const entry = modules.get(id);
  if (!entry) throw new Error(`the module ${id} was not shipped with this page`);
  entry.promise ??= importText(entry);
  return entry.promise;
}

async function importText({ source, styles }) {
  const url = URL.createObjectURL(new Blob([source], { type: "text/javascript" }));
  if (styles) document.head.append(node("style", {}, styles));
  try {
    return (await import(url)).default;
  } finally {
    URL.revokeObjectURL(url);
  }
}

// A model as a widget's code sees it: its `off` ends only what this code
// began, never the page's own links.
function ownSide(model) {
  const begun = [];
  return {
    get: (key) => model.get(key),
    set: (key, value) => model.set(key, value),
    save_changes: () => {},
    send: () => {},
    // Beyond the contract: what only a page with links of its own can say.
    link: () => linkOf(model),
    locked: (key) => model.locked.has(key),
    on(names, callback) { begun.push([names, callback]); model.on(names, callback); },
    off(names, callback) {
      for (const [name, call] of begun) {
        if ((!names || names === name) && (!callback || callback === call)) model.off(name, call);
      }
    },
  };
}

// An AnyWidget by the AFM contract: initialize once, render a view, clean up.
function anyView(model, { signal, fail }) {
  const el = node("div", { class: "nnw-any" });
  const open = async () => {
    let widget = await moduleOf(model.get("_esm"));
    if (typeof widget === "function") widget = await widget();
    model.initialized ??= Promise.resolve(widget.initialize?.({ model: ownSide(model) }));
    await model.initialized;
    if (signal.aborted) return;
    enroll(model, el, widget, signal);
    const cleanup = await widget.render?.({ model: ownSide(model), el, signal });
    if (typeof cleanup === "function") signal.addEventListener("abort", () => cleanup());
  };
  el.ready = inTurn(() => open().catch((error) => { console.error(error); fail(el); }));
  return el;
}

// One picture after another, with a breath between: the first is on the
// screen, and can be used, before the last is drawn.
let turn = Promise.resolve();
function inTurn(draw) {
  const drawn = turn.then(draw);
  turn = drawn.then(() => new Promise((done) => setTimeout(done)));
  return drawn;
}

function notice(text) {
  return node("p", { class: "nnw-notice", role: "note" }, text);
}

const LAYOUT = /^(width|height|(min|max)_(width|height)|margin|padding|display|flex(_flow)?|(align|justify)_(items|content|self)|grid_.+|order|overflow|visibility)$/;

function dress(view, model) {
  (model.views ??= []).push(view);
  view.classList.add(...(model.get("_dom_classes") ?? []));
  const layout = resolve(models, model.get("layout"))?.state ?? {};
  for (const name in layout) {
    if (LAYOUT.test(name) && layout[name] != null) {
      view.style.setProperty(name.replaceAll("_", "-"), layout[name]);
    }
  }
}

// Draws the view of `reference` into `place` and returns it.
function mount(reference, place, signal) {
  const model = resolve(models, reference);
  const view = VIEWS[model?.name];
  if (!view) {
    place.append(notice(`${model ? model.name.replace(/Model$/, "") : "This widget"}`
      + " needs a live kernel: open this page in Jupyter to use it."));
    return null;
  }
  const waiting = [];
  const fail = (element) => element.replaceChildren(
    notice("This picture could not be drawn. Reload the page, or open it in Jupyter."));
  try {
    const element = view(model, {
      signal, fail, later: (call) => waiting.push(call),
      mount: (child, inner) => mount(child, inner, signal),
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

function readPage() {
  for (const script of document.querySelectorAll(
    'script[type="application/vnd.jupyter.widget-state+json"]')) {
    const { state = {}, nnbook = {} } = JSON.parse(script.textContent);
    globalThis.nnbookMath = { ...globalThis.nnbookMath, ...nnbook.math };
    for (const id in state) models.set(id, new Model(id, state[id]));
  }
  for (const model of models.values()) {
    if (/^(Directional)?LinkModel$/.test(model.name)) joinLink(models, model);
  }
}

async function start() {
  readPage();
  const ready = [];
  for (const script of document.querySelectorAll(
    'script[type="application/vnd.jupyter.widget-view+json"]')) {
    const place = node("div", { class: "nnw-view" });
    const stop = new AbortController();
    script.after(place);
    const still = script.previousElementSibling;
    if (still?.dataset.cell) place.dataset.cell = still.dataset.cell;
    if (still?.matches(".nnw-still")) still.remove();
    mount(REFERENCE + JSON.parse(script.textContent).model_id, place, stop.signal);
    ready.push(...[...place.querySelectorAll(".nnw-any")].map((el) => el.ready));
    place.stop = () => { stop.abort(); place.remove(); };
  }
  await Promise.all(ready);
  openLink();
  addEventListener("hashchange", openLink);
  document.documentElement.dataset.nnbook = "ready";
}

globalThis.nnbook = {
  models,
  module: (id, source, styles) => modules.set(id, { source, styles }),
};
document.addEventListener("DOMContentLoaded", start);
