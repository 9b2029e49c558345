// A review: many questions, a score that counts first answers, and a way to
// start again. All that the reader did is in the model, and a copy of it in
// the browser's storage, so that it is still there after a reload.

import { html, say, set } from "../kit/dom.js";
import { announcer } from "../kit/status.js";
import { canKeep, keep, recall } from "./kept.js";
import {
  groupName, optionRow, showVerdict, VERDICTS,
} from "./question.js";
import { plainText, richText } from "../kit/text.js";
import { followNight } from "../kit/theme.js";

// The number is the format's: another one would not find this one's answers.
const storageKey = (model) => `nnbook.review.1.${model.get("name")}`;

// ---- Questions: [text, feedback] is the right option, and a wrong one has
// the idea behind it in between.

const isRight = (option) => option.length === 2;

const remark = (option) => (isRight(option) ? option[1]
  : `Behind it is the idea that ${option[1]}. ${option[2]}`);

const isFirstRight = (question, tried) =>
  tried.length > 0 && isRight(question.options[tried[0]]);

// ---- What the reader did: for each question the chosen option (-1: none),
// and those checked so far, in order.

const answersOf = (model) =>
  ({ choices: model.get("choices"), tried: model.get("tried") });

const noAnswers = (questions) => ({
  choices: questions.map(() => -1), tried: questions.map(() => []),
});

const isUntouched = ({ choices, tried }) =>
  choices.every((choice) => choice < 0) && tried.every((each) => !each.length);

const replaced = (list, i, value) =>
  list.map((each, j) => (j === i ? value : each));

function putAnswers(model, { choices, tried }) {
  model.set("choices", choices);
  model.set("tried", tried);
  model.save_changes();
}

// Whether `kept` can be answers to these very questions.
function fits(kept, questions, edition) {
  const { choices, tried } = kept ?? {};
  const lists = [choices, tried];
  if (kept?.edition !== edition) return false;
  if (!lists.every((l) => Array.isArray(l) && l.length === questions.length)) {
    return false;
  }
  return questions.every(({ options }, i) => {
    const names = (option) =>
      Number.isInteger(option) && option >= 0 && option < options.length;
    return (choices[i] === -1 || names(choices[i]))
      && Array.isArray(tried[i]) && tried[i].every(names)
      && new Set(tried[i]).size === tried[i].length;
  });
}

function keepAnswers(model) {
  const answers = answersOf(model);
  const edition = model.get("edition");
  return keep(storageKey(model),
    isUntouched(answers) ? null : { edition, ...answers });
}

function initialize({ model }) {
  const kept = recall(storageKey(model));
  if (isUntouched(answersOf(model))
      && fits(kept, model.get("questions"), model.get("edition"))) {
    putAnswers(model, kept);
  }
}

// ---- The score in words.

const numbered = (numbers) => [
  numbers.slice(0, -1).join(", "), ...numbers.slice(-1),
].filter(Boolean).join(" and ");

function scoreText(questions, tried) {
  const answered = tried.filter((each) => each.length).length;
  const missed = questions.flatMap((question, i) =>
    (tried[i].length && !isFirstRight(question, tried[i]) ? [i + 1] : []));
  const left = questions.length - answered;
  if (!answered) return `${left} questions`;
  const right = `${answered - missed.length} of ${answered} right`;
  if (left) return `${right}, ${left} to go`;
  return missed.length ? `${right}. Look again at ${numbered(missed)}.`
    : `${right}: all of them`;
}

const MARKS = { right: "✓", wrong: "✗", "": "·" };

// ---- The view.

// A page of the book can be linked from the book; JupyterLab has another
// address for it, which a widget does not know.
function sectionLink({ section, title }, plain) {
  const words = html("span", { class: "nn-review-section" }, "Section: ");
  const [page, anchor] = section.split("#");
  const name = richText(title, plain);
  words.append(...(globalThis.nnbook?.models
    ? [html("a", { href: `${page}.html#${anchor}` }, ...name)] : name));
  return words;
}

function questionRow(question, plain, i, actions) {
  const group = groupName();
  const options = question.options.map(
    ([text], j) => optionRow(text, plain, j, group, (c) => actions.choose(i, c)));
  const check = html("button", { type: "button" }, "Check",
    html("span", { class: "nnx-sr" }, ` question ${i + 1}`));
  check.addEventListener("click", () => actions.check(i));
  const note = html("p", { class: "nn-review-note" });
  const node = html("li", { class: "nn-review-question" },
    html("fieldset", {},
      html("legend", {}, html("span", { class: "nn-review-number" },
        `${i + 1}. `), ...richText(question.question, plain)),
      ...options.map((option) => option.node)),
    html("div", { class: "nn-quiz-actions" }, check, sectionLink(question, plain)),
    note);
  return { node, options, check, note };
}

