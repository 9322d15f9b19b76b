"""Details that identify a resident, in a store of their own, opened with a reason only."""
