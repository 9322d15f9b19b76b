"""What a rule may say of a point on a chart, as bits, so that one byte holds all of it."""

from enum import IntFlag


class Mark(IntFlag):
    """Special-cause marks of one point; several may hold at once.

    Every point that belongs to a pattern bears its mark, not only the last one.
    """

    OUTSIDE_HIGH = 1
    OUTSIDE_LOW = 2
    TREND_UP = 4
    TREND_DOWN = 8
    TWO_IN_THREE_HIGH = 16
    TWO_IN_THREE_LOW = 32
    SHIFT_HIGH = 64
    SHIFT_LOW = 128


HIGH_MARKS = Mark.OUTSIDE_HIGH | Mark.TREND_UP | Mark.TWO_IN_THREE_HIGH | Mark.SHIFT_HIGH
LOW_MARKS = Mark.OUTSIDE_LOW | Mark.TREND_DOWN | Mark.TWO_IN_THREE_LOW | Mark.SHIFT_LOW
