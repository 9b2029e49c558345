"""How fast and how heavy the built book is: `make bench`."""
