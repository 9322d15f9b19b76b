"""Readers of real-world files: they recognise, read and set aside; they never repair."""
