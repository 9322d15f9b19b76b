"""Charts for paper: as on the page, but each element carries its own looks.

A page's chart gets its looks from the stylesheet, which paper does not have.
"""

import re
from functools import cache

from caresight.web.packs.document import Chart
from caresight.web.ui.charts.control_chart import control_chart

INK, GREY = "#0b0c0c", "#484f54"
CONCERN, IMPROVEMENT, NEUTRAL = "#a84300", "#1d5fa3", "#6b3fa0"
FONT = "Libertinus Serif"
"""A font that Typst carries within itself, so that paper looks the same on every machine."""

LOOKS = {
    "tick": f'font-size="13" fill="{GREY}"',
    "middle": 'text-anchor="middle"',
    "end": 'text-anchor="end"',
    "grid": 'stroke="#e4e6e7" stroke-width="1"',
    "values": f'fill="none" stroke="{INK}" stroke-width="1.6"',
    "centre": f'fill="none" stroke="{GREY}" stroke-width="1.2"',
    "limit": f'fill="none" stroke="{GREY}" stroke-width="1.2" stroke-dasharray="6 4"',
    "expected": f'fill="none" stroke="{NEUTRAL}" stroke-width="1.4" stroke-dasharray="1 3"',
    "standard": 'stroke="#00703c" stroke-width="1.6" stroke-dasharray="10 3 2 3"',
    "point": f'fill="{INK}"',
    "doubtful": f'fill="#ffffff" stroke="{INK}" stroke-width="1.5"',
    "mark-concern": f'fill="{CONCERN}"',
    "mark-improvement": f'fill="{IMPROVEMENT}"',
    "mark-neutral": f'fill="{NEUTRAL}"',
    "letter-concern": f'font-size="13" font-weight="700" text-anchor="middle" fill="{CONCERN}"',
    "letter-improvement": (
        f'font-size="13" font-weight="700" text-anchor="middle" fill="{IMPROVEMENT}"'
    ),
    "letter-neutral": f'font-size="13" font-weight="700" text-anchor="middle" fill="{NEUTRAL}"',
    "chart": "",
}
"""What the stylesheet says of each class that a control chart uses."""

_CLASS = re.compile(r' class="([^"]*)"')


def paper_chart(chart: Chart) -> str:
    """The picture of a chart as SVG that needs no stylesheet."""
    drawn = str(control_chart(chart["series"], title=chart["title"]))
    own_looks = _CLASS.sub(lambda found: _looks(found[1]), drawn)
    return own_looks.replace(
        "<svg", f'<svg xmlns="http://www.w3.org/2000/svg" font-family="{FONT}"', 1
    )


@cache
def _looks(classes: str) -> str:
    """Attributes for classes; a class without looks would draw black, so it is a fault."""
    return "".join(f" {LOOKS[one]}" for one in classes.split() if LOOKS[one])
