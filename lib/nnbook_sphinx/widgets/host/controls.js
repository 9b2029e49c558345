// The ipywidgets that the book uses, as native controls. Each view is a
// function (model, context) → element; context.signal ends its listeners.

import { coerce, follow } from "./model.js";
import { htmlOf } from "../../../nnbook/explorables/kit/safe.js";
import { typedNumber, unread } from "../../../nnbook/explorables/kit/typed.js";
import { plainOf, textOf } from "./text.js";
import { onMove } from "./touch.js";

export const node = (tag, attributes = {}, ...children) => {
  const element = document.createElement(tag);
  for (const name in attributes) {
    if (attributes[name] === true) element.setAttribute(name, "");
    else if (attributes[name] !== false && attributes[name] != null) {
      element.setAttribute(name, attributes[name]);
    }
  }
  element.append(...children);
  return element;
};

let count = 0;
const unique = () => `nnw-${++count}`;

// Python's format codes, as far as sliders use them: d, .2f, .3g, .1e, .0%.
// The build warns of any other, see state.py.
function format(value, code = ".2f") {
  const digits = Number(/\.(\d+)/.exec(code)?.[1] ?? 6);
  const text = /f$/.test(code) ? value.toFixed(digits)
    : /d$/.test(code) ? value.toFixed(0)
      : /e$/.test(code) ? value.toExponential(digits)
        : /%$/.test(code) ? `${(100 * value).toFixed(digits)}%`
          : String(Number(value.toPrecision(Math.max(1, digits))));
  return text.replace(/^-(?=[0.]*$)/, "").replace("-", "−");
}

// What was typed where `code` says how a number is shown: 25% are 0.25.
const parse = (text, code = "") => (
  /%$/.test(code) && /%\s*$/.test(text) ? typedNumber(text.replace(/%\s*$/, "")) / 100
    : typedNumber(text));

function labelled(model, control, signal, tag = "label") {
  const label = node(tag, { class: "nnw-label", for: tag === "label" ? control.id : null });
  follow(model, "description", () => {
    label.replaceChildren(...textOf(model.get("description")));
    label.hidden = !model.get("description");
  }, signal);
  return label;
}

// A field for a typed number. What cannot be used stays, with the reason.
function numberField(model, write, name, signal, show) {
  const field = node("input", {
    type: "text", class: "nnw-number", autocomplete: "off",
    "aria-label": name || null,
  });
  const reason = node("span", { class: "nnw-reason", role: "alert" });
  const complain = (text) => {
    reason.textContent = text;
    field.toggleAttribute("aria-invalid", Boolean(text));
    if (text) field.setAttribute("aria-invalid", "true");
  };
  const commit = () => {
    if (field.value === show(model.get("value"))) return complain("");
    const value = parse(field.value, model.get("readout_format"));
    if (!Number.isFinite(value)) return complain(unread(field.value));
    const allowed = coerce(model.state, "value", value);
    if (allowed !== value) return complain(`not in ${limits(model, show)}`);
    complain("");
    write(value);
    field.value = show(model.get("value"));
  };
  field.addEventListener("change", commit, { signal });
  field.addEventListener("keydown", (event) => {
    if (event.key === "Enter") commit();
    if (event.key === "Escape") { field.value = show(model.get("value")); complain(""); }
    const by = { ArrowUp: 1, ArrowDown: -1 }[event.key];
    if (!by || reason.textContent) return;
    event.preventDefault();
    write(coerce(model.state, "value", tidy(model.get("value") + by * (model.get("step") || 0.1))));
  }, { signal });
  follow(model, "value", () => { field.value = show(model.get("value")); complain(""); }, signal);
  // The keys for decimals have no minus sign on a phone.
  follow(model, "min", () => {
    field.inputMode = model.get("base") || model.get("min") >= 0 ? "decimal" : "text";
  }, signal);
  return [field, reason];
}

const tidy = (value) => Number(value.toPrecision(12));

function limits(model, show) {
  const { min, max, base } = model.state;
  const [low, high] = base ? [base ** min, base ** max] : [min, max];
  return `${show(low)} to ${show(high)}`;
}

const writer = (model, whole) => (value) => {
  model.set("value", whole ? Math.round(value) : value);
  model.save_changes();
};

