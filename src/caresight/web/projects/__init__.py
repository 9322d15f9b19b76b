"""Digital projects: which there are, in which homes since when, and what they changed."""
