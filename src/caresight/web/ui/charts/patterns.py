"""Fillings that differ by pattern as well as by shade, so that no one needs to see colour."""

from caresight.web.ui import svg

CLASSES = 5
"""So many fillings, from the lightest to the darkest."""
NO_FIGURE = "none"
_MARKS = (
    "",
    '<circle class="dot" cx="2" cy="2" r=".9"/>',
    '<path class="dash" d="M-1 1l2 -2M0 4l4 -4M3 5l2 -2"/>',
    '<path class="dash pale" d="M0 0l4 4M0 4l4 -4"/>',
    "",
)
_HATCHED = '<path class="dash thin" d="M0 2h4"/>'


def definitions(name: str, *, size: float = 8) -> str:
    """The fillings, under ids of their own: a page may hold several pictures."""
    made = [
        _pattern(f"{name}-{place}", f"map-{place}", marks, size)
        for place, marks in enumerate(_MARKS)
    ]
    made.append(_pattern(f"{name}-{NO_FIGURE}", "map-none", _HATCHED, size))
    return f"<defs>{''.join(made)}</defs>"


def fill_of(name: str, place: int | None) -> str:
    """How an element asks for a filling; None is for what has no figure."""
    return f"url(#{name}-{NO_FIGURE if place is None else place})"


def _pattern(identity: str, shade: str, marks: str, size: float) -> str:
    ground = svg.element("rect", class_=shade, width=4, height=4)
    scale = f"scale({size / 4:g})"
    return (
        f'<pattern id="{identity}" width="4" height="4" patternUnits="userSpaceOnUse" '
        f'patternTransform="{scale}">{ground}{marks}</pattern>'
    )
