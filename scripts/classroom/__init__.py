"""What a class costs, with simulated students: `make bench-class`."""
