"""A text as the search reads it: plain lower-case words, the same for every database."""

import re
import unicodedata

MOST_WORDS, LONGEST_WORD = 8, 40
_WORD = re.compile(r"[^\W_]+")


def plain_words(text: str) -> list[str]:
    """The words of a text: letters and figures only, without accents or hidden marks."""
    if text.isascii() and text.isalnum():  # one plain word, as most are that a page marks
        return [text.casefold()[:LONGEST_WORD]]
    apart = unicodedata.normalize("NFKD", text)
    # A mark of no width, a soft hyphen and an accent are part of the word they stand in.
    shown = "".join(one for one in apart if unicodedata.category(one) not in ("Cf", "Mn"))
    shown = re.sub(r"(?<=[^\W\d_])['’](?=[^\W\d_])", "", shown)
    return [word[:LONGEST_WORD] for word in _WORD.findall(shown.casefold())]


def search_text(*texts: str) -> str:
    """Texts as one line of plain words."""
    return " ".join(word for text in texts for word in plain_words(text))


def words_asked(text: str) -> list[str]:
    """What somebody looks for: each word once, not more than eight."""
    return list(dict.fromkeys(plain_words(text)))[:MOST_WORDS]