// oxlint-disable-next-line max-lines-per-function -- the parts of one view know each other
function render({ model, el }) {
  const questions = model.get("questions"), plain = model.get("plain");
  const score = html("p", { class: "nn-review-score" });
  const marks = questions.map(() => html("span"));
  const again = html("button", { type: "button" }, "Start again");
  const undo = html("button", { type: "button" }, "Undo");
  const kept = html("p", { class: "nn-review-kept" });
  const status = html("p", { class: "nnx-sr", role: "status" });
  const note = html("p", { class: "nn-review-note" });
  const buttons = html("div", { class: "nn-review-buttons" }, again);
  let cleared = null; // what Start again took away, for Undo

  const announce = announcer(status, 50);
  // Emptied first, so that the same words are spoken again.
  const tell = (text) => {
    announce.cancel();
    say(status, "");
    announce(text);
  };
  const hush = () => {
    announce.cancel();
    for (const each of [status, note, ...rows.map((row) => row.note)]) {
      say(each, "");
    }
  };

  const choose = (i, choice) => {
    const { choices, tried } = answersOf(model);
    putAnswers(model, { choices: replaced(choices, i, choice), tried });
  };
  const check = (i) => {
    const { choices, tried } = answersOf(model);
    hush();
    if (choices[i] < 0) {
      say(rows[i].note, "Choose an answer first.");
      return tell(`Question ${i + 1}: choose an answer first.`);
    }
    const option = questions[i].options[choices[i]];
    const words = VERDICTS[isRight(option) ? "right" : "wrong"][1];
    const said = `${words} ${plainText(remark(option), plain)}`;
    if (tried[i].includes(choices[i])) return tell(said);
    const now = replaced(tried, i, [...tried[i], choices[i]]);
    putAnswers(model, { choices, tried: now });
    // Only a first answer changes the score.
    return tell(tried[i].length ? said
      : `${said} Score: ${scoreText(questions, now)}`);
  };
  const rows = questions.map(
    (question, i) => questionRow(question, plain, i, { choose, check }));

  again.addEventListener("click", () => {
    const answers = answersOf(model);
    hush();
    if (isUntouched(answers)) {
      say(note, "There are no answers yet.");
      return tell("There are no answers yet.");
    }
    putAnswers(model, noAnswers(questions));
    cleared = answers;
    update();
    return tell("All answers are cleared. The next button brings them back.");
  });
  undo.addEventListener("click", () => {
    again.focus(); // Undo is about to go
    putAnswers(model, cleared);
    tell(`Your answers are back. Score: ${score.textContent}`);
  });

  const update = () => {
    const { choices, tried } = answersOf(model);
    rows.forEach(({ options, check: button, note: words }, i) => {
      options.forEach((option, j) => {
        const given = questions[i].options[j];
        option.radio.checked = j === choices[i];
        showVerdict(option, tried[i].includes(j)
          ? (isRight(given) ? "right" : "wrong") : "", remark(given), plain);
      });
      button.classList.toggle("nn-quiz-ready",
        choices[i] >= 0 && !tried[i].includes(choices[i]));
      if (choices[i] >= 0) say(words, "");
      const mark = tried[i].length
        ? (isFirstRight(questions[i], tried[i]) ? "right" : "wrong") : "";
      set(marks[i], { "data-mark": mark });
      say(marks[i], MARKS[mark]);
    });
    say(score, scoreText(questions, tried));
    if (!isUntouched({ choices, tried })) { cleared = null; say(note, ""); }
    if (cleared) buttons.append(undo);
    else undo.remove();
  };
  const sayKept = (works) => say(kept, works
    ? "Your answers stay in this browser. Nothing is sent."
    : "This browser keeps nothing for this page: your answers last until you"
      + " leave it.");
  // Not when the page opens: nothing that was kept is lost by a mere visit.
  const changed = () => {
    update();
    sayKept(keepAnswers(model));
  };

  // The attribute leaves arrow keys to the radios in JupyterLab.
  const root = html("div",
    { class: "nnx nn-question nn-review", "data-lm-suppress-shortcuts": "true" },
    html("ol", { class: "nn-review-list" }, ...rows.map(({ node }) => node)),
    html("div", { class: "nn-review-bar" },
      html("p", { class: "nn-review-marks", "aria-hidden": "true" }, ...marks),
      score, buttons, note),
    kept, status);
  const heard = "choices tried".split(" ").map((name) => `change:${name}`);
  for (const name of heard) model.on(name, changed);
  update();
  sayKept(canKeep());
  el.append(root);
  const unthemed = followNight(root);
  return () => {
    unthemed();
    for (const name of heard) model.off(name, changed);
    announce.cancel();
    root.remove();
  };
}

export default { initialize, render };
