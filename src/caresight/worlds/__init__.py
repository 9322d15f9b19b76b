"""Invented care systems, written as files in the layouts that sources read."""
