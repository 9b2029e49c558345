"""Print the one page with Chromium, with page numbers in its links."""

import io
import os
from datetime import datetime

import pikepdf
from playwright.sync_api import sync_playwright

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
# The headings in their order, without the page numbers beside them.
HEADINGS = """() => [...document.querySelectorAll("h1, h2, h3, h4")].map(
  (heading) => {
    const copy = heading.cloneNode(true);
    for (const beside of copy.querySelectorAll(".nn-back")) beside.remove();
    return copy.textContent.replace(/\\s+/g, " ").trim();
  })"""


def print_pdf(address, chromium):
    """Return the PDF of the page at a file:// address, and its headings."""
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
            return settled(page), page.evaluate(HEADINGS)
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
        found = page_numbers(printed)
        if found == pages:
            return printed
        pages = found
        page.evaluate(FILL, pages)
    raise RuntimeError(f"No stable page numbers after {MOST_PASSES} passes.")


def page_numbers(printed):
    """The page, counted from 1, of every place that a link leads to."""
    with pikepdf.open(io.BytesIO(printed)) as pdf:
        pages = {page.objgen: n for n, page in enumerate(pdf.pages, 1)}
        return {
            name.removeprefix("/"): pages[place[0].objgen]
            for name, place in pdf.Root.Dests.items()
        }


def finish(printed, headings, facts, target):
    """Write the PDF, packed, with what it says of itself; return its pages."""
    with pikepdf.open(io.BytesIO(printed)) as pdf:
        describe(pdf, facts)
        name_bookmarks(pdf, headings)
        pdf.Root.PageMode = pikepdf.Name.UseOutlines
        pdf.Root.ViewerPreferences = pikepdf.Dictionary(DisplayDocTitle=True)
        pdf.save(
            target,
            object_stream_mode=pikepdf.ObjectStreamMode.generate,
            linearize=True,  # a browser shows the first page before the last
            deterministic_id=True,
        )
        return len(pdf.pages)


def name_bookmarks(pdf, headings):
    """Give each bookmark the words of its heading.

    Chromium joins the words at the end of a line, and says a heading twice
    that it had to move to another page.
    """
    marks = list(bookmarks(pdf.Root.Outlines.First))
    if len(marks) != len(headings):
        raise RuntimeError(
            f"The PDF has {len(marks)} bookmarks, the page {len(headings)}"
            " headings: expected one for each."
        )
    for mark, heading in zip(marks, headings, strict=True):
        mark.Title = heading


def bookmarks(mark):
    """Yield a bookmark, those in it, and those after it."""
    while mark is not None:
        yield mark
        if "/First" in mark:
            yield from bookmarks(mark.First)
        mark = mark.get("/Next")


def describe(pdf, facts):
    """Write title, author and the like, twice, as PDF has it."""
    made = f"nnbook {facts.version} {facts.commit}".strip()
    with pdf.open_metadata(set_pikepdf_as_editor=False) as said:
        said["dc:title"] = facts.title
        said["dc:creator"] = [facts.author]
        said["dc:description"] = facts.abstract
        said["dc:language"] = ["en"]
        said["dc:rights"] = facts.licence
        said["pdf:Keywords"] = ", ".join(facts.keywords)
        said["xmp:CreatorTool"] = made
        # The commit's day, not this one: the same book is the same file.
        if facts.date:
            said["xmp:CreateDate"] = said["xmp:ModifyDate"] = facts.date
    pdf.docinfo.Title = facts.title
    pdf.docinfo.Author = facts.author
    pdf.docinfo.Subject = facts.abstract
    pdf.docinfo.Keywords = ", ".join(facts.keywords)
    pdf.docinfo.Creator = made
    if facts.date:
        day = datetime.fromisoformat(facts.date).strftime("D:%Y%m%d000000Z")
        pdf.docinfo.CreationDate = pdf.docinfo.ModDate = day
