// Links that hold the state of an explorable, in the page's fragment:
//   #nn=explore-neuron&w1=1.2&bias=0.4&lock=weights&hide=bias
// The key is the id of the notebook's cell, or the explorable's class and its
// place among its kind, `NeuronExplorer-2`. An explorable's trait `rules` says
// which traits one may set, in the order of its trait `order`, and to what:
//   [low, high] a number, [low, high, 1] a whole one; true: true or false;
//   { words } one of them; { each, least, most } a list; { row } a list of
//   fixed parts.

import { node } from "./controls.js";
import { isList } from "./faults.js";
import { models, resolve } from "./model.js";

const LINK_LIMIT = 4096;
const SEPARATORS = [",", ";", "~"]; // of lists, of lists of lists, …
const LINK_NUMBER = /^-?(\d+\.?\d*|\.\d+)(e[-+]?\d+)?$/i;
// Names of several traits; links.py has the same table.
const FAMILIES = {
  weights: /^([wv]\d+|weights)$/, bias: /^(b\d?|bias|biases|c)$/,
  inputs: /^(x\d?|samples)$/, activation: /^activation(\d|_index)$/,
  functions: /^[fp]\d$/, data: /^(data_index|points)$/, view: /^view_index$/,
  convention: /^convention_index$/, batch: /^batch_index$/,
  n_in: /^inputs_index$/, n_out: /^neurons_index$/,
};

const linkables = []; // { model, el, widget }, in the order of the page

const rulesOf = (model) => model.get("rules") ?? {};
const orderOf = (model) => {
  const rules = rulesOf(model), order = model.get("order");
  return isList(order) ? order.filter((name) => Object.hasOwn(rules, name)) : Object.keys(rules);
};

// What a link may not set, nothing may: the limits are those of Python.
function limit(model) {
  model.refuses = (name, value) => {
    const rules = rulesOf(model);
    return Object.hasOwn(rules, name) && !allows(rules[name], value);
  };
  const wrong = Object.keys(rulesOf(model)).find((name) => model.refuses(name, model.get(name)));
  if (wrong) throw new Error(`${wrong} is not ${wantedOf(rulesOf(model)[wrong])}`);
}

export function enroll(model, el, widget, signal) {
  if (!model.get("rules")) return;
  limit(model);
  const entry = { model, el, widget };
  linkables.push(entry);
  signal.addEventListener("abort", () => linkables.splice(linkables.indexOf(entry), 1));
}

// The two names of an explorable, the one that is written first.
function keysOf(entry) {
  const numbered = (name, same) => {
    const k = linkables.filter(same).indexOf(entry);
    return k ? `${name}-${k + 1}` : name;
  };
  const cellOf = ({ el }) => el.closest(".nnw-view")?.dataset.cell;
  const cell = cellOf(entry), { name } = entry.widget;
  const keys = [numbered(name, (other) => other.widget.name === name)];
  if (cell) keys.unshift(numbered(cell, (other) => cellOf(other) === cell));
  return keys;
}

const depthOf = (rule) => (rule.each ? 1 + depthOf(rule.each) : rule.row ? rule.depth ?? 1 : 0);

function writeValue(value, depth) {
  return depth ? value.map((part) => writeValue(part, depth - 1)).join(SEPARATORS[depth - 1])
    : String(value);
}

const sizes = ({ row, least, most }) => (row ? [row.length, row.length] : [least, most]);
const ruleOf = ({ row, each }, i) => row?.[i] ?? each;

function allows(rule, value) {
  if (rule === true) return typeof value === "boolean";
  if (rule.words) return rule.words.includes(value);
  if (Array.isArray(rule)) {
    const [low, high, whole] = rule;
    return typeof value === "number" && value >= low && value <= high
      && (!whole || Number.isInteger(value));
  }
  const [least, most] = sizes(rule);
  return Array.isArray(value) && value.length >= least && value.length <= most
    && value.every((part, i) => allows(ruleOf(rule, i), part));
}

// The value that `text` stands for, or undefined if the rule does not allow it.
function readValue(rule, text) {
  const value = parse(rule, text);
  return allows(rule, value) ? value : undefined;
}

function parse(rule, text) {
  if (rule === true) return { true: true, false: false }[text];
  if (rule.words) return text;
  if (Array.isArray(rule)) return LINK_NUMBER.test(text) ? Number(text) : undefined;
  const parts = text === "" ? [] : text.split(SEPARATORS[depthOf(rule) - 1]);
  // More than there can be are not worth reading.
  if (parts.length > sizes(rule)[1]) return undefined;
  return parts.map((part, i) => parse(ruleOf(rule, i), part));
}

function wantedOf(rule) {
  if (rule === true) return "true or false";
  if (rule.words) return `one of ${rule.words.join(", ")}`;
  if (!Array.isArray(rule)) return "a list of the explorable’s own size, within its limits";
  return `a ${rule[2] ? "whole " : ""}number from ${rule[0]} to ${rule[1]}`.replaceAll("-", "−");
}

const valuesOf = (model) => orderOf(model).map(
  (name) => `${name}=${writeValue(model.get(name), depthOf(rulesOf(model)[name]))}`);

// Notes that `model` is as a link has it, and that the page is at this link.
// Where it may not change its address, the link serves all the same.
const settled = new Map(); // the values of each model then
function settle(model, fragment) {
  settled.set(model, String(valuesOf(model)));
  try { history.replaceState({ ...history.state, nnbook: true }, "", fragment); } catch { /* so */ }
}

