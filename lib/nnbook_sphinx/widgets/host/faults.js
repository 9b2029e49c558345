// What a control needs to be drawn: state that was cut off, changed by hand or
// written by another version must not become a dead or a misleading control.

// In words that a reader knows: what each kind of widget is.
const KINDS = [
  [/Slider/, "slider"], [/(Float|Int)Text/, "number field"], [/^Dropdown/, "menu"],
  [/^ToggleButtons/, "switch"], [/^Checkbox/, "checkbox"], [/^Button/, "button"],
  [/^Play/, "player"], [/^(Label|HTML)/, "text"], [/Box/, "group of widgets"],
  [/^Tab/, "set of tabs"], [/^Accordion/, "list"], [/^Any/, "picture"],
];
export const kindOf = (model) => KINDS.find(([name]) => name.test(model.name))?.[1] ?? "widget";

// A notebook saved in JupyterLab leaves out what is at its default.
const DEFAULTS = [
  [/^FloatLogSlider/, { value: 1, min: 0, max: 4, base: 10 }],
  [/^Play/, { step: 1 }],
  [/Slider|^Play|^Bounded/, { value: 0, min: 0, max: 100 }],
  [/^(Float|Int)Text/, { value: 0 }],
];

// Names that ipywidgets 7 and earlier used for what the host reads.
const OLD_NAMES = { _playing: "playing", _repeat: "repeat" };

// The state as today's ipywidgets would have written it, with defaults.
export function modern(name, state) {
  for (const [pattern, defaults] of DEFAULTS) {
    if (!pattern.test(name)) continue;
    for (const key in defaults) state[key] ??= defaults[key];
  }
  for (const old in OLD_NAMES) {
    if (old in state) state[OLD_NAMES[old]] ??= state[old];
  }
  state.titles ??= state._titles;
  const options = state._options_labels;
  if (Array.isArray(options) && state.index === undefined && options.includes(state.value)) {
    state.index = options.indexOf(state.value);
  }
  return state;
}

export const isNumber = (value) => typeof value === "number" && Number.isFinite(value);
const isText = (value) => value == null || typeof value === "string";
export const isList = (value) => Array.isArray(value) && value.every((v) => typeof v === "string");

// What is wrong with a model's state, in words; nothing if it can be drawn.
export function faultOf({ name, state }) {
  if (!isText(state.description)) return "its label is not a text";
  if (/Slider|^Play|^(Bounded)?(Float|Int)Text/.test(name)) return numberFault(name, state);
  if (/^(Dropdown|ToggleButtons)/.test(name)) {
    const { _options_labels: options, index } = state;
    if (!isList(options)) return "the list of its choices is missing";
    if (index != null && !options[index]) return "its choice is not in its list";
  }
  if (/^Checkbox/.test(name) && !/^(boolean|undefined)$/.test(typeof state.value)) {
    return "its value is neither true nor false";
  }
  if (/Box|^Tab|^Accordion/.test(name) && !/^Checkbox/.test(name)
      && state.children != null && !isList(state.children)) {
    return "the list of its parts cannot be read";
  }
  if (/^Any/.test(name) && typeof state._esm !== "string") return "its code is not named";
  return null;
}

function numberFault(name, { value, min, max, step, base }) {
  if (!isNumber(value)) return "its value is not a number";
  if (/^(Float|Int)Text/.test(name)) return null;
  for (const [limit, words] of [[min, "lower"], [max, "upper"]]) {
    if (!isNumber(limit)) return `its ${words} limit is not a number`;
  }
  if (min > max) return `its lower limit, ${min}, is above its upper one, ${max}`;
  if (step != null && !(isNumber(step) && step > 0)) return "its step is not a number above 0";
  if (/Log/.test(name) && !(isNumber(base) && base > 1)) return "its base is not a number above 1";
  const [low, high] = base ? [base ** min, base ** max] : [min, max];
  if (!isNumber(low) || !isNumber(high)) return "its limits are too far apart";
  // A hair beyond the end is rounding: 10 ** 0.3.
  const slack = 1e-9 * Math.max(1, Math.abs(low), Math.abs(high));
  if (value < low - slack || value > high + slack) {
    return `its value, ${value}, is outside ${low} to ${high}`;
  }
  return null;
}
