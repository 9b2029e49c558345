// The parts of a question that a quiz and a review share: options as native
// radios, and a verdict with its feedback under each.

import { html } from "../kit/dom.js";
import { richText } from "../kit/text.js";

// Mark and first words of what is said about an option.
export const VERDICTS = {
  right: ["✓", "Right."],
  wrong: ["✗", "Not this one."],
  answer: ["✓", "The answer."],
};

// JupyterLab may load this file once for each view, so a counter would repeat.
export const groupName = () => "nn-quiz-" + Math.random().toString(36).slice(2);

// One option: a native radio, its text, and a place for what is said about it.
export function optionRow(text, plain, i, group, choose) {
  const id = `${group}-${i}`;
  const radio = html(
    "input", { type: "radio", name: group, "aria-describedby": id });
  radio.addEventListener("change", () => choose(i));
  const feedback = html("p", { class: "nn-quiz-feedback", id });
  const node = html(
    "div", { class: "nn-quiz-option" },
    html("label", {}, radio, html("span", {}, ...richText(text, plain))), feedback);
  return { node, radio, feedback };
}

// `verdict` is a key of VERDICTS, or empty: then nothing is said.
export function showVerdict({ node, feedback }, verdict, text, plain) {
  if (node.dataset.verdict === verdict) return;
  node.dataset.verdict = verdict;
  const [mark, words] = VERDICTS[verdict] ?? [];
  feedback.replaceChildren(...(mark ? [
    html("span", { class: "nn-quiz-mark", "aria-hidden": "true" }, mark),
    html("span", {}, html("strong", {}, words), " ", ...richText(text, plain)),
  ] : []));
}
