"""How digital homes are: the index, a finder for pilots, each home's journey, support offered."""
