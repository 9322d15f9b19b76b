"""The only place that knows Django."""
