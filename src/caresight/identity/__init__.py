"""Homes above registered locations, and what happened to them."""
