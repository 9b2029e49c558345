"""Moved to `nnbook.exercises.summary`; this name stays for one release."""

from .exercises.summary import SUMMARY

__all__ = ["SUMMARY"]