// The address of this page with the state of `model`; null if it is too long.
export function linkOf(model) {
  const entry = linkables.find((each) => each.model === model);
  const parts = valuesOf(model);
  for (const word of ["hide", "lock"]) {
    if (model[word]?.length) parts.push(`${word}=${model[word].join(",")}`);
  }
  const fragment = [`nn=${keysOf(entry)[0]}`, ...parts].join("&");
  if (fragment.length > LINK_LIMIT) return null;
  settle(model, `#${fragment}`);
  return `${location.href.split("#")[0]}#${fragment}`;
}

// The controls that are joined to a trait of `model`.
function controlsOf(model, trait) {
  const found = [];
  for (const link of models.values()) {
    if (!/LinkModel$/.test(link.name)) continue;
    const ends = ["source", "target"].map((end) => link.get(end) ?? []);
    const [one, other] = ends.map(([reference]) => resolve(reference));
    if (one === model && ends[0][1] === trait) found.push(other);
    if (other === model && ends[1][1] === trait) found.push(one);
  }
  return found.filter((control) => control && control.name !== "AnyModel");
}

// A slider that ends before the value makes room for it, as in Python.
function makeRoom(model, trait, value) {
  if (typeof value !== "number") return;
  for (const control of controlsOf(model, trait)) {
    const { min, max, base } = control.state;
    if (base || min === undefined || max === undefined) continue;
    control.set({ min: Math.min(min, value), max: Math.max(max, value) });
  }
}

const undo = []; // what ends the locks and the hiding of the last link

function restrict(model, traits) {
  for (const trait of traits.hide) {
    const controls = controlsOf(model, trait);
    for (const view of document.querySelectorAll(".nnw-view *")) {
      if (!controls.includes(view.model)) continue;
      view.hidden = true;
      undo.push(() => { view.hidden = false; });
    }
  }
  for (const trait of traits.lock) {
    for (const control of controlsOf(model, trait)) {
      const before = Boolean(control.get("disabled"));
      control.set("disabled", true);
      undo.push(() => control.set("disabled", before));
    }
    model.locked.add(trait);
  }
  undo.push(() => {
    model.locked.clear();
    model.hide = model.lock = null;
    model.trigger("change");
  });
  model.trigger("change");
}

let said = null;
function tell(text, place) {
  said?.remove();
  said = null;
  if (!text) return;
  said = node("p", { class: "nnw-notice nnw-linked", role: "status" });
  (place ?? document.querySelector("main article, main") ?? document.body).prepend(said);
  setTimeout(() => said?.replaceChildren(text), 50); // a live region is filled after it is there
}

const quoted = (names) => names.slice(0, 5).map((name) => `“${name.slice(0, 24)}”`).join(", ");

// Back to a link that this page has opened or copied: what the reader has
// changed since then stays.
export function goToLink() {
  const key = location.hash.slice("#nn=".length).split("&")[0];
  const model = entryOf(key)?.model;
  const changed = settled.has(model) && settled.get(model) !== String(valuesOf(model));
  if (!(history.state?.nnbook && changed)) openLink();
}

const entryOf = (key) => (
  [0, 1].flatMap((k) => linkables.filter((each) => keysOf(each)[k] === key))[0]);

// Not by scrollIntoView: in a frame that would scroll the page around it, too.
function bring(place) {
  const room = parseFloat(getComputedStyle(document.documentElement).scrollPaddingTop) || 0;
  scrollBy(0, place.getBoundingClientRect().top - room);
}

export function openLink() {
  const { hash } = location;
  if (!hash.startsWith("#nn=")) return;
  tell("");
  if (hash.length > LINK_LIMIT + 1) {
    tell(`The link’s state is ${hash.length - 1} characters long, more than ${LINK_LIMIT}:`
      + " it is ignored.");
    return;
  }
  let pairs;
  try {
    pairs = hash.slice(1).split("&").map((part) => {
      const [name, ...rest] = part.split("=");
      return [name, rest.join("=")].map(decodeURIComponent);
    });
  } catch {
    tell("The link’s state cannot be read, so it is ignored.");
    return;
  }
  const [[, key], ...given] = pairs;
  const entry = entryOf(key);
  if (!entry) {
    tell(`The link is for ${quoted([key])}, which is not on this page: it is ignored.`);
    return;
  }
  const { model } = entry, place = entry.el.closest(".nnw-view");
  const rules = new Map(orderOf(model).map((name) => [name, rulesOf(model)[name]]));
  const values = new Map(), unknown = [], wrong = [];
  const traits = { hide: [], lock: [] }, names = { hide: [], lock: [] };
  for (const [name, text] of given) {
    if (name === "hide" || name === "lock") {
      for (const each of text.split(",").filter(Boolean)) {
        const family = Object.hasOwn(FAMILIES, each) ? FAMILIES[each] : null;
        const found = [...rules.keys()].filter((trait) => trait === each || family?.test(trait));
        if (found.length) names[name].push(each);
        else unknown.push(each);
        traits[name].push(...found);
      }
    } else if (!rules.has(name)) {
      unknown.push(name);
    } else {
      const value = readValue(rules.get(name), text);
      if (value === undefined) wrong.push(name);
      values.set(name, value);
    }
  }
  bring(place);
  if (wrong.length) {
    tell(`The link is ignored: ${wrong[0]} should be ${wantedOf(rules.get(wrong[0]))}.`, place);
    return;
  }
  for (const end of undo.splice(0)) end();
  for (const name of rules.keys()) {
    if (!values.has(name)) continue;
    makeRoom(model, name, values.get(name));
    model.set(name, values.get(name));
  }
  Object.assign(model, names);
  restrict(model, traits);
  settle(model, hash);
  tell(unknown.length ? `The link has ${quoted(unknown)}, which this explorable does not know:`
    + " ignored." : "", place);
}
