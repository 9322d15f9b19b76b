"""What groups of homes show for an indicator over time: a few lines with their names."""

import textwrap
from collections.abc import Sequence

from django.utils.safestring import SafeString

from caresight.pipeline.release_index.documents import PeerLevel
from caresight.web.ui import svg
from caresight.web.ui.charts.frame import Frame
from caresight.web.ui.charts.scale import runs, value_room
from caresight.web.ui.values import scale_ends

_ROOM = 30
"""Letters that fit beside the lines."""
_LINE = 14.0
MOST = 4
"""More lines than this cannot be told apart; the table has them all."""


def trend(levels: Sequence[PeerLevel], *, title: str, unit: str) -> SafeString:
    """The lines, each named at its end and drawn with a dash of its own."""
    frame = Frame(right=190)
    drawn = levels[:MOST]
    months = sorted({period for level in drawn for period in level["periods"]})
    place = {period: index for index, period in enumerate(months)}
    low, high = value_room(
        (value for level in drawn for value in level["values"]), ends=scale_ends(unit)
    )
    x, y = frame.x(0, max(1, len(months) - 1)), frame.y(low, high)
    parts = [*frame.value_axis(low, high, unit), *frame.month_axis(months, x)]
    taken: list[float] = []
    for number, level in enumerate(drawn):
        values: list[float | None] = [None] * len(months)
        for period, value in zip(level["periods"], level["values"], strict=False):
            values[place[period]] = value
        for stretch in runs(values):
            parts.append(svg.polyline([(x(i), y(v)) for i, v in stretch], f"line line-{number}"))
            end = y(stretch[-1][1]) + 4
        if any(value is not None for value in values):
            lines = textwrap.wrap(_name(level), _ROOM, max_lines=2, placeholder="…")
            while any(_too_near(end, line, taken) for line in range(len(lines))):
                end += _LINE / 2
            for n, words in enumerate(lines):
                taken.append(end + _LINE * n)
                parts.append(frame.label(words, frame.end + 8, taken[-1], f"tick name-{number}"))
    return svg.picture(parts, width=frame.width, height=frame.height, title=title, class_="chart")


def _name(level: PeerLevel) -> str:
    """The group's own kind tells it apart where all are peers; the table has the full words."""
    words = level["stratum"] or level["label"]
    return words[:1].upper() + words[1:]


def _too_near(end: float, line: int, taken: Sequence[float]) -> bool:
    return any(abs(end + _LINE * line - other) < _LINE for other in taken)
