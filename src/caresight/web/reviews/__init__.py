"""The meeting that any member can call at once: risk summit, rapid quality review."""
