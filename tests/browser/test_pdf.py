"""The PDF of the whole book, printed and read again."""

import re
import shutil
import subprocess
import unicodedata

import pytest
from built import HTML
from pypdf import PdfReader

from scripts import pdf
from scripts.pdf import pages

pytestmark = pytest.mark.slow
MM = 72 / 25.4
LEFT, RIGHT = 25 * MM, 185 * MM  # where the text of a page stands
ALONE = {"Contents", "Hints", "Answers", "Solutions"}


def squeezed(text):
    return re.sub(r"\s+", "", text)


def plain(text):
    """A text whose slanted letters, those of formulas, are upright."""
    return squeezed(unicodedata.normalize("NFKC", text))


@pytest.fixture(scope="module")
def path(tmp_path_factory):
    target = tmp_path_factory.mktemp("pdf") / "book.pdf"
    pdf.write(HTML, target)
    return target


@pytest.fixture(scope="module")
def reader(path):
    return PdfReader(path)


@pytest.fixture(scope="module")
def texts(reader):
    """The text of every page; the first page is texts[1]."""
    return ["", *(page.extract_text() for page in reader.pages)]


@pytest.fixture(scope="module")
def numbers(reader):
    """The page, counted from 1, of each named place and each page."""
    by_page = {
        page.indirect_reference.idnum: number
        for number, page in enumerate(reader.pages, 1)
    }
    by_name = {
        name.removeprefix("/"): by_page[place.raw_get("/Page").idnum]
        for name, place in reader.named_destinations.items()
    }
    return by_name | by_page


def links(page):
    """Yield (rectangle, name of a place or None, address or None)."""
    for note in page.get("/Annots") or ():
        note = note.get_object()
        if note["/Subtype"] != "/Link":
            continue
        action = note.get("/A", {})
        name = note.get("/Dest") or action.get("/D")
        yield (
            note["/Rect"],
            name and name.removeprefix("/"),
            action.get("/URI"),
        )


def outline(reader, entries=None, depth=0):
    """Yield (depth, title, page number from 1) of the bookmarks."""
    for entry in reader.outline if entries is None else entries:
        if isinstance(entry, list):
            yield from outline(reader, entry, depth + 1)
        else:
            page = reader.get_destination_page_number(entry) + 1
            yield depth, " ".join(entry.title.split()), page


def test_it_has_the_length_of_a_book_and_no_blank_page(reader, texts):
    assert 120 < len(reader.pages) < 260
    assert path_size(reader) < 8e6
    short = [n for n, text in enumerate(texts) if n and len(text) < 60]
    assert short == []


def path_size(reader):
    return reader.stream.seek(0, 2)


def test_it_says_what_it_is(reader):
    facts = pdf.book.facts()
    assert reader.metadata.title == facts.title
    assert reader.metadata.author == facts.author
    root = reader.trailer["/Root"]
    assert root["/Lang"] == "en"
    assert root["/MarkInfo"]["/Marked"]
    assert root["/ViewerPreferences"]["/DisplayDocTitle"]
    assert reader.xmp_metadata.dc_title["x-default"] == facts.title


def test_the_pages_are_a4_and_numbered(reader, texts):
    for number, page in enumerate(reader.pages, 1):
        assert float(page.mediabox.width) == pytest.approx(595, abs=1)
        assert float(page.mediabox.height) == pytest.approx(842, abs=1)
        if number > 1:
            words = texts[number].split()
            assert str(number) in (words[0], words[-1]) or re.search(
                rf"^\s*{number}\s*$", texts[number], re.M
            ), number


def test_the_bookmarks_lead_to_the_titles(reader, texts):
    marks = list(outline(reader))
    chapters = pages.read(HTML)
    top = [title for depth, title, _ in marks if depth == 0]
    wanted = [pdf.book.heading(chapter) for chapter in chapters]
    assert [t for t in top if t not in ALONE][1:] == wanted
    assert len(marks) > 200
    for _, title, page in marks:
        assert plain(title)[:30] in plain(texts[page]), (title, page)


