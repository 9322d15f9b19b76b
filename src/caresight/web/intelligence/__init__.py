"""What people know of a home, however small, and what became of it."""
