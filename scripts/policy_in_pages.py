"""Write the book's policy into its pages, for hosts that send no headers.

    python scripts/policy_in_pages.py [folder]

The folder is `_build/html` if none is named. A browser obeys a policy in a
page as one in a header, but for `frame-ancestors`, which only a header sets.
"""

import re
import sys
from pathlib import Path

HTML = Path(__file__).resolve().parents[1] / "_build" / "html"
META = re.compile(r'<meta http-equiv="Content-Security-Policy"[^>]*>')
FIRST = '<meta charset="utf-8" />'


def for_meta(policy):
    """The policy without what a page must not say of itself."""
    parts = [part.strip() for part in policy.split(";")]
    return "; ".join(p for p in parts if not p.startswith("frame-ancestors"))


def write(html):
    """Put the policy first in every page of a folder; return how many."""
    policy = for_meta((html / "csp.txt").read_text(encoding="utf-8").strip())
    meta = f'<meta http-equiv="Content-Security-Policy" content="{policy}">'
    count = 0
    for page in sorted(html.rglob("*.html")):
        text = META.sub("", page.read_text(encoding="utf-8"))
        if FIRST in text:
            text = text.replace(FIRST, FIRST + meta, 1)
            page.write_text(text, encoding="utf-8")
            count += 1
    return count


def main():
    """Write the policy into the pages that `make book` has built."""
    html = Path(sys.argv[1]) if len(sys.argv) > 1 else HTML
    if not (html / "csp.txt").is_file():
        sys.exit(f"no csp.txt in {html}: run `make book` first")
    print(f"{write(html)} pages hold the policy.")


if __name__ == "__main__":
    main()
