"""Figures in pages: smaller, and the same to the eye."""

import io

import numpy as np
import pytest
from PIL import Image

from nnbook_sphinx.page import pictures

PAGE = '<p><img alt="a plot" src="../_images/{}" /></p>'


@pytest.fixture
def book(tmp_path):
    """A built book with a folder of pictures and one of pages."""
    (tmp_path / "_images").mkdir()
    (tmp_path / "chapters").mkdir()
    return tmp_path


def drawn(book, name, alpha=255):
    """A picture with a smooth ramp and a line, as RGBA; its pixels."""
    pixels = np.full((80, 120, 4), alpha, dtype=np.uint8)
    pixels[..., 0] = np.arange(120)
    pixels[40, :, 1] = 7
    Image.fromarray(pixels).save(book / "_images" / name)
    return pixels


def show(book, name):
    page = book / "chapters" / "one.html"
    page.write_text(PAGE.format(name), encoding="utf-8")
    return page


@pytest.mark.parametrize("alpha", [255, 128])
def test_a_page_shows_the_same_pixels_in_fewer_bytes(book, alpha):
    pixels = drawn(book, "a.png", alpha)
    large = (book / "_images" / "a.png").stat().st_size
    page = show(book, "a.png")
    pictures.lighten(None, book)
    assert PAGE.format("a.webp") == page.read_text("utf-8")
    small = book / "_images" / "a.webp"
    assert small.stat().st_size < large
    with Image.open(small) as found:
        assert np.array_equal(np.asarray(found.convert("RGBA")), pixels)


def test_a_picture_that_no_page_shows_is_removed_and_a_second_build_is_same(
    book,
):
    drawn(book, "a.png")
    drawn(book, "old.png")
    page = show(book, "a.png")
    pictures.lighten(None, book)
    assert [p.name for p in (book / "_images").iterdir()] == ["a.webp"]
    pictures.lighten(None, book)  # no page was written anew
    assert [p.name for p in (book / "_images").iterdir()] == ["a.webp"]
    drawn(book, "a.png")  # it was, and Sphinx copied the picture again
    show(book, "a.png")
    pictures.lighten(None, book)
    assert PAGE.format("a.webp") == page.read_text("utf-8")
    assert [p.name for p in (book / "_images").iterdir()] == ["a.webp"]


def test_hatching_has_fewer_shades_and_looks_the_same(book):
    rng = np.random.default_rng(0)
    stripes = np.add.outer(np.arange(300), np.arange(400)) % 8 < 2
    pixels = np.full((300, 400, 3), (236.0, 203.0, 169.0))
    pixels[stripes] = (184, 90, 0)
    pixels += rng.normal(scale=3, size=pixels.shape)  # soft edges
    pixels = pixels.clip(0, 255).astype(np.uint8)
    path = book / "_images" / "hatched.png"
    Image.fromarray(pixels).save(path)
    held = pictures.webp(path)
    assert len(held) < 0.6 * len(pictures.encoded(Image.fromarray(pixels)))
    with Image.open(io.BytesIO(held)) as found:
        far = np.abs(np.asarray(found.convert("RGB")) * 1.0 - pixels)
    assert far.max() <= 24
    assert far.mean() < 4
