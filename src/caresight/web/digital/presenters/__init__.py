"""How digital homes are, in words."""
