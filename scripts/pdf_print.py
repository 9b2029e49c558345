"""Print the one page with Chromium, with page numbers in its links."""

import io
import os
from datetime import datetime
from urllib.parse import unquote

from playwright.sync_api import sync_playwright
from pypdf import PdfReader, PdfWriter
from pypdf.generic import (
    BooleanObject,
    DictionaryObject,
    NameObject,
    TextStringObject,
)

MOST_PASSES = 5
# Everything that the page asks for has come, or its name.
ARRIVED = """async () => {
  await document.fonts.ready;
  const missing = [];
  for (const font of ["STIX Two Math", "Book", "Book Sans", "Book Mono"])
    if (![...document.fonts].some((face) => face.status === "loaded"
        && face.family.replaceAll('"', "") === font)) missing.push(font);
  for (const image of document.images) {
    await image.decode().catch(() => missing.push(image.src));
  }
  for (const link of document.querySelectorAll("link[rel=stylesheet]"))
    if (!link.sheet) missing.push(link.href);
  return missing;
}"""
FILL = """(pages) => {
  for (const place of document.querySelectorAll(".nn-page")) {
    const name = decodeURIComponent(place.closest("a").hash.slice(1));
    place.textContent = pages[name] ?? "?";
  }
}"""


def print_pdf(address, chromium):
    """Return the PDF of the page at a file:// address."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=chromium, args=arguments()
        )
        try:
            context = browser.new_context(offline=True)
            context.route("**/*", only_files)
            page = context.new_page()
            page.goto(address)
            missing = page.evaluate(ARRIVED)
            if missing:
                raise RuntimeError(f"The page to print lacks {missing}.")
            return settled(page)
        finally:
            browser.close()


def arguments():
    """Root has no sandbox: Chromium then wants to be told so."""
    root = hasattr(os, "geteuid") and os.geteuid() == 0
    return ["--no-sandbox"] if root else []


def only_files(route):
    """Let the page have what is on disk, and nothing else."""
    if route.request.url.startswith("file:"):
        route.continue_()
    else:
        route.abort()


def settled(page):
    """Print until the page numbers that were filled in are right.

    A number can make its line longer, and so move what follows.
    """
    pages = None
    for _ in range(MOST_PASSES):
        printed = page.pdf(
            prefer_css_page_size=True,
            print_background=True,
            outline=True,
            tagged=True,
        )
        found = page_numbers(PdfReader(io.BytesIO(printed)))
        if found == pages:
            return printed
        pages = found
        page.evaluate(FILL, pages)
    raise RuntimeError(f"No stable page numbers after {MOST_PASSES} passes.")


def page_numbers(reader):
    """The page, counted from 1, of every named place."""
    return {
        unquote(name.lstrip("/")): reader.get_destination_page_number(place)
        + 1
        for name, place in reader.named_destinations.items()
    }


def finish(printed, facts, target):
    """Write the PDF with what it says of itself; return its pages."""
    writer = PdfWriter(clone_from=io.BytesIO(printed))
    made = {
        "/Title": facts.title,
        "/Author": facts.author,
        "/Subject": facts.abstract,
        "/Keywords": ", ".join(facts.keywords),
        "/Creator": f"nnbook {facts.version} {facts.commit}".strip(),
    }
    if facts.date:  # the same book is the same file
        day = datetime.fromisoformat(facts.date)
        made["/CreationDate"] = made["/ModDate"] = day.strftime(
            "D:%Y%m%d000000Z"
        )
    writer.add_metadata(made)
    root = writer.root_object
    root[NameObject("/Lang")] = TextStringObject("en")
    root[NameObject("/PageMode")] = NameObject("/UseOutlines")
    root[NameObject("/ViewerPreferences")] = DictionaryObject(
        {NameObject("/DisplayDocTitle"): BooleanObject(True)}
    )
    writer.write(target)
    return len(writer.pages)
