"""The summary's questions, under the name by which its chapter has them."""

from nnbook.exercises.summary import SUMMARY

__all__ = ["SUMMARY"]
