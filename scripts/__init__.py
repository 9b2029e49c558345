"""The programs around the book: each runs by `make`, or as it says itself."""