function sliderView(model, { signal }) {
  const base = model.get("base");
  const whole = model.name === "IntSliderModel";
  const show = (value) => format(value, model.get("readout_format") ?? (whole ? "d" : ".2f"));
  const toSlider = (value) => (base ? Math.log(value) / Math.log(base) : value);
  const fromSlider = (value) => (base ? base ** value : value);
  const write = writer(model, whole);
  const range = node("input", { type: "range", id: unique(), class: "nnw-range" });
  const [field, reason] = model.get("readout") === false ? [] : numberField(
    model, write, `${plainOf(model.get("description"))} as a number`, signal, show);
  const view = node("div", { class: "nnw-slider" }, labelled(model, range, signal), range,
    ...(field ? [field, reason] : []));
  const draw = () => {
    const { min, max, step, value, disabled } = model.state;
    for (const [name, number] of [["min", min], ["max", max], ["step", step ?? "any"]]) {
      if (range.getAttribute(name) !== String(number)) range.setAttribute(name, number);
    }
    range.value = toSlider(value);
    range.disabled = Boolean(disabled);
    if (field) field.disabled = Boolean(disabled);
    range.setAttribute("aria-valuetext", show(value));
    // A signed quantity is filled from zero, any other from the low end.
    const signed = model.get("_dom_classes")?.includes("nn-signed");
    const place = (v) => 100 * (Math.min(max, Math.max(min, v)) - min) / (max - min || 1);
    const [zero, here] = [signed ? place(0) : 0, place(toSlider(value))];
    range.style.setProperty("--from", Math.min(zero, here).toFixed(2));
    range.style.setProperty("--to", Math.max(zero, here).toFixed(2));
    if (signed) view.dataset.sign = value > 0 ? "pos" : value < 0 ? "neg" : "zero";
  };
  follow(model, "min max step disabled value", draw, signal);
  onMove(range, {
    late: model.get("continuous_update") === false,
    read: () => model.get("value"),
    move: (text) => write(tidy(fromSlider(Number(text)))),
    back: write,
    draw,
  }, signal);
  return view;
}

function numberView(model, { signal }) {
  const show = (value) => String(tidy(value)).replace("-", "−");
  const whole = /Int/.test(model.name);
  const write = writer(model, whole);
  const [field, reason] = numberField(model, write, "", signal, show);
  field.id = unique();
  follow(model, "disabled", () => { field.disabled = Boolean(model.get("disabled")); }, signal);
  return node("div", { class: "nnw-row" }, labelled(model, field, signal), field, reason);
}

function dropdownView(model, { signal }) {
  const select = node("select", { id: unique(), class: "nnw-select" });
  select.addEventListener("change", () => {
    model.set("index", select.selectedIndex);
    model.save_changes();
  }, { signal });
  follow(model, "_options_labels", () => select.replaceChildren(
    ...model.get("_options_labels").map((label) => node("option", {}, label))), signal);
  follow(model, "index disabled", () => {
    select.selectedIndex = model.get("index") ?? -1;
    select.disabled = Boolean(model.get("disabled"));
  }, signal);
  return node("div", { class: "nnw-row" }, labelled(model, select, signal), select);
}

// Radio buttons in the shape of a segmented switch: arrow keys come for free.
function toggleButtonsView(model, { signal }) {
  const group = unique();
  const heading = labelled(model, {}, signal, "span");
  heading.id = unique();
  const name = model.get("description") ? null : model.get("tooltip") ?? "choice";
  const set = node("div", {
    class: "nnw-switch", role: "radiogroup", "aria-label": name,
    "aria-labelledby": name ? null : heading.id,
  });
  set.addEventListener("change", (event) => {
    model.set("index", [...set.querySelectorAll("input")].indexOf(event.target));
    model.save_changes();
  }, { signal });
  follow(model, "_options_labels", () => set.replaceChildren(
    ...model.get("_options_labels").map((label) => node("label", {},
      node("input", { type: "radio", name: group }), node("span", {}, ...textOf(label))))), signal);
  follow(model, "index disabled _options_labels", () => {
    set.querySelectorAll("input").forEach((radio, i) => {
      radio.checked = i === model.get("index");
      radio.disabled = Boolean(model.get("disabled"));
    });
  }, signal);
  return node("div", { class: "nnw-row" }, heading, set);
}

function checkboxView(model, { signal }) {
  const box = node("input", { type: "checkbox", id: unique() });
  box.addEventListener("change", () => {
    model.set("value", box.checked);
    model.save_changes();
  }, { signal });
  follow(model, "value disabled", () => {
    box.checked = Boolean(model.get("value"));
    box.disabled = Boolean(model.get("disabled"));
  }, signal);
  return node("div", { class: "nnw-check" }, box, labelled(model, box, signal));
}

// Its click runs Python, which this page does not have: it says so.
function buttonView(model, { signal }) {
  const note = node("span", { class: "nnw-reason", role: "status" });
  const button = node("button", { type: "button", class: "nnw-button" });
  button.addEventListener("click", () => {
    note.textContent = "This button runs Python: open the page in Jupyter.";
  }, { signal });
  follow(model, "description disabled", () => {
    button.replaceChildren(...textOf(model.get("description")));
    button.disabled = Boolean(model.get("disabled"));
  }, signal);
  return node("div", { class: "nnw-row" }, button, note);
}

