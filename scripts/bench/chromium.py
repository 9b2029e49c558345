"""The browser that measures."""

from scripts.find_chromium import find_chromium


def launch(playwright, *flags):
    """The system's Chromium, headless."""
    return playwright.chromium.launch(
        executable_path=find_chromium(),
        args=["--no-sandbox", "--disable-background-networking", *flags],
    )
