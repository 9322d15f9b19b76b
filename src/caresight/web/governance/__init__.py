"""For the information-governance lead: the trail, retention, holds, a person's own data."""
