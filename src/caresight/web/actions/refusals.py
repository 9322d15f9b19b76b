"""A refusal as a form or a message says it."""

from caresight.vocabulary.refusal import Refusal


def in_words(refusal: Refusal) -> str:
    """The refusal as a paragraph: it starts with a capital, as a page's sentences do."""
    text = str(refusal)
    return f"{text[:1].upper()}{text[1:]}"
