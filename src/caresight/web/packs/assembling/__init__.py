"""From rows to documents. Reading the database is `gathering`; all else is pure."""
