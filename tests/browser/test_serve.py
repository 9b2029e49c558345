"""`make serve`: pages that learn of a new build, and what an edit is."""

import socket
import threading

import pytest

from scripts import serve

PAGE = "<!doctype html><title>Page</title><body><p>{}</p></body></html>\n"


@pytest.fixture
def server(tmp_path):
    (tmp_path / "index.html").write_text(PAGE.format("old"))
    (tmp_path / "book.css").write_text("p { margin: 0 }\n")
    server = serve.start(tmp_path, 0)
    yield server
    server.shutdown()
    server.server_close()


def test_an_open_page_shows_the_next_build(server, browser, tmp_path):
    page = browser.new_page()
    page.goto(server.address)
    assert page.inner_text("p") == "old"
    (tmp_path / "index.html").write_text(PAGE.format("new"))
    server.build += 1
    page.wait_for_function("document.querySelector('p').innerText === 'new'")
    page.close()


def test_only_pages_get_the_script_and_only_on_their_way(
    server, browser, tmp_path
):
    request = browser.new_page().request
    for name in ("", "?a=b", "index.html", "index.html?a=b"):
        answer = request.get(f"{server.address}{name}")
        assert answer.text().startswith(PAGE.format("old"))
        assert serve.NEWEST in answer.text(), name
    style = request.get(f"{server.address}book.css")
    assert style.text() == "p { margin: 0 }\n"
    assert style.headers["cache-control"] == "no-cache"
    assert request.get(f"{server.address}nothing.html").status == 404
    assert (tmp_path / "index.html").read_text() == PAGE.format("old")


def test_a_port_that_is_taken_is_said():
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        port = other.getsockname()[1]
        with pytest.raises(SystemExit, match=f"Port {port} is taken.*PORT="):
            serve.start(".", port)


def soon(iterator):
    """Whether an iterator stops within a minute."""
    thread = threading.Thread(target=next, args=(iterator,), daemon=True)
    thread.start()
    thread.join(60)
    return not thread.is_alive()


def test_every_edit_is_seen_also_one_during_a_build(tmp_path):
    chapters, config = tmp_path / "chapters", tmp_path / "_config.yml"
    chapters.mkdir()
    config.write_text("title: A book\n")
    found = serve.edits([chapters, config], pause=0.01)
    (chapters / "one.md").write_text("# One\n")
    assert soon(found)
    # Now the caller builds.
    config.write_text("title: Another\n")
    assert soon(found)
    (chapters / "one.md").unlink()
    assert soon(found)


def test_what_programs_write_for_themselves_is_no_edit(tmp_path):
    before = serve.snapshot([tmp_path])
    for name in (
        "__pycache__/a.cpython-311.pyc",
        ".ipynb_checkpoints/one.ipynb",
        ".one.md.swp",
    ):
        path = tmp_path / name
        path.parent.mkdir(exist_ok=True)
        path.write_text("x")
    assert serve.snapshot([tmp_path]) == before
