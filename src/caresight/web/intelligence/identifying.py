"""Finds what may identify a person in a text: names, NHS numbers, birth dates and the like.

Pure text screening, by rules that can be read. It cannot know every name, and it takes some
words for names that are none; so that what it finds is shown to a person, who decides.
"""

import re
import unicodedata
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from enum import StrEnum

from caresight.web.intelligence.naming import named_persons


class Identifies(StrEnum):
    """What a part of a text gives away."""

    NAME = "name"
    NHS_NUMBER = "nhs_number"
    BIRTH_DATE = "birth_date"
    PHONE = "phone"
    EMAIL = "email"
    PLACE = "place"

    @property
    def label(self) -> str:
        """As a page words it."""
        return _LABELS[self]


_LABELS = {
    Identifies.NAME: "may be a name or initials",
    Identifies.NHS_NUMBER: "may be an NHS number",
    Identifies.BIRTH_DATE: "may be a date of birth",
    Identifies.PHONE: "may be a phone number",
    Identifies.EMAIL: "is an e-mail address",
    Identifies.PLACE: "is a room, an address or a postcode",
}


@dataclass(frozen=True, order=True)
class Finding:
    """A part of a text that may identify somebody, by its place in the text as it was sent."""

    start: int
    end: int
    kind: Identifies
    text: str

    @property
    def why(self) -> str:
        """What the part may give away, in words."""
        return self.kind.label


def identifying_parts(text: str, *, allowed: Iterable[str] = ()) -> list[Finding]:
    """The parts that may identify a person, in their order and without overlap.

    `allowed` are names of homes, places and agencies that identify nobody.
    """
    seen, places = _visible(text)
    found: list[tuple[int, int, Identifies]] = []
    for kind, finder in _FINDERS:
        found += [(start, end, kind) for start, end in finder(seen)]
    for start, end in named_persons(seen, allowed=allowed):
        found.append((start, end, Identifies.NAME))
    kept: list[Finding] = []
    # Of two that overlap, the one that begins first, and of those the longer, is shown.
    for start, end, kind in sorted(found, key=lambda one: (one[0], -one[1])):
        if not kept or places[start] >= kept[-1].end:
            first, after = places[start], places[end - 1] + 1
            kept.append(Finding(first, after, kind, text[first:after]))
    return kept


def without_parts(text: str, findings: Iterable[Finding], *, put: str = "[left out]") -> str:
    """The text with each part replaced."""
    made, at = [], 0
    for finding in sorted(findings):
        made += [text[at : finding.start], put]
        at = finding.end
    return "".join([*made, text[at:]])


def pieces(text: str, findings: Iterable[Finding]) -> list[tuple[str, Finding | None]]:
    """The text cut into what is plain and what is found, for a page that marks the latter."""
    made: list[tuple[str, Finding | None]] = []
    at = 0
    for finding in sorted(findings):
        made += [(text[at : finding.start], None), (finding.text, finding)]
        at = finding.end
    return [piece for piece in [*made, (text[at:], None)] if piece[0]]


def is_nhs_number(digits: str) -> bool:
    """Whether ten digits bear the check digit of an NHS number (modulus 11)."""
    if len(digits) != 10 or not digits.isdigit() or len(set(digits)) == 1:
        return False
    total = sum(int(digit) * (10 - place) for place, digit in enumerate(digits[:9]))
    return (11 - total % 11) % 11 == int(digits[9])


def _visible(text: str) -> tuple[str, list[int]]:
    """The text as the eye sees it, and where each of its letters stands in what was sent.

    Marks of no width can be put between letters so that a machine misses a name.
    """
    letters, places = [], []
    for place, letter in enumerate(text):
        if unicodedata.category(letter) == "Cf":
            continue
        # Full-width and other dressed-up letters and figures are read as the plain ones.
        plain = unicodedata.normalize("NFKC", letter) if ord(letter) > 0x2000 else letter
        for one in plain or letter:
            letters.append(one)
            places.append(place)
    return "".join(letters), places


