"""Where the time of a frame goes, from Chromium's own trace."""

import json
import statistics
from collections import Counter

CATEGORIES = ["devtools.timeline", "toplevel"]
# What the trace calls the parts of a frame.
PARTS = {
    "script": "EventDispatch FunctionCall FireAnimationFrame RunMicrotasks",
    "style": "UpdateLayoutTree",
    "layout": "Layout",
    "paint": "PrePaint Paint Layerize Commit",
}
PART_OF = {
    event: part for part, all_ in PARTS.items() for event in all_.split()
}


def frames_of(browser, page, act):
    """Milliseconds of the frames that `act()` makes by moving a pointer.

    Returns one {"script", "style", "layout", "paint", "other"} for each: time
    that its task spent on the processor, not time that went by, so that other
    programs on the machine count little.
    """
    browser.start_tracing(page=page, categories=CATEGORIES)
    act()
    events = json.loads(browser.stop_tracing())["traceEvents"]
    thread = Counter(
        _thread(e) for e in events if e["name"] == "FireAnimationFrame"
    ).most_common(1)[0][0]
    mine = [e for e in events if _thread(e) == thread and "tdur" in e]
    mine.sort(key=lambda e: (e["ts"], -e["dur"]))
    return list(_moves(mine))


def _thread(event):
    return event["pid"], event["tid"]


def _moves(events):
    """Yield the parts of each task in which a pointer was moved."""
    parts, moved, open_ = Counter(), False, []
    for event in events:
        while open_ and event["ts"] >= open_[-1][0]:
            open_.pop()
        if not open_:
            if moved:
                yield parts
            parts, moved = Counter(), False
        above = open_[-1][1] if open_ else None
        part = PART_OF.get(event["name"]) or above or "other"
        parts[part] += event["tdur"] / 1000
        if above:  # it is not the time of what it lies in
            parts[above] -= event["tdur"] / 1000
        data = event["args"].get("data") or {}
        moved |= data.get("type") == "pointermove"
        open_.append((event["ts"] + event["dur"], part))
    if moved:
        yield parts


def means(frames):
    """The mean of each part, in the order of a frame."""
    return {
        part: statistics.fmean(frame[part] for frame in frames)
        for part in (*PARTS, "other")
    }
