"""Many items from a spreadsheet: read, checked row by row, and only then taken in."""