def test_the_contents_give_the_pages_where_the_links_lead(reader, numbers):
    count = 0
    for page in reader.pages[1:6]:
        spots = numbers_at_the_right(page)
        for box, name, _ in links(page):
            if box[0] > LEFT + 20 or name not in numbers:
                continue
            low, high = sorted((float(box[1]), float(box[3])))
            said = [n for y, n in spots if low - 2 <= y <= high]
            if said:
                assert said == [numbers[name]], name
                count += 1
    assert count > 140


def numbers_at_the_right(page):
    """The (height, number) of each number at the right edge of a page."""
    spots = []

    def visit(text, matrix, text_matrix, font, size):
        x = text_matrix[4] * matrix[0] + text_matrix[5] * matrix[2] + matrix[4]
        y = text_matrix[4] * matrix[1] + text_matrix[5] * matrix[3] + matrix[5]
        if text.strip().isdigit() and x > RIGHT - 30:
            spots.append((y, int(text)))

    page.extract_text(visitor_text=visit)
    return spots


def test_every_link_leads_somewhere(reader, numbers):
    found = [link for page in reader.pages for link in links(page)]
    names = {name for _, name, _ in found if name}
    assert len(names) > 300
    assert names <= numbers.keys()
    # Not into a file on the machine that made it.
    outside = {address for _, _, address in found if address}
    assert outside
    assert [a for a in outside if not re.match("https?://", a)] == []
    assert [link for link in found if not link[1] and not link[2]] == []


def test_what_a_reader_may_search_for_is_found(reader, texts, numbers):
    first, after = numbers["02-perceptron"], numbers["03-activations"]
    chapter = squeezed(" ".join(texts[first:after]))
    for words in ("1.2−1.05+0.4", "=0.55", "0.6341", "w@x+b", "(z)="):
        assert words in chapter, words
    whole = squeezed(" ".join(texts))
    assert "nn.Linear(3,4)" in whole
    assert "ExerciseNAND" not in whole
    assert "Exercise2.1,NANDbyhand:right." in whole


def test_every_font_is_in_the_file(reader):
    fonts, seen = set(), {}
    for page in reader.pages:
        for font in page["/Resources"].get("/Font", {}).values():
            font = font.get_object()
            for part in font.get("/DescendantFonts", [font]):
                part = part.get_object()
                described = part["/FontDescriptor"]
                fonts.add(part["/BaseFont"].partition("+")[2])
                seen[part["/BaseFont"]] = any(
                    key in described
                    for key in ("/FontFile", "/FontFile2", "/FontFile3")
                )
    assert all(seen.values()), seen
    for name in ("STIXGeneral-Regular", "DejaVuSansMono", "DejaVuSans"):
        assert name in fonts


def test_pictures_have_words_and_headings_have_levels(reader):
    kinds, stack = {}, [reader.trailer["/Root"]["/StructTreeRoot"]["/K"]]
    while stack:
        item = stack.pop()
        item = item.get_object() if hasattr(item, "get_object") else item
        if isinstance(item, list):
            stack += item
        elif isinstance(item, dict):
            kinds.setdefault(item.get("/S"), []).append(item)
            stack.append(item.get("/K"))
    figures = [figure.get("/Alt") for figure in kinds["/Figure"]]
    assert len(figures) > 40
    assert [alt for alt in figures if not alt or " " not in alt] == []
    assert len(kinds["/H1"]) == len(pages.read(HTML)) + 5
    assert len(kinds["/H2"]) > 100
    assert {"/Table", "/TH", "/L", "/LI", "/Link"} <= kinds.keys()


@pytest.mark.skipif(not shutil.which("pdftotext"), reason="needs poppler")
def test_no_word_reaches_into_the_margin(path):
    found = subprocess.run(
        ["pdftotext", "-bbox", path, "-"],
        capture_output=True, text=True, encoding="utf-8", check=True,
    ).stdout  # fmt: skip
    words = re.findall(
        r'<word xMin="([\d.-]+)" .*? xMax="([\d.]+)" .*?>(.*?)<', found
    )
    assert len(words) > 30_000
    out = [
        word
        for left, right, word in words
        if float(left) < LEFT - 3 or float(right) > RIGHT + 3
    ]
    assert out == []


def test_the_same_book_is_the_same_file(path, tmp_path):
    pdf.write(HTML, tmp_path / "again.pdf")
    assert (tmp_path / "again.pdf").read_bytes() == path.read_bytes()