_MONTH = (
    "(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|"
    "sep(?:t(?:ember)?)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)"
)
_OLD_YEAR = r"(?:18[89]\d|19\d\d)"
_DAY = r"\d{1,2}(?:st|nd|rd|th)?"
_ANY_DATE = (
    rf"(?:\d{{1,2}}\s?[/.-]\s?\d{{1,2}}\s?[/.-]\s?(?:\d{{4}}|\d{{2}})|\d{{4}}-\d{{1,2}}-\d{{1,2}}|"
    rf"{_DAY}\s+(?:of\s+)?{_MONTH}\.?,?\s+\d{{2,4}}|{_MONTH}\.?\s+{_DAY},?\s+\d{{4}})"
)
_BORN = re.compile(
    rf"\b(?:d\.?\s?o\.?\s?b\.?|dates?\s+of\s+birth|birth\s?date|born(?:\s+(?:on|in))?|birthday)"
    rf"\W{{0,3}}(?:is\s+|was\s+|on\s+)?({_ANY_DATE}|{_OLD_YEAR})\b",
    re.IGNORECASE,
)
_OLD_DATE = re.compile(
    rf"\b(?:\d{{1,2}}\s?[/.-]\s?\d{{1,2}}\s?[/.-]\s?{_OLD_YEAR}|{_OLD_YEAR}-\d{{1,2}}-\d{{1,2}}|"
    rf"{_DAY}\s+(?:of\s+)?{_MONTH}\.?,?\s+{_OLD_YEAR}|{_MONTH}\.?\s+{_DAY},?\s+{_OLD_YEAR}|"
    r"\d{1,2}/\d{1,2}/[3-9]\d)(?!\d)",
    re.IGNORECASE,
)
_TEN_DIGITS = re.compile(r"(?<![\d.])\d{3}[\s.-]?\d{3}[\s.-]?\d{4}(?!\d)")
_NHS_SAID = re.compile(
    r"\bnhs\s*(?:no|num|number|nr|#)?\W{0,3}(\d(?:[\s.-]?\d){7,11})(?!\d)", re.IGNORECASE
)
_PHONE = re.compile(
    r"(?<![\d.,])(?:\+44\s?(?:\(0\)\s?)?|0044\s?|\(?0)(?:[1-3]|7)\d(?:[\s()-]{0,2}\d){7,8}(?!\d)"
)
_EMAIL = re.compile(r"[\w.+-]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63}){1,5}")
_PLACE = re.compile(
    r"\b(?:(?:room|rm|bed|flat|apartment|bedroom)\s*(?:no\.?|number|#)?\s*\d{1,3}[a-z]?\b|"
    r"[a-z]{1,2}\d[a-z\d]?\s?\d[abd-hjlnp-uw-z]{2}\b)",
    re.IGNORECASE,
)


def _birth_dates(text: str) -> Iterator[tuple[int, int]]:
    yield from (match.span(1) for match in _BORN.finditer(text))
    yield from (match.span() for match in _OLD_DATE.finditer(text))


def _nhs_numbers(text: str) -> Iterator[tuple[int, int]]:
    yield from (match.span(1) for match in _NHS_SAID.finditer(text))
    for match in _TEN_DIGITS.finditer(text):
        if is_nhs_number(re.sub(r"\D", "", match[0])):
            yield match.span()


def _spans(pattern: re.Pattern[str]) -> Callable[[str], Iterator[tuple[int, int]]]:
    return lambda text: (match.span() for match in pattern.finditer(text))


_FINDERS: tuple[tuple[Identifies, Callable[[str], Iterable[tuple[int, int]]]], ...] = (
    (Identifies.EMAIL, _spans(_EMAIL)),
    (Identifies.NHS_NUMBER, _nhs_numbers),
    (Identifies.BIRTH_DATE, _birth_dates),
    (Identifies.PHONE, _spans(_PHONE)),
    (Identifies.PLACE, _spans(_PLACE)),
)
