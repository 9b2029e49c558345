// A prediction: a question, native radios, and feedback on every answer.
// All that the reader did is in the model, so that any view can be drawn
// from it again; only the spoken line belongs to one view.

import { html, say, set } from "../kit/dom.js";
import { announcer } from "../kit/status.js";
import {
  groupName, optionRow, showVerdict, VERDICTS,
} from "./question.js";
import { plainText, richText } from "../kit/text.js";
import { followNight } from "../kit/theme.js";

// What to show under option i: nothing until it is checked or revealed.
function verdictOn(model, i) {
  const right = i === model.get("answer");
  if (model.get("tried").includes(i)) return right ? "right" : "wrong";
  return right && model.get("revealed") ? "answer" : "";
}

function render({ model, el }) {
  const rows = [];
  const fieldset = html("fieldset");
  const check = html("button", { type: "button" }, "Check");
  const show = html("button", { type: "button", class: "nn-quiz-show" });
  const status = html("p", { class: "nnx-sr", role: "status" });
  // The attribute leaves arrow keys to the radios in JupyterLab.
  const root = html(
    "div",
    { class: "nnx nn-question nn-quiz", "data-lm-suppress-shortcuts": "true" },
    html("p", { class: "nn-quiz-lead" }, "Predict"), fieldset,
    html("div", { class: "nn-quiz-actions" }, check, show, status));

  const unthemed = followNight(root), announce = announcer(status, 50);
  const put = (name, value) => { model.set(name, value); model.save_changes(); };
  const hush = () => { announce.cancel(); say(status, ""); };
  // Emptied first, so that the same words are spoken again.
  const tell = (text, visible = false) => {
    hush();
    status.classList.toggle("nnx-sr", !visible);
    announce(text);
  };
  const tellVerdict = (i) => {
    const [text, feedback] = model.get("options")[i].map(
      (each) => plainText(each, model.get("plain")));
    const verdict = verdictOn(model, i);
    const words = VERDICTS[verdict][1];
    tell(`${words} ${verdict === "answer" ? `${text} ` : ""}${feedback}`);
  };

  const update = () => {
    const choice = model.get("choice"), tried = model.get("tried");
    rows.forEach((row, i) => {
      row.radio.checked = i === choice;
      showVerdict(row, verdictOn(model, i), model.get("options")[i][1], model.get("plain"));
    });
    set(check, { "aria-disabled": choice < 0 });
    check.classList.toggle(
      "nn-quiz-ready", choice >= 0 && !tried.includes(choice));
    show.hidden = tried.includes(model.get("answer"));
    say(show, `${model.get("revealed") ? "Hide" : "Show"} the answer`);
  };
  const build = () => {
    const group = groupName();
    rows.splice(0, rows.length, ...model.get("options").map(
      ([text], i) => optionRow(text, model.get("plain"), i, group, (c) => put("choice", c))));
    fieldset.replaceChildren(
      html("legend", {}, ...richText(model.get("question"), model.get("plain"))),
      ...rows.map(({ node }) => node));
    hush();
    update();
  };

  check.addEventListener("click", () => {
    const choice = model.get("choice");
    if (choice < 0) return tell("Choose an answer first.", true);
    const tried = model.get("tried");
    if (!tried.includes(choice)) put("tried", [...tried, choice]);
    tellVerdict(choice);
  });
  show.addEventListener("click", () => {
    put("revealed", !model.get("revealed"));
    if (model.get("revealed")) tellVerdict(model.get("answer"));
    else hush();
  });

  const heard = {
    question: build, options: build, answer: update, tried: update,
    revealed: update, choice: () => { hush(); update(); },
  };
  for (const name in heard) model.on(`change:${name}`, heard[name]);
  build();
  el.append(root);
  return () => {
    unthemed();
    for (const name in heard) model.off(`change:${name}`, heard[name]);
    announce.cancel();
    root.remove();
  };
}

export default { render };
