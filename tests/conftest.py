"""The same examples in every run, on slow machines too."""

from hypothesis import settings

settings.register_profile(
    "book", derandomize=True, deadline=None, database=None, max_examples=80
)
settings.load_profile("book")
