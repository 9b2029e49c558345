"""The book where readers have other fonts: nothing runs over, or is too small.

Each family is the only one that a Chromium of its own can find, by a
fontconfig of its own. A family that this machine lacks is skipped.
"""

import os
import shutil
import subprocess
from pathlib import Path

import pytest
from built import PAGES
from opening import SETTLED, Opener, assert_quiet
from reader import SIDEWAYS, SMALL, TARGETS

# What a distribution installs together, and Debian's package of it.
FAMILIES = {
    "DejaVu": ("Sans", "Serif", "Sans Mono", "fonts-dejavu-core"),
    "Liberation": ("Sans", "Serif", "Mono", "fonts-liberation"),
    "Nimbus": ("Sans", "Roman", "Mono PS", "fonts-urw-base35"),
    "Noto": ("Sans", "Serif", "Sans Mono", "fonts-noto-core"),
}
# The pages with the widest pictures, and with links alone in their lines.
OFTEN = ("04-", "08-", "genindex")
# Links that stand alone in their lines; TARGETS lets a line be lower, where
# it is far enough from the next.
ALONE = ".nn-review a, article li > a:only-child, .genindex-jumpbox a"
# The family stands for its generic names and for Arial, which the book asks
# for; what is set in system-ui alone gets any of its faces.
ALIAS = """
  <alias binding="same">
    <family>{name}</family><prefer><family>{family} {part}</family></prefer>
  </alias>"""
CONFIGURATION = """<?xml version="1.0"?>
<!DOCTYPE fontconfig SYSTEM "urn:fontconfig:fonts.dtd">
<fontconfig>
  <dir>{fonts}</dir>
  <cachedir>{fonts}/cache</cachedir>{aliases}
</fontconfig>
"""


def installed(family):
    """The files of a family's text faces on this machine."""
    program = shutil.which("fc-list")
    if not program:
        return []
    command = [program, "--format=%{file}\n"]
    names = [f":family={family} {part}" for part in FAMILIES[family][:3]]
    texts = [
        subprocess.run([*command, name], capture_output=True, text=True).stdout
        for name in names
    ]
    # Without the first there is nothing to read in; others can lack.
    return [
        Path(line)
        for text in texts
        if texts[0]
        for line in text.split("\n")
        if line
    ]


def configuration(family, fonts):
    """What fontconfig is told: the fonts of a folder, and their uses."""
    sans, serif, mono, _ = FAMILIES[family]
    uses = {"Arial": sans, "sans-serif": sans, "serif": serif}
    uses["monospace"] = mono
    aliases = "".join(
        ALIAS.format(name=name, family=family, part=part)
        for name, part in uses.items()
    )
    return CONFIGURATION.format(fonts=fonts, aliases=aliases)


@pytest.fixture(scope="module", params=FAMILIES)
def family(request):
    """A family that this machine has."""
    name = request.param
    if not installed(name):
        pytest.skip(f"{name} is not installed (Debian: {FAMILIES[name][-1]})")
    return name


@pytest.fixture(scope="module")
def opener(family, launch, site, tmp_path_factory):
    """Opens pages in a Chromium that has that family alone."""
    fonts = tmp_path_factory.mktemp("fonts")
    for path in installed(family):
        (fonts / path.name).symlink_to(path)
    file = fonts / "fonts.conf"
    file.write_text(configuration(family, fonts), encoding="utf-8")
    chromium = launch(env=os.environ | {"FONTCONFIG_FILE": str(file)})
    opener = Opener(chromium, site)
    yield opener
    opener.close()
    chromium.close()


def fonts_used(page, selector):
    """The families that the text of an element is drawn with."""
    session = page.context.new_cdp_session(page)
    for part in ("DOM", "CSS"):
        session.send(f"{part}.enable")
    root = session.send("DOM.getDocument")["root"]["nodeId"]
    node = session.send(
        "DOM.querySelector", {"nodeId": root, "selector": selector}
    )
    found = session.send(
        "CSS.getPlatformFontsForNode", {"nodeId": node["nodeId"]}
    )
    return {font["familyName"] for font in found["fonts"]}


def wrong(page):
    """What is too small at, or runs over the edge of, some screens."""
    found = []
    for width, check in (
        (320, SIDEWAYS), (390, SIDEWAYS), (390, TARGETS), (1280, TARGETS),
    ):  # fmt: skip
        page.set_viewport_size({"width": width, "height": 900})
        page.evaluate(SETTLED)
        found += [(width, what) for what in page.evaluate(check)]
    found += page.evaluate(SMALL, ALONE)
    return found


@pytest.mark.parametrize(
    "name",
    [
        page
        if any(part in page for part in OFTEN)
        else pytest.param(page, marks=pytest.mark.slow)
        for page in PAGES
    ],
)
def test_a_page_is_laid_out_well_in_any_font(opener, family, name):
    page = opener(name)
    assert fonts_used(page, "nav a") == {f"{family} Sans"}
    assert wrong(page) == []
    opener.close()
    assert_quiet(opener)
