"""Arrays in, arrays out. Knows no table, no file and no clock."""
