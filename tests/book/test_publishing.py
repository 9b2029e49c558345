"""The page for publishers: its sample for nginx is one that nginx reads."""

import re
import shutil
import subprocess
from pathlib import Path

import pytest

from nnbook_sphinx.page import policy

PAGE = Path(__file__).resolve().parents[2] / "chapters" / "publishing.md"
NGINX = shutil.which("nginx") or shutil.which("nginx", path="/usr/sbin")
INCLUDED = "/etc/nginx/book-csp.conf"


def block(language):
    """The one block of the page in that language."""
    text = PAGE.read_text(encoding="utf-8")
    [found] = re.findall(rf"^```{language}\n(.*?)^```", text, re.M | re.S)
    return found


def test_the_sample_has_the_headers_of_the_build():
    words = " ".join(block("nginx").split())
    for name, value in policy.COMPANIONS.items():
        assert re.search(rf'add_header {name} "?{re.escape(value)}"? ', words)


@pytest.mark.skipif(not NGINX, reason="nginx is not installed")
def test_nginx_reads_the_sample_and_the_line_that_the_command_writes(tmp_path):
    (tmp_path / "csp.txt").write_text(policy.policy(["<script>a</script>"]))
    target = tmp_path / "book-csp.conf"
    command = block("sh").replace(INCLUDED, str(target))
    subprocess.run(["sh", "-c", command], cwd=tmp_path, check=True)
    assert "'sha256-" in target.read_text()
    sample = block("nginx").replace(INCLUDED, str(target))
    sample = sample.replace("listen 80", f"listen unix:{tmp_path}/socket")
    (tmp_path / "nginx.conf").write_text(
        f"pid {tmp_path}/pid; error_log stderr; events {{}}"
        f" http {{ access_log off; {sample} }}"
    )
    said = subprocess.run(
        [NGINX, "-t", "-p", tmp_path, "-c", tmp_path / "nginx.conf"],
        capture_output=True, text=True,
    )  # fmt: skip
    assert said.returncode == 0, said.stderr
