"""What is wrong with how the texts of an explorable lie, found in its page."""

# Called with what holds it all, returns a list of words. Not of a layer's
# equations: four products of negative numbers are 18 px wider than their face.
CROWDED = """(view) => {
  const problems = [], inside = view.getBoundingClientRect();
  const shown = (node) => node.textContent.trim()
    && node.checkVisibility({ visibilityProperty: true, opacityProperty: true });
  const scrolls = (node) => node !== view
    && (/auto|scroll/.test(getComputedStyle(node).overflowX) || scrolls(node.parentElement));
  const all = [...view.querySelectorAll("*")].filter(shown);
  const called = (node) => `"${node.textContent.slice(0, 30)}"`;
  for (const node of all) {
    const { width, left, right } = node.getBoundingClientRect();
    if (width && (left < inside.left - 1 || right > inside.right + 1)
      && !node.matches(".nnx-sr, svg, svg :not(text), .nnx-layer .nn-eq *") && !scrolls(node)) {
      problems.push(`${node.localName} ${called(node)} is cut off`);
    }
  }
  const boxes = all.filter((node) => node.matches("svg text, .nn-swap, .nnx-chain select")
    && !node.closest(".nn-line, .nn-inside"))
    .map((node) => [node, node.getBoundingClientRect()]);
  boxes.forEach(([node, a], i) => boxes.slice(i + 1).forEach(([other, b]) => {
    const wide = Math.min(a.right, b.right) - Math.max(a.left, b.left);
    const tall = Math.min(a.bottom, b.bottom) - Math.max(a.top, b.top);
    if (wide > 2 && tall > 6) problems.push(`${called(node)} lies on ${called(other)}`);
  }));
  for (const node of view.querySelectorAll(
    "select, button, .nn-move, .nnx-composition [role=slider]")) {
    const { width, height } = node.getBoundingClientRect();
    if (node.checkVisibility() && Math.min(width, height) < 24) {
      problems.push(`${node.outerHTML.slice(0, 60)} is small`);
    }
  }
  const small = all.find((node) => !node.closest("math")
    && parseFloat(getComputedStyle(node).fontSize) < 12);
  if (small) problems.push(`${called(small)} is in small type`);
  return problems;
}"""
