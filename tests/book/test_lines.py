"""No line of JavaScript or of a style sheet is longer than 100 columns."""

from test_lock import ROOT

LONGEST = 100
# What is still longer, by folder. These numbers only ever get smaller.
LEFT = {"lib/nnbook/explorables": 186, "lib/nnbook_sphinx": 27}


def too_long():
    """Yield (path below the root, line number) of every line too long."""
    for folder in ("lib", "scripts", "tests"):
        for path in sorted((ROOT / folder).rglob("*")):
            if path.suffix not in (".js", ".css"):
                continue
            lines = path.read_text("utf-8").splitlines()
            for number, line in enumerate(lines, 1):
                if len(line) > LONGEST:
                    yield path.relative_to(ROOT).as_posix(), number


def test_lines_fit_in_100_columns():
    found = list(too_long())
    for folder, most in LEFT.items():
        inside = [f"{p}:{n}" for p, n in found if p.startswith(f"{folder}/")]
        assert len(inside) <= most, "\n".join(inside)
    outside = [f"{p}:{n}" for p, n in found if not p.startswith((*LEFT,))]
    assert outside == []
