"""No line of JavaScript or of a style sheet is longer than 100 columns."""

from test_lock import ROOT

LONGEST = 100


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
    assert [f"{path}:{number}" for path, number in too_long()] == []
