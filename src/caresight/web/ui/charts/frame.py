"""The frame of a large chart: its room, its axes and their words."""

from collections.abc import Sequence
from dataclasses import dataclass

from caresight.web.ui import svg
from caresight.web.ui.charts.scale import Scale, linear, ticks
from caresight.web.ui.values import axis_figure
from caresight.web.ui.words import month


@dataclass(frozen=True)
class Frame:
    """A rectangle with margins, in the picture's own units."""

    width: float = 720
    height: float = 280
    left: float = 52
    right: float = 92
    top: float = 22
    bottom: float = 34

    @property
    def floor(self) -> float:
        """The place of the lowest value."""
        return self.height - self.bottom

    @property
    def end(self) -> float:
        """The place of the rightmost value."""
        return self.width - self.right

    def x(self, low: float, high: float) -> Scale:
        """The scale from left to right."""
        return linear(low, high, self.left, self.end)

    def y(self, low: float, high: float) -> Scale:
        """The scale from floor to ceiling."""
        return linear(low, high, self.floor, self.top)

    def value_axis(self, low: float, high: float, unit: str) -> list[str]:
        """Quiet lines across, with their values on the left."""
        y, parts = self.y(low, high), []
        for tick in ticks(low, high):
            parts.append(
                svg.element(
                    "line", class_="grid", x1=self.left, x2=self.end, y1=y(tick), y2=y(tick)
                )
            )
            parts.append(
                svg.element(
                    "text",
                    axis_figure(round(tick, 10), unit),
                    class_="tick end",
                    x=self.left - 8,
                    y=y(tick) + 4,
                )
            )
        return parts

    def month_axis(self, periods: Sequence[str], x: Scale) -> list[str]:
        """A handful of months under the floor, the last one always among them."""
        last = len(periods) - 1
        step = max(1, -(-len(periods) // 6))
        named = range(last, -1, -step)
        return [
            svg.element(
                "text", month(periods[index]), class_="tick middle", x=x(index), y=self.floor + 22
            )
            for index in named
        ]

    def label(self, text: str, x: float, y: float, class_: str = "tick") -> str:
        """Words beside a line."""
        return svg.element("text", text, class_=class_, x=x, y=y)
