"""A pack as a tagged PDF (PDF/UA-1), set by Typst without any font or package from outside.

Typst refuses to write PDF/UA without a title, a language and words for every picture, and
refuses a letter that it has no shape for: such letters are replaced, and the pack says so.
"""

import json
import re
from datetime import datetime
from functools import cache, lru_cache
from importlib.metadata import version
from importlib.resources import files
from typing import Any, Final

import typst

from caresight.vocabulary.refusal import Refusal
from caresight.web.packs.document import Block, Document, Section, Table
from caresight.web.packs.rendering.pictures import paper_chart

LAYOUT = 1
"""Raised whenever the layout changes, so that a rebuilt file is known to differ for a reason."""
RENDERER = f"typst {version('typst')}, layout {LAYOUT}"
STANDARD: Final = "ua-1"
REPLACEMENT = "\N{WHITE SQUARE}"
_COMMON = re.compile(r"[\n\x20-\x7e\xa0-\u024f\u2010-\u2026]")
"""Letters that the embedded fonts are known to have."""
_NO_SHAPE = re.compile(r"the text `\"(.+?)\"` could not be displayed", re.DOTALL)
_NARROWEST, _WIDEST = 7, 30


def pdf_of(document: Document) -> bytes:
    """The pack on paper; the same document gives the same bytes."""
    text = json.dumps(_for_paper(document), ensure_ascii=False, sort_keys=True)
    missing = without_shape("".join(sorted(set(_COMMON.sub("", text)))))
    for letter in missing:
        text = text.replace(letter, REPLACEMENT)
    moment = datetime.fromisoformat(document["frozen_at"])
    return _compile(_layout(), {"pack": text}, moment)


@lru_cache(maxsize=64)
def without_shape(letters: str) -> str:
    """Which of these letters the embedded fonts cannot draw."""
    missing = ""
    while letters:
        try:
            _compile(_TRIAL, {"letters": letters}, None)
        except typst.TypstError as problem:
            found = _NO_SHAPE.search(str(problem))
            # One that is not named would be tried for ever; then all of them are left out.
            unseen = [one for one in letters if found and one in found[1]] or list(letters)
            missing += "".join(unseen)
            letters = "".join(one for one in letters if one not in unseen)
        else:
            break
    return missing


_TRIAL = (
    b'#set document(title: "Letters")\n#set text(lang: "en", font: "Libertinus Serif")\n'
    b"#for one in sys.inputs.letters.codepoints() [#one ]"
)


def _compile(markup: bytes, given: dict[str, str], moment: datetime | None) -> bytes:
    made = typst.compile(
        markup,
        sys_inputs=given,
        pdf_standards=[STANDARD],
        ignore_system_fonts=True,
        timestamp=moment,
    )
    if not isinstance(made, bytes):
        raise Refusal("The pack could not be set on paper.", expected="one file", came="none")
    return made


@cache
def _layout() -> bytes:
    return files(__package__).joinpath("pack.typ").read_bytes()


def _for_paper(document: Document) -> dict[str, Any]:
    return {
        "title": document["title"],
        "invented": document["invented"],
        "mark": "Invented data" if document["invented"] else "In confidence",
        "cover": document["cover"],
        "sections": [_section(section) for section in document["sections"]],
    }


def _section(section: Section) -> dict[str, Any]:
    return {
        "title": section["title"],
        # Each home on a page of its own: it can be taken out, or handed on, alone.
        "new_page": section["id"].startswith("home-"),
        "parts": [
            {"heading": part["heading"], "blocks": [_block(one) for one in part["blocks"]]}
            for part in section["parts"]
        ],
    }


def _block(block: Block) -> dict[str, Any]:
    if block["type"] == "chart":
        return {
            "type": "chart",
            "title": block["title"],
            "svg": paper_chart(block),
            "alt": f"{block['title']}. {block['series']['alternative']}",
        }
    if block["type"] == "table":
        return {**block, "widths": widths(block)}
    return dict(block)


def widths(table: Table) -> list[int]:
    """How wide each column is against the others: as its words, neither tiny nor greedy."""
    return [
        max(
            _NARROWEST,
            min(
                _WIDEST,
                max(len(text) for text in (column["label"], *(row[at] for row in table["rows"]))),
            ),
        )
        for at, column in enumerate(table["columns"])
    ]
