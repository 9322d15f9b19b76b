"""Elements of SVG as text: attributes escaped, classes for colours, never an inline style.

The strict content policy refuses inline styles, so that whatever a picture looks like is
said by the stylesheet or by presentation attributes.
"""

from collections.abc import Iterable
from html import escape

from django.utils.safestring import SafeString


def element(name: str, text: str = "", /, **attributes: str | float) -> str:
    """One element; `text` is escaped; `class_` and `stroke_width` become their SVG names."""
    said = "".join(
        f' {key.rstrip("_").replace("_", "-")}="{_value(value)}"'
        for key, value in attributes.items()
    )
    return f"<{name}{said}>{escape(text)}</{name}>" if text else f"<{name}{said}/>"


def group(parts: Iterable[str], **attributes: str | float) -> str:
    """Elements drawn together."""
    opening = element("g", **attributes).removesuffix("/>")
    return f"{opening}>{''.join(parts)}</g>"


def titled(title: str, parts: Iterable[str]) -> str:
    """Elements that tell what they are when pointed at."""
    return f"<g><title>{escape(title)}</title>{''.join(parts)}</g>"


def picture(
    parts: Iterable[str],
    *,
    width: float,
    height: float,
    title: str,
    description: str = "",
    class_: str = "",
) -> SafeString:
    """The whole picture, with what a screen reader says of it."""
    described = f"<desc>{escape(description)}</desc>" if description else ""
    return SafeString(
        f'<svg class="{class_}" viewBox="0 0 {_value(width)} {_value(height)}" '
        f'width="{_value(width)}" height="{_value(height)}" role="img" '
        f'aria-label="{escape(title)}"><title>{escape(title)}</title>{described}'
        f"{''.join(parts)}</svg>"
    )


def polyline(points: Iterable[tuple[float, float]], class_: str) -> str:
    """A line through points."""
    text = " ".join(f"{x:.1f},{y:.1f}" for x, y in points)
    return f'<polyline class="{class_}" points="{text}"/>'


def _value(value: str | float) -> str:
    if isinstance(value, str):
        return escape(value)
    return f"{value:.1f}".removesuffix(".0")
