"""Many measurements become few signals, and signals a profile."""
