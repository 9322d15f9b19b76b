"""The regulator's overall ratings, in order, and the words that are not ratings.

CQC's files write “Requires improvement” and “Requires Improvement” in one edition;
`rating_of` reads both, and returns None for what is no rating at all.
"""

RATINGS = ("Inadequate", "Requires improvement", "Good", "Outstanding")
"""Worst first: the position plus one is the score."""

NOT_RATED = (
    "Inspected but not rated",
    "Insufficient evidence to rate",
    "Not yet inspected",
    "No published rating",
    "Do not include in report",
)

_BY_FOLDED = {rating.casefold(): rating for rating in RATINGS}


def rating_of(text: str | None) -> str | None:
    """The published rating that a text names, or None where it names none."""
    return _BY_FOLDED.get((text or "").strip().casefold())


def step_name(score: float, register: str) -> str:
    """A step of a register's ratings as a sentence has it: “good”, “with 3 stars”."""
    if register == "cqc" and 1 <= score <= len(RATINGS):
        return RATINGS[int(score) - 1].lower()
    return f"with {score:g} star" + ("" if score == 1 else "s")


def rating_score(rating: str | None) -> int | None:
    """1 for Inadequate to 4 for Outstanding; None where there is no rating."""
    known = rating_of(rating)
    return None if known is None else RATINGS.index(known) + 1
