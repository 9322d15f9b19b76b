"""Wiring: settings, addresses, server."""
