"""Pictures of areas, drawn as SVG text."""
