// The line below the picture, and what is said of a change when the reader
// rests.

import { html, say } from "./dom.js";

// A polite live region that speaks once the reader has stopped moving.
export function announcer(node, wait = 700) {
  let timer = 0;
  const announce = (text) => {
    clearTimeout(timer);
    timer = setTimeout(() => say(node, text), wait);
  };
  announce.cancel = () => clearTimeout(timer);
  return announce;
}

// `words(state)` is { count, good, rest, news }: a score in bold, whether it
// is full, the sentence behind it, and what is spoken. `before` are nodes of
// the explorable's own, at the beginning of the line.
export function statusLine(words, ...before) {
  const count = html("b"), rest = html("span");
  const spoken = html("span", { class: "nnx-sr", role: "status" });
  const face = html("div", { class: "nnx-status" }, ...before, count, rest, spoken);
  const announce = announcer(spoken);
  let said = null; // what is on the screen at first was not a change
  function draw(state) {
    const told = words(state);
    say(count, told.count ?? "");
    count.className = told.good === false ? "nn-some" : "";
    say(rest, told.rest ?? "");
    if (said !== null && said !== told.news) announce(told.news);
    said = told.news;
  }
  return { face, draw, cancel: announce.cancel };
}
