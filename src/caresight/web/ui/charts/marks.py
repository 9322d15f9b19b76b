"""How a marked point looks and is called: by letter, shape and colour together.

The bits are those of statistics.control_charts.Mark, written out so that the web need
not load the numerics to draw a point; a test holds the two together.
"""

from caresight.web.ui import svg

HIGH = 1 | 4 | 16 | 64
LOW = 2 | 8 | 32 | 128
_RULES = (
    (1 | 2, "outside the limits"),
    (4 | 8, "part of a trend"),
    (16 | 32, "two of three close to a limit"),
    (64 | 128, "part of a run on one side of the mean"),
)


def direction(mark: int) -> str:
    """H for unusually high, L for unusually low, empty for common cause."""
    if mark & HIGH:
        return "H"
    return "L" if mark & LOW else ""


def tone(mark: int, polarity: str) -> str:
    """concern, improvement, neutral or common: which word and colour a mark takes."""
    letter = direction(mark)
    if not letter:
        return "common"
    if polarity not in ("higher_is_better", "lower_is_better"):
        return "neutral"
    welcome = "H" if polarity == "higher_is_better" else "L"
    return "improvement" if letter == welcome else "concern"


def reasons(mark: int) -> str:
    """Which rules marked a point, in words."""
    return ", ".join(words for bits, words in _RULES if mark & bits)


def shape(x: float, y: float, mark: int, polarity: str, *, size: float = 4.5) -> str:
    """A point: a dot for common cause, a triangle pointing the way for the unusual."""
    letter, kind = direction(mark), tone(mark, polarity)
    if not letter:
        return svg.element("circle", class_="point", cx=x, cy=y, r=size * 0.7)
    tip = -size * 1.2 if letter == "H" else size * 1.2
    corners = (
        f"{x:.1f},{y + tip:.1f} {x - size:.1f},{y - tip / 2:.1f} {x + size:.1f},{y - tip / 2:.1f}"
    )
    return f'<polygon class="mark-{kind}" points="{corners}"/>'
