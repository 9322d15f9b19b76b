"""What a row of an impact's months holds; apart, so that a page need not load statistics."""

COLUMNS = (
    "period", "side", "project_events", "project_denominator", "project_rate",
    "comparison_events", "comparison_denominator", "comparison_rate", "expected_rate",
)  # fmt: skip
"""`expected_rate`: of the project homes, had they gone as the comparison homes did."""
