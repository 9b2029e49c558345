"""The sample file for nginx, by a real one: headers, sizes, addresses."""

import gzip
import re
import subprocess
import urllib.error
import urllib.request
from pathlib import Path

import pytest

from scripts.classroom import hub, static

pytestmark = pytest.mark.skipif(
    not static.tool("nginx") or not Path(static.TYPES).exists(),
    reason="nginx is not installed",
)
PAGE = "<!DOCTYPE html><title>Page</title>" + "<p>Some text.</p>\n" * 200
YEAR = "public, max-age=31536000, immutable"


# As a page may have it: the words in quotes are part of the policy.
POLICY = "default-src 'none'; script-src 'self' 'sha256-AbC+/1='"


@pytest.fixture(scope="module")
def address(tmp_path_factory):
    """A small site with files of each kind that a built book has."""
    html = tmp_path_factory.mktemp("site")
    for name, text in {
        "index.html": PAGE,
        "chapters/02-perceptron.html": PAGE,
        "_static/nnbook-all.css": "p { margin: 0 }\n" * 200,
        "_static/nnbook/host.js": "let a = 1;\n" * 200,
        "_static/nnbook-maths-a2224036.woff2": "a font",
        f"_images/{'ab' * 32}.png": "a picture",
    }.items():
        path = html / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text)
    (html / "csp.txt").write_text(f"{POLICY}\n")
    policy = html / "book-csp.conf"
    sample = static.CONF.read_text(encoding="utf-8")
    lines = re.findall(r"^    #   (.*)$", sample, re.M)
    command = "\n".join(lines)
    assert command.startswith("policy="), command
    command = command.replace("/srv/book", str(html))
    command = command.replace("/etc/nginx/book-csp.conf", str(policy))
    subprocess.run(command, shell=True, check=True)
    with static.nginx(html, hub.free_ports(1)[0], policy) as address:
        yield address


def fetch(url, **headers):
    request = urllib.request.Request(url, headers=headers)
    return urllib.request.urlopen(request, timeout=10)


@pytest.mark.parametrize(
    ("path", "keep", "kind"),
    [
        ("/", "no-cache", "text/html; charset=utf-8"),
        ("/chapters/02-perceptron.html", "no-cache", "text/html; charset=utf-8"),
        ("/_static/nnbook-all.css", "no-cache", "text/css"),
        ("/_static/nnbook-all.css?v=b3399463", YEAR, "text/css"),
        ("/_static/nnbook/host.js?v=f2be4e99", YEAR, "javascript"),
        ("/_static/nnbook/host.js?v=latest", "no-cache", "javascript"),
        ("/_static/nnbook-maths-a2224036.woff2", YEAR, "font/woff2"),
        (f"/_images/{'ab' * 32}.png", YEAR, "image/png"),
    ],
)  # fmt: skip
def test_what_a_reader_may_keep(address, path, keep, kind):
    headers = fetch(address + path).headers
    assert headers["Cache-Control"] == keep
    assert kind in headers["Content-Type"]
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["Referrer-Policy"] == "no-referrer"
    assert headers["Content-Security-Policy"] == POLICY


def test_files_go_out_as_they_were_compressed_once(address):
    packed = {"Accept-Encoding": "gzip"}
    with fetch(f"{address}/chapters/02-perceptron.html", **packed) as answer:
        body = answer.read()
        assert answer.headers["Content-Encoding"] == "gzip"
        # A file has a length; what is compressed on the fly has none.
        assert int(answer.headers["Content-Length"]) == len(body)
    assert gzip.decompress(body).decode() == PAGE


def test_an_unchanged_page_is_not_sent_again(address):
    tag = fetch(address + "/").headers["ETag"]
    with pytest.raises(urllib.error.HTTPError, match="304"):
        fetch(address + "/", **{"If-None-Match": tag})


def test_a_missing_page_is_said_and_folders_are_not_listed(address):
    with pytest.raises(urllib.error.HTTPError, match="404"):
        fetch(address + "/chapters/11-nothing.html")
    with pytest.raises(urllib.error.HTTPError, match="403"):
        fetch(address + "/chapters/")
