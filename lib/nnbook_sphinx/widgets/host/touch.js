// A finger on a slider. It may be there to scroll the page, and the browser
// moves the thumb as soon as the finger comes down. Here that counts only once
// the finger has gone sideways, or has gone up where it came down.

const SIDEWAYS = 8; // pixels; a finger at rest moves less

// Calls `move` with what `range` holds when the reader has moved it: at once,
// or at the end of a move if `late`; `back` with the value from before when
// the browser takes a finger away to scroll; `draw` puts the thumb in place.
export function onMove(range, { late, read, move, back, draw }, signal) {
  let touch = null; // { id, x, y, before, phase: "waits", "slides" or "over" }
  const listen = (names, call) => {
    for (const name of names.split(" ")) range.addEventListener(name, call, { signal });
  };
  const distance = (event) => [event.clientX - touch.x, event.clientY - touch.y].map(Math.abs);
  const its = (event, ...phases) => touch?.id === event.pointerId && phases.includes(touch.phase);

  listen("input change", (event) => {
    if (touch && touch.phase !== "slides") {
      if (touch.phase === "waits") touch.wanted = range.value;
      draw();
    } else if ((event.type === "change") === late) {
      move(range.value);
    }
  });
  listen("pointerdown", (event) => {
    if (event.pointerType !== "touch" || (touch && !event.isPrimary)) return;
    touch = {
      id: event.pointerId, x: event.clientX, y: event.clientY, before: read(),
      phase: event.isPrimary ? "waits" : "over", // one finger, one drag
    };
  });
  listen("pointermove", (event) => {
    if (!its(event, "waits")) return;
    const [x, y] = distance(event);
    if (x > SIDEWAYS && x > y) touch.phase = "slides";
  });
  listen("pointerup", (event) => {
    if (!its(event, "waits")) return;
    touch.phase = "over";
    if (touch.wanted !== undefined && Math.max(...distance(event)) <= SIDEWAYS) move(touch.wanted);
  });
  listen("pointercancel", (event) => {
    if (!its(event, "waits", "slides")) return;
    if (touch.phase === "slides") back(touch.before);
    touch.phase = "over";
    draw();
  });
  // What the browser says of this touch, it says before the next task.
  listen("touchend touchcancel", (event) => {
    const ended = touch;
    if (event.targetTouches.length) return;
    setTimeout(() => { if (touch === ended) touch = null; });
  });
  listen("keydown", () => { touch = null; });
}
