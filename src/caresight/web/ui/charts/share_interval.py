"""A share between 0 and 100%, with its interval: small enough for a cell of a table."""

from django.utils.safestring import SafeString

from caresight.web.ui import svg
from caresight.web.ui.charts.scale import linear
from caresight.web.ui.words import percent

WIDTH, HEIGHT, EDGE = 128.0, 26.0, 6.0


def share_interval(share: float | None, lower: float | None, upper: float | None) -> SafeString:
    """The bar; a share that is not known is the empty range."""
    x, middle = linear(0, 1, EDGE, WIDTH - EDGE), HEIGHT / 2
    parts = [svg.element("line", class_="range", x1=x(0), x2=x(1), y1=middle, y2=middle)]
    if lower is not None and upper is not None:
        parts.append(
            svg.element(
                "line", class_="own-interval", x1=x(lower), x2=x(upper), y1=middle, y2=middle
            )
        )
    if share is not None:
        parts.append(svg.element("circle", class_="own", cx=x(share), cy=middle, r=5))
    return svg.picture(
        parts, width=WIDTH, height=HEIGHT, title=in_words(share, lower, upper), class_="peers"
    )


def in_words(share: float | None, lower: float | None, upper: float | None) -> str:
    """The share and its interval in words."""
    if share is None or lower is None or upper is None:
        return percent(share)
    return f"{percent(share)}; allowing for chance, {percent(lower)} to {percent(upper)}"
