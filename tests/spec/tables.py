"""Tables as text: the first line names the columns, a blank cell is not known."""


def parse(text: str) -> list[dict[str, str]]:
    """Rows of a table whose cells are divided by |."""
    lines = [line for line in text.strip().splitlines() if line.strip()]
    cells = [[cell.strip() for cell in line.split("|")] for line in lines]
    return [dict(zip(cells[0], row, strict=True)) for row in cells[1:]]


def number(cell: str) -> float | None:
    """A cell as a number; blank is None."""
    return float(cell) if cell else None
