"""Words as types: what a period, an agency, an area, a polarity is. Knows nothing of data."""
