"""Caresight: one picture of the care homes of an area, for all the agencies around them."""
