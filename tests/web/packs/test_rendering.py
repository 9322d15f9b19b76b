"""Paper and spreadsheets: tagged, safe, the same byte for byte in every process."""

import hashlib
import re
import subprocess
import sys
import zlib
from pathlib import Path

import pytest
import typst

from caresight.pipeline.release_index.documents import Series
from caresight.web.packs.document import (
    Bullets,
    Chart,
    Document,
    Fact,
    Part,
    Said,
    Section,
    canonical,
    document_of,
    paragraph,
    table,
)
from caresight.web.packs.rendering import pdf
from caresight.web.packs.rendering.pdf import REPLACEMENT, pdf_of, widths, without_shape
from caresight.web.packs.rendering.pictures import paper_chart
from caresight.web.ui.charts.control_chart import control_chart

HOSTILE = (
    '= Heading #panic() $x$ *bold* <b>html</b> \\\\ `raw` @ref @preview/x:1.0.0 // "q" \u202e \x00'
)


def series(**more: object) -> Series:
    values: dict[str, object] = {
        "indicator": "falls", "title": "Falls", "unit": "per 1,000 bed days",
        "polarity": "lower_is_better", "method": "u", "method_sentence": "A u chart.",
        "rule_set": "x", "periods": [f"2026-{month:02d}-01" for month in range(1, 7)],
        "period_months": 1, "values": [1.0, 2.0, None, 3.0, 9.0, 2.0],
        "numerators": [None] * 6, "denominators": [None] * 6, "centre": [2.0] * 6,
        "lower_limit": [0.5] * 6, "upper_limit": [5.0] * 6, "expected": [2.2] * 6,
        "marks": [0, 0, 0, 0, 1, 0], "qualities": ["good"] * 5 + ["estimated"],
        "standard": 4.0, "alternative": "Falls rose in May.", **more,
    }  # fmt: skip
    return Series(**values)  # type: ignore[typeddict-item]


def document(words: str = "Plain words.") -> Document:
    blocks = [
        paragraph(words, strong=True),
        Bullets(type="bullets", items=[words, words]),
        table("A table", ["Home", "#Falls"], [[words, "3"], ["Two\nlines", "4"]]),
        Said(type="said", head=words, words=words, foot=words),
        Chart(type="chart", title="Falls", series=series()),
    ]
    return Document(
        format=1,
        kind="meeting",
        title="Pack of a test",
        file_name="pack-test-2026-11-21",
        invented=True,
        frozen_at="2026-11-21T09:30:00+00:00",
        cover=[Fact(label="Group", value="Alderbourne")],
        sections=[
            Section(id="home-1", title="1. A home", parts=[Part(heading="X", blocks=blocks)])
        ],
        sheets=[],
    )


def _streams(made: bytes) -> bytes:
    """Everything that a PDF holds, unpacked."""
    found = [made]
    for packed in re.findall(rb"stream\r?\n(.*?)\r?\nendstream", made, re.DOTALL):
        try:
            found.append(zlib.decompress(packed))
        except zlib.error:
            continue
    return b"\n".join(found)


def test_a_pack_on_paper_is_tagged_has_a_language_and_says_that_it_is_pdf_ua() -> None:
    held = _streams(pdf_of(document()))

    assert re.search(rb"/MarkInfo\s*<<[^>]*/Marked true", held)
    assert b"/StructTreeRoot" in held
    assert re.search(rb"/Lang\s*\(en-GB\)", held)
    assert re.search(rb"<pdfuaid:part>1</pdfuaid:part>", held)
    assert b"DisplayDocTitle true" in held


def test_headings_tables_lists_and_pictures_are_tags_and_a_picture_has_its_words() -> None:
    held = _streams(pdf_of(document()))

    for tag in (b"/H1", b"/H2", b"/H3", b"/Table", b"/TH", b"/TD", b"/L", b"/Figure", b"/Caption"):
        assert re.search(rb"/S\s*" + tag + rb"\b", held), tag
    assert b"Falls rose in May." in held


def test_typst_itself_refuses_a_picture_without_words() -> None:
    markup = '#set document(title: "T")\n#image(bytes("<svg xmlns=\\"http://www.w3.org/2000/svg\\" '
    markup += 'viewBox=\\"0 0 1 1\\"/>"), format: "svg")'

    with pytest.raises(typst.TypstError, match="missing alt text"):
        typst.compile(markup.encode(), pdf_standards=["ua-1"])


def test_what_people_write_is_never_read_as_markup() -> None:
    plain = document_of(canonical(document(HOSTILE)))

    made = pdf_of(plain)

    assert made.startswith(b"%PDF")


@pytest.mark.parametrize("words", ["漢字 in a name", "العربية", "😀 smile", "x" * 5000, "", "\n\n"])
def test_letters_without_a_shape_and_odd_lengths_do_not_stop_a_pack(words: str) -> None:
    assert pdf_of(document_of(canonical(document(words)))).startswith(b"%PDF")


def test_letters_that_the_fonts_lack_are_named() -> None:
    assert set(without_shape("漢é▲😀")) == {"漢", "😀"}
    assert without_shape(REPLACEMENT) == ""
    assert without_shape("") == ""


def test_control_letters_and_marks_of_direction_do_not_reach_a_pack() -> None:
    text = canonical(document("a\x00b\u202ec\u200bd\ne"))

    assert "abcd\\ne" in text


@pytest.mark.slow
def test_two_processes_make_the_same_bytes() -> None:
    code = (
        "import hashlib; from tests.web.packs.test_rendering import document; "
        "from caresight.web.packs.rendering.rendered import RENDERERS; "
        "print([hashlib.sha256(one.make(document())).hexdigest() for one in RENDERERS.values()])"
    )
    outcomes = {
        subprocess.run(
            [sys.executable, "-c", code], capture_output=True, text=True, check=True,
            env={"PYTHONHASHSEED": seed, "PATH": "", "PYTHONPATH": ":".join(sys.path),
                 "TZ": zone},
        ).stdout
        for seed, zone in (("1", "UTC"), ("2", "Asia/Tokyo"))
    }  # fmt: skip

    assert len(outcomes) == 1
    assert hashlib.sha256(pdf_of(document())).hexdigest() in next(iter(outcomes))


def test_no_looks_are_missing_for_a_chart_on_paper() -> None:
    chart = Chart(type="chart", title="Falls", series=series(marks=[1, 2, 0, 0, 4, 16]))
    on_page = str(control_chart(chart["series"], title="Falls"))

    drawn = paper_chart(chart)

    assert 'class="' in on_page
    assert 'class="' not in drawn
    assert "style=" not in drawn


def test_wide_columns_do_not_starve_narrow_ones() -> None:
    found = widths(table("T", ["A", "B"], [["x", "y" * 400]]))  # type: ignore[arg-type]

    assert found == [7, 30]


def test_the_layout_travels_with_the_package() -> None:
    assert (Path(pdf.__file__).parent / "pack.typ").is_file()
    assert "**/*.typ" in (Path.cwd() / "pyproject.toml").read_text()
