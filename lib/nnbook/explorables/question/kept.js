// What a reader did, kept in the browser's own storage; nothing is sent.
// Storage may be blocked, be full, or hold what something else wrote there.

// What was kept under `key`, or null: whoever asks checks what came.
export function recall(key) {
  try {
    return JSON.parse(localStorage.getItem(key));
  } catch {
    return null;
  }
}

// Keep `value`, or nothing if it is null; say whether that worked.
export function keep(key, value) {
  try {
    if (value === null) localStorage.removeItem(key);
    else localStorage.setItem(key, JSON.stringify(value));
    return true;
  } catch {
    return false;
  }
}

// Whether anything can be kept here at all.
export const canKeep = () => keep("nnbook.trial", 1) && keep("nnbook.trial", null);
