"""Items in words, for pages and files."""

from caresight.web.intelligence.presenters.exports import (
    FILE_COLUMNS,
    file_row,
)
from caresight.web.intelligence.presenters.lines import (
    Line,
    found_sentence,
    headings_for_form,
    line,
    marked,
    snippet,
)
from caresight.web.intelligence.presenters.page import ItemPage, item_page
from caresight.web.intelligence.presenters.sent import SentLine, sent_line
from caresight.web.ui.words import refs_in_short

__all__ = [
    "FILE_COLUMNS",
    "ItemPage",
    "Line",
    "SentLine",
    "file_row",
    "found_sentence",
    "headings_for_form",
    "item_page",
    "line",
    "marked",
    "refs_in_short",
    "sent_line",
    "snippet",
]
