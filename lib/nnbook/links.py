"""Moved to `nnbook.explorables.links`; this name stays for one release."""

from .explorables.links import link

__all__ = ["link"]