// Several views of one player share its timer, or it would run too fast.
function playView(model, { signal }) {
  model.views = (model.views ?? 0) + 1;
  const write = (key, value) => { model.set(key, value); model.save_changes(); };
  const press = (text, act) => {
    const button = node("button", { type: "button", class: "nnw-button" }, text);
    button.addEventListener("click", act, { signal });
    return button;
  };
  const advance = () => {
    const { value, max, min, step, repeat } = model.state;
    if (value + step <= max) write("value", value + step);
    else if (repeat) write("value", min);
    else write("playing", false);
  };
  const play = press("Play", () => {
    const { value, max, min, playing } = model.state;
    if (!playing && value >= max) write("value", min);
    write("playing", !playing);
  });
  const stop = press("Start again", () => {
    write("playing", false);
    write("value", model.get("min"));
  });
  const again = press("Repeat", () => write("repeat", !model.get("repeat")));
  follow(model, "playing interval repeat show_repeat disabled", () => {
    clearInterval(model.timer);
    const playing = model.get("playing") && !model.get("disabled");
    if (playing) model.timer = setInterval(advance, model.get("interval") ?? 100);
    play.textContent = playing ? "Pause" : "Play";
    again.setAttribute("aria-pressed", Boolean(model.get("repeat")));
    again.hidden = model.get("show_repeat") === false;
    for (const button of [play, stop, again]) button.disabled = Boolean(model.get("disabled"));
  }, signal);
  signal.addEventListener("abort", () => {
    if (!--model.views) clearInterval(model.timer);
  });
  return node("div", { class: "nnw-row nnw-play" }, play, stop, again);
}

function textView(model, { signal }) {
  const content = node("div", { class: "nnw-text" });
  const parts = model.name === "HTMLModel" ? htmlOf : textOf;
  const show = () => content.replaceChildren(...parts(model.get("value") ?? ""));
  follow(model, "value", show, signal);
  return node("div", { class: "nnw-row" }, labelled(model, {}, signal, "span"), content);
}

function boxView(model, context) {
  const box = node("div", { class: `nnw-box ${model.name === "HBoxModel" ? "nnw-h" : "nnw-v"}` });
  // Attached before they draw: an explorable looks for the panel around it.
  context.later(() => {
    for (const child of model.get("children") ?? []) context.mount(child, box);
  });
  return box;
}

function tabView(model, context) {
  const { signal } = context;
  const children = model.get("children") ?? [];
  const titles = children.map((_, i) => model.get("titles")?.[i] || String(i + 1));
  const ids = children.map(unique);
  const tabs = titles.map((title, i) => node("button", {
    type: "button", role: "tab", id: `${ids[i]}-tab`, "aria-controls": ids[i], class: "nnw-tab",
  }, ...textOf(title)));
  const panes = children.map((_, i) => node("div", {
    role: "tabpanel", id: ids[i], "aria-labelledby": `${ids[i]}-tab`, tabindex: 0,
    class: "nnw-pane",
  }));
  const choose = (i) => { model.set("selected_index", i); model.save_changes(); };
  tabs.forEach((tab, i) => {
    tab.addEventListener("click", () => choose(i), { signal });
    tab.addEventListener("keydown", (event) => {
      const by = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
      if (!by) return;
      const next = (i + by + tabs.length) % tabs.length;
      choose(next);
      tabs[next].focus();
    }, { signal });
  });
  follow(model, "selected_index", () => tabs.forEach((tab, i) => {
    const chosen = i === (model.get("selected_index") ?? 0);
    tab.setAttribute("aria-selected", chosen);
    tab.tabIndex = chosen ? 0 : -1;
    panes[i].hidden = !chosen;
  }), signal);
  context.later(() => children.forEach((child, i) => context.mount(child, panes[i])));
  return node("div", { class: "nnw-tabs" },
    node("div", { role: "tablist", class: "nnw-tablist" }, ...tabs), ...panes);
}

function accordionView(model, context) {
  const children = model.get("children") ?? [];
  const parts = children.map((_, i) => node("details", { class: "nnw-details" },
    node("summary", {}, ...textOf(model.get("titles")?.[i] || String(i + 1)))));
  // Not by "toggle", which comes later: two quick presses would undo each other.
  parts.forEach((part, i) => part.firstChild.addEventListener("click", (event) => {
    event.preventDefault();
    model.set("selected_index", part.open ? null : i);
  }, { signal: context.signal }));
  follow(model, "selected_index", () => parts.forEach((part, i) => {
    part.open = i === model.get("selected_index");
  }), context.signal);
  context.later(() => children.forEach((child, i) => context.mount(child, parts[i])));
  return node("div", { class: "nnw-accordion" }, ...parts);
}

export const CONTROLS = {
  FloatSliderModel: sliderView, IntSliderModel: sliderView, FloatLogSliderModel: sliderView,
  FloatTextModel: numberView, BoundedFloatTextModel: numberView,
  IntTextModel: numberView, BoundedIntTextModel: numberView,
  DropdownModel: dropdownView, ToggleButtonsModel: toggleButtonsView,
  CheckboxModel: checkboxView, ButtonModel: buttonView, PlayModel: playView,
  LabelModel: textView, HTMLModel: textView, HTMLMathModel: textView,
  BoxModel: boxView, HBoxModel: boxView, VBoxModel: boxView,
  TabModel: tabView, AccordionModel: accordionView,
};
