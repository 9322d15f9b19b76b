"""The trail of who read and changed what: append-only, each entry sealed by the one before it."""
