// Opened from disk, a page may not read other pages: search without extracts.
if (location.protocol === "file:") {
  DOCUMENTATION_OPTIONS.SHOW_SEARCH_SUMMARY = false;
}
document.querySelector("form.bd-search input")?.select();
