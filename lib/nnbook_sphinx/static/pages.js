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

  // Where MathML is switched off, a formula would be a heap of letters: its TeX
  // says what they mean.
  function plain() {
    const { namespaceURI } = document.querySelector("article math") ?? {};
    if (!namespaceURI || "style" in document.createElementNS(namespaceURI, "math")) return;
    for (const formula of document.querySelectorAll("article math[alttext]")) {
      const code = document.createElement("code");
      code.textContent = formula.getAttribute("alttext");
      formula.replaceWith(code);
    }
  }

  // What is copied has each formula as its TeX: browsers would put every letter
  // on a line of its own. The formula at either end is copied whole.
  function copied(range) {
    const formula = (node) => (node.closest ? node : node.parentElement).closest("math");
    const [first, last] = [range.startContainer, range.endContainer].map(formula);
    if (first) range.setStartBefore(first);
    if (last) range.setEndAfter(last);
    const box = document.createElement("div");
    box.className = "nn-copied";
    box.append(range.cloneContents());
    const formulas = box.querySelectorAll("math");
    if (!formulas.length) return null;
    const html = box.innerHTML;
    for (const each of formulas) {
      each.replaceWith(each.getAttribute("alttext") ?? each.textContent.replace(/\s+/g, " "));
    }
    document.querySelector("article").append(box); // words are parted as they are laid out
    const text = box.innerText;
    box.remove();
    return { "text/html": html, "text/plain": text.trim() };
  }
  document.addEventListener("copy", (event) => {
    const selection = getSelection(), field = /^(input|textarea)$/i.test(event.target.localName);
    const inside = document.querySelector("article")?.contains(selection.anchorNode);
    if (event.defaultPrevented || field || !inside || selection.isCollapsed) return;
    const data = copied(selection.getRangeAt(0).cloneRange());
    if (!data) return;
    event.preventDefault();
    for (const kind in data) event.clipboardData.setData(kind, data[kind]);
  });

  // On the search page the theme writes its search field, and id, twice.
  document.querySelectorAll("#search-input").forEach((field, i) => {
    if (i) field.removeAttribute("id");
  });

  // The theme's label would leave out the keys that the button shows.
  document.querySelector(".search-button-field")?.removeAttribute("aria-label");

  plain();
  addEventListener("load", later);
  addEventListener("resize", later);
  document.fonts.ready.then(later);
})();
