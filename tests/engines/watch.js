// Notes what goes wrong on a page, for a browser that does not tell it.
(() => {
  const problems = [];
  const note = (text) => problems.push(text);
  addEventListener("error", (event) => {
    const { target, message } = event;
    note(target === window ? `error: ${message}` : `not loaded: ${target.src ?? target.href}`);
  }, true);
  addEventListener("unhandledrejection", ({ reason }) => note(`rejection: ${reason}`));
  addEventListener("securitypolicyviolation", (event) =>
    note(`policy: ${event.violatedDirective} ${event.blockedURI}`));
  for (const level of ["error", "warn"]) {
    const write = console[level];
    console[level] = (...words) => {
      note(`${level}: ${words.join(" ")}`);
      write.apply(console, words);
    };
  }
  const own = /^(http:\/\/127\.0\.0\.1:|file:|blob:|data:)/;
  const seen = new Set();
  globalThis.watched = () => {
    for (const entry of performance.getEntriesByType("resource")) {
      if (seen.has(entry)) continue;
      seen.add(entry);
      if (!own.test(entry.name)) note(`outside request: ${entry.name}`);
      if (entry.responseStatus >= 400) note(`not loaded: ${entry.name}`);
    }
    return problems.splice(0);
  };
})();
