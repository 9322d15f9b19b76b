"""Declared in definitions, then computed."""
