"""Deal out the faults of data: homes that copy, guess or round, and slips in single rows."""

from collections.abc import Callable

from caresight.worlds import rates
from caresight.worlds.drawing import Draw
from caresight.worlds.truth import Happening

How = Callable[[Draw, str], None]
"""Deals one thing to a free home; the text is the story that the demo knows it by."""


def still_reporting(draw: Draw, story: str) -> None:
    """A home that closes and whose returns keep coming."""
    home = draw.take(beds=8)
    if home is not None:
        month = int(draw.rng.integers(6, draw.months - 4))
        draw.made.append(Happening(home, "closure", month, None, (), story, "closed"))
        note = "closed, yet returns keep coming, each the same as the last"
        draw.made.append(Happening(home, "still_reporting", month + 1, month + 3, (), story, note))


def reporting_fault(kind: str, note: str, low: int, high: int) -> How:
    """A way of reporting badly, begun `low` to `high` months before the end."""

    def draw_one(draw: Draw, story: str) -> None:
        home = draw.take(beds=25, kind=rates.RESIDENTIAL) or draw.take(beds=12)
        if home is not None:
            start = max(2, draw.months - int(draw.rng.integers(low, high)))
            draw.made.append(Happening(home, kind, start, None, (), story, note))

    return draw_one


def dual_registration(draw: Draw, story: str) -> None:
    """One building that the register lists twice."""
    home = draw.take(beds=8)
    if home is not None:
        note = "one building that the register lists twice, under two location ids"
        draw.made.append(Happening(home, "dual_registration", 0, None, (), story, note))


def shared_postcode(draw: Draw, story: str) -> None:
    """Two homes that only a name and a house number tell apart."""
    home = draw.take(beds=4)
    if home is not None:
        note = "two different homes behind one postcode"
        draw.made.append(Happening(home, "shared_postcode", 0, None, (), story, note))


def file_fault(draw: Draw, kind: str) -> None:
    """A slip in a single row of a file."""
    home = draw.take(beds=8)
    if home is not None:
        month = int(draw.rng.integers(3, draw.months))
        note = "a row as it is written in the file, once; care is not touched"
        draw.made.append(Happening(home, kind, month, month, (), "", note))
