"""Finds what may be a person's name: after a title, by initials, or as capitalised words."""

import re
from collections.abc import Iterable, Iterator

from caresight.web.intelligence.name_words import (
    CERTAIN_TITLES,
    FIRST_NAMES,
    NAMES_AND_WORDS,
    NOT_A_NAME,
    NOT_INITIALS,
    PERSON_WORDS,
    PLACE_WORDS,
    TITLES,
)

_LETTER = r"[^\W\d_]"
_WORD = re.compile(rf"{_LETTER}+(?:['’-]{_LETTER}+)*")
_TITLE = re.compile(rf"\b({'|'.join(sorted(TITLES))})\b\.?\s+", re.IGNORECASE)
_CALLED = re.compile(
    rf"\b(?:called|named|name\s+is|name’s|name's|known\s+as|names?\s*:|ref(?:erring)?\s+to)\s+"
    rf"(?={_LETTER})",
    re.IGNORECASE,
)
_DOTTED = re.compile(r"\b(?:[A-Z]\.\s?){1,3}(?:(?<=\.\s)|(?<=\.))[A-Z][^\W\d_]+|\b(?:[A-Z]\.){2,4}")
_INITIALS = re.compile(
    rf"\b(?i:{PERSON_WORDS})(?:\s*[:(,-]|\s+(?i:is|was))?\s*\b([A-Z](?:[\s.]?[A-Z]){{0,2}})\b(?![’'\w])"
)
_COMMON_ENDING = re.compile(r"(?:ed|ing|ly|tion|tions|ment|ness|ings?)$")
"""Of words that begin a sentence and are hardly ever a given name."""
_AT_A_PLACE = re.compile(r"\b(?:in|at|near|from|of|the|a|an|by|around|towards)\s+$", re.IGNORECASE)
_TO_SOMEBODY = re.compile(
    rf"\b(?:to|with|told|asked|saw|helped|met|{PERSON_WORDS})[\s,:]+$", re.IGNORECASE
)
_DOES_SOMETHING = re.compile(
    r"(?:['’]s\b|\s+(?:fell|said|says|told|asked|died|lives|cried|went|came|seemed|looked|felt|"
    r"had|has|was|is|complained|shouted|refused|wandered|choked)\b)"
)
_SENTENCE_END = re.compile(r"(?:^|[.!?:;\n\r•]|[-–—]\s)[\s\"'“‘(\[*]*$")
_DOTTED_WORDS = frozenset("A.M. P.M. N.H.S. U.K. E.G. I.E. G.P. N.B. D.O.B. P.S.".split())

Span = tuple[int, int]


def named_persons(text: str, *, allowed: Iterable[str] = ()) -> Iterator[Span]:
    """Where a text seems to name a person."""
    harmless = frozenset(word.casefold() for name in allowed for word in _WORD.findall(name))
    yield from _after_titles(text, harmless)
    yield from _after_called(text, harmless)
    yield from _initials(text)
    yield from _capitalised(text, harmless)


def _after_titles(text: str, harmless: frozenset[str]) -> Iterator[Span]:
    for match in _TITLE.finditer(text):
        title = match[1].casefold()
        end = match.end()
        # "Mr and Mrs Smith": the name is found at the second title.
        for word in _following(text, end, most=3):
            plain = word[0].casefold()
            if not (word[0][0].isupper() or (title in CERTAIN_TITLES and end == match.end())):
                break
            if plain in NOT_A_NAME or plain in TITLES or plain in PLACE_WORDS:
                break
            if plain in harmless and plain not in FIRST_NAMES and end != match.end():
                break
            end = word.end()
        if end > match.end() and (match[1][0].isupper() or title in CERTAIN_TITLES):
            yield match.start(), end


def _after_called(text: str, harmless: frozenset[str]) -> Iterator[Span]:
    for match in _CALLED.finditer(text):
        words = list(_following(text, match.end(), most=3))
        run = []
        for word in words:
            if not word[0][0].isupper() or word[0].casefold() in NOT_A_NAME:
                break
            run.append(word)
        plain = {word[0].casefold() for word in run}
        if run and not plain & PLACE_WORDS and not plain <= harmless:
            yield run[0].start(), run[-1].end()


