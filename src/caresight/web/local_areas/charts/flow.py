"""How the delays of an area divide: one stream of days that splits into three.

Each stream has a pattern of its own and its words beside it; its table stands below.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.safestring import SafeString

from caresight.web.ui import svg
from caresight.web.ui.charts.patterns import definitions, fill_of

WIDTH = 440.0
_LEFT, _RIGHT, _TOP, _HIGH = 12.0, 240.0, 34.0, 150.0
_GAP = 14.0
_TALLEST_WORDS = 40.0
_THINNEST = 2.0
_FILLS = (1, 2, 4)
"""Dots, stripes and solid: told apart without colour."""


@dataclass(frozen=True)
class Stream:
    """One part of the whole, and what is written beside it."""

    words: str
    value: float
    said: str


def flow(streams: Sequence[Stream], *, whole: str, title: str) -> SafeString:
    """The whole on the left, its parts on the right, as thick as their share."""
    total = sum(stream.value for stream in streams) or 1.0
    parts = [definitions("flow"), _words(whole, _LEFT - 12, 18)]
    start, end = _TOP + _GAP, _TOP
    for stream, filling in zip(streams, _FILLS, strict=False):
        thick = max(_THINNEST, _HIGH * stream.value / total)
        fill = fill_of("flow", filling)
        shape = _ribbon(start, end, thick)
        parts.append(svg.element("path", d=shape, fill=fill, class_="flow-stream"))
        middle = end + max(thick, _TALLEST_WORDS) / 2
        parts.append(_words(stream.words, _RIGHT + 12, middle - 2))
        parts.append(
            svg.element("text", stream.said, class_="flow-said", x=_RIGHT + 12, y=middle + 16)
        )
        start, end = start + thick, end + max(thick, _TALLEST_WORDS) + _GAP
    block = {"x": _LEFT - 10, "y": _TOP + _GAP, "width": 10, "height": start - _TOP - _GAP}
    parts.append(svg.element("rect", class_="flow-whole", **block))
    return svg.picture(parts, width=WIDTH, height=end, title=title, class_="flow")


def _words(words: str, x: float, y: float) -> str:
    return svg.element("text", words, class_="flow-words", x=x, y=y)


def _ribbon(start: float, end: float, thick: float) -> str:
    """From a place on the left to one on the right, in a gentle bend."""
    bend = (_LEFT + _RIGHT) / 2
    return (
        f"M{_LEFT:.0f} {start:.1f}C{bend:.0f} {start:.1f} {bend:.0f} {end:.1f} "
        f"{_RIGHT:.0f} {end:.1f}v{thick:.1f}C{bend:.0f} {end + thick:.1f} "
        f"{bend:.0f} {start + thick:.1f} {_LEFT:.0f} {start + thick:.1f}z"
    )
