"""The Content-Security-Policy that the built book runs under.

It is computed from the pages as they were built and written beside them:
`csp.txt` holds the bare policy, `_headers` all headers as Netlify and
Cloudflare Pages read them. The page on publishing explains both.
"""

import base64
import hashlib
import re

from .strict import inline_scripts, pages

STYLE = re.compile(r"<style\b[^>]*>(.*?)</style>", re.DOTALL)
DIRECTIVES = {
    "default-src": "'none'",
    "script-src": "'self'",
    "style-src": "'self'",
    "img-src": "'self' data:",
    "font-src": "'self'",
    "connect-src": "'self'",
    "base-uri": "'none'",
    "form-action": "'self'",
    "frame-ancestors": "'self'",
}
COMPANIONS = {
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=()",
}


def inline_styles(text):
    """Yield the style sheets that stand within a page."""
    yield from STYLE.findall(text)


def hashes(texts, inline):
    """The sources, in the policy's form, of what stands within pages."""
    return sorted({source(found) for text in texts for found in inline(text)})


def source(text):
    """A script or style sheet by its content: 'sha256-…'."""
    digest = hashlib.sha256(text.encode("utf-8")).digest()
    return f"'sha256-{base64.b64encode(digest).decode()}'"


def policy(texts):
    """The policy for pages with these texts, on one line."""
    inline = {
        "script-src": hashes(texts, inline_scripts),
        "style-src": hashes(texts, inline_styles),
    }
    return "; ".join(
        " ".join([name, value, *inline.get(name, ())])
        for name, value in DIRECTIVES.items()
    )


def headers(line):
    """The file `_headers`, which gives every page the policy."""
    named = {"Content-Security-Policy": line, **COMPANIONS}
    written = (f"  {name}: {value}\n" for name, value in named.items())
    return f"/*\n{''.join(written)}"


def write(app, out):
    """Write the policy, when all pages in the folder are as they stay."""
    line = policy([page.read_text(encoding="utf-8") for page in pages(out)])
    (out / "csp.txt").write_text(f"{line}\n", encoding="utf-8")
    (out / "_headers").write_text(headers(line), encoding="utf-8")
