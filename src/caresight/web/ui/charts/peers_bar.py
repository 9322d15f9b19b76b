"""Where a home stands among its peers: the peers' range, their middle half, its own interval."""

from django.utils.safestring import SafeString

from caresight.web.ui import svg
from caresight.web.ui.charts.scale import linear
from caresight.web.ui.words import percent

WIDTH, HEIGHT, EDGE = 128.0, 26.0, 6.0


def peers_bar(below: float | None, lower: float | None, upper: float | None) -> SafeString:
    """The bar; `below` is the share of peers with a lower value, the others its interval."""
    x, middle = linear(0, 1, EDGE, WIDTH - EDGE), HEIGHT / 2
    parts = [
        svg.element("line", class_="range", x1=x(0), x2=x(1), y1=middle, y2=middle),
        svg.element(
            "rect", class_="middle-half", x=x(0.25), width=x(0.75) - x(0.25), y=9, height=8
        ),
    ]
    if lower is not None and upper is not None:
        parts.append(
            svg.element(
                "line", class_="own-interval", x1=x(lower), x2=x(upper), y1=middle, y2=middle
            )
        )
    if below is not None:
        parts.append(svg.element("circle", class_="own", cx=x(below), cy=middle, r=5))
    return svg.picture(
        parts, width=WIDTH, height=HEIGHT, title=standing(below, lower, upper), class_="peers"
    )


def standing(below: float | None, lower: float | None, upper: float | None) -> str:
    """The standing in words."""
    if below is None:
        return "Not compared with other homes"
    if lower is None or upper is None:
        return f"Higher than {percent(below)} of peers"
    return (
        f"Higher than {percent(below)} of peers; "
        f"allowing for chance, between {percent(lower)} and {percent(upper)}"
    )
