"""Which direction of a measure is welcome. Colour and words are chosen in presenters."""

from enum import StrEnum


class Polarity(StrEnum):
    """The welcome direction of an indicator."""

    HIGHER_IS_BETTER = "higher_is_better"
    LOWER_IS_BETTER = "lower_is_better"
    NEUTRAL = "neutral"


class Direction(StrEnum):
    """What a signal says of a home, once polarity has been applied."""

    CONCERNING = "concerning"
    IMPROVING = "improving"
    NEUTRAL = "neutral"
