// A box that scrolls sideways must be reachable by keyboard, and say what it
// is; one that does not scroll must not be a stop on the way. Checked again
// when widths change.
(() => {
  "use strict";
  const BOXES =
    ".nn-formula, .nn-wide, .pst-scrollable-table-container, .cell_output, " +
    ".cell_output .output, div.highlight pre, div.highlight";

  for (const [button, act] of [
    [".btn-fullscreen-button", () => toggleFullScreen()],
    [".btn-download-pdf-button", () => print()],
  ]) document.querySelector(button)?.addEventListener("click", act);

  const scrolls = (box) =>
    box.scrollWidth > box.clientWidth + 1 &&
    getComputedStyle(box).overflowX !== "visible";

  const nameOf = (box) =>
    box.matches(".nn-formula, .nn-wide") ? "formula"
      : box.querySelector("table") ? "table"
        : box.closest(".cell_output") ? "output" : "code";

  function reach(box) {
    const name = `${nameOf(box)}, scrolls sideways`;
    const marks = { tabindex: 0, role: "group", "aria-label": name };
    for (const mark in marks) {
      if (scrolls(box)) box.setAttribute(mark, marks[mark]);
      else box.removeAttribute(mark);
    }
  }

  // A formula within a line cannot break; too long for a phone, it scrolls.
  function fit(formula) {
    let line = formula.parentElement;
    while (getComputedStyle(line).display === "inline") {
      line = line.parentElement;
    }
    if (formula.getBoundingClientRect().width <= line.clientWidth) return;
    const box = document.createElement("span");
    box.className = "nn-wide";
    formula.replaceWith(box);
    box.append(formula);
  }

  function check() {
    const inline = 'article math:not([display="block"])';
    document.querySelectorAll(inline).forEach((formula) => {
      if (!formula.closest(".nn-wide, .nn-formula, .nnw-view")) fit(formula);
    });
    document.querySelectorAll(BOXES).forEach(reach);
  }

  let waiting = 0;
  function later() {
    cancelAnimationFrame(waiting);
    waiting = requestAnimationFrame(check);
  }

  // On the search page the theme writes its search field, and id, twice.
  document.querySelectorAll("#search-input").forEach((field, i) => {
    if (i) field.removeAttribute("id");
  });

  // The theme's label would leave out the keys that the button shows.
  document.querySelector(".search-button-field")?.removeAttribute("aria-label");

  addEventListener("load", later);
  addEventListener("resize", later);
  document.fonts.ready.then(later);
})();