def _initials(text: str) -> Iterator[Span]:
    for match in _DOTTED.finditer(text):
        if match[0].upper().replace(" ", "") not in _DOTTED_WORDS:
            yield match.span()
    for match in _INITIALS.finditer(text):
        letters = re.sub(r"[\s.]", "", match[1]).casefold()
        if letters not in NOT_INITIALS and letters not in ("a", "i"):
            yield match.span(1)


def _capitalised(text: str, harmless: frozenset[str]) -> Iterator[Span]:
    """Runs of capitalised words that are no place and no words of the field."""
    shouted = _is_shouted(text)
    run: list[re.Match[str]] = []
    for word in [*_WORD.finditer(text), None]:
        if word and _is_capital(word[0]) and (not run or _adjoins(text, run[-1], word)):
            run.append(word)
            continue
        yield from _name_in(text, run, harmless, shouted=shouted)
        run = [word] if word and _is_capital(word[0]) else []


def _name_in(
    text: str, run: list[re.Match[str]], harmless: frozenset[str], *, shouted: bool
) -> Iterator[Span]:
    if not run or any(_plain(word) in PLACE_WORDS for word in run):
        # A given name beside a place is still a name: "Joan from Rowan Court" is two runs.
        return
    part: list[re.Match[str]] = []
    for word, after in zip([*run, None], [*run[1:], None, None], strict=True):
        if word and not _is_known(word, after, harmless):
            part.append(word)
            continue
        if part and _is_name(text, part, shouted=shouted):
            yield part[0].start(), part[-1].end()
        part = []


def _is_known(word: re.Match[str], after: re.Match[str] | None, harmless: frozenset[str]) -> bool:
    plain = _plain(word)
    if plain in FIRST_NAMES:
        return False
    if plain in NAMES_AND_WORDS and after and not _is_known(after, None, harmless):
        return False
    return plain in NOT_A_NAME or plain in harmless or plain in NOT_INITIALS or plain in TITLES


def _is_name(text: str, part: list[re.Match[str]], *, shouted: bool) -> bool:
    plain = [_plain(word) for word in part]
    if any(word in FIRST_NAMES for word in plain):
        return True
    if shouted:
        return False
    if len(part) == 1:
        return _acts_as_person(text, part[0])
    if len(part) == 2 and _begins_sentence(text, part[0]) and _COMMON_ENDING.search(plain[0]):
        # "Visited Wendover": the first word has its capital from the sentence.
        return False
    # Two abbreviations beside each other are no person.
    return not all(word[0].isupper() and len(word[0]) > 1 for word in part)


def _acts_as_person(text: str, word: re.Match[str]) -> bool:
    """Whether one capitalised word stands where a person would: spoken to, or doing something."""
    if word[0].isupper() or _plain(word) in NAMES_AND_WORDS:
        return False
    before, after = text[max(0, word.start() - 24) : word.start()], text[word.end() :][:24]
    if _AT_A_PLACE.search(before):
        return False
    return bool(_TO_SOMEBODY.search(before)) or bool(_DOES_SOMETHING.match(after))


def _following(text: str, at: int, *, most: int) -> Iterator[re.Match[str]]:
    for _ in range(most):
        word = _WORD.match(text, at)
        if word is None:
            return
        yield word
        gap = re.compile(r"\.?[ \t]+").match(text, word.end())
        if gap is None or (gap[0].startswith(".") and len(word[0]) > 1):
            return
        at = gap.end()


def _plain(word: re.Match[str]) -> str:
    return re.sub(r"['’]s$", "", word[0]).casefold()


def _is_capital(word: str) -> bool:
    return word[0].isupper() and (len(word) > 1)


def _adjoins(text: str, before: re.Match[str], word: re.Match[str]) -> bool:
    between = text[before.end() : word.start()]
    return between.strip(" \t") == "" and 0 < len(between) <= 2


def _begins_sentence(text: str, word: re.Match[str]) -> bool:
    return bool(_SENTENCE_END.search(text[max(0, word.start() - 12) : word.start()] or ""))


def _is_shouted(text: str) -> bool:
    letters = [letter for letter in text if letter.isalpha()]
    return bool(letters) and sum(map(str.isupper, letters)) > 0.6 * len(letters)
