"""A workbook as an OpenDocument spreadsheet: a zip of five small files, written here.

Every number is a number, every text is text and never a formula. Times inside the zip are
fixed, so that the same workbook gives the same bytes.
"""

import io
import zipfile
from collections.abc import Iterable, Iterator, Sequence
from datetime import UTC
from xml.sax.saxutils import escape, quoteattr

from caresight.web.ui.spreadsheets import Cell, Workbook, Worksheet, laid_out

MEDIA_TYPE = "application/vnd.oasis.opendocument.spreadsheet"
_SPACES = " ".join(
    f'xmlns:{short}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"'
    for short, name in (
        ("office", "office"),
        ("table", "table"),
        ("text", "text"),
        ("style", "style"),
        ("meta", "meta"),
    )
)
_MORE = (
    'xmlns:fo="urn:oasis:names:tc:opendocument:xmlns:xsl-fo-compatible:1.0" '
    'xmlns:dc="http://purl.org/dc/elements/1.1/"'
)
_HEAD = '<?xml version="1.0" encoding="UTF-8"?>\n'
_FIXED = (2020, 1, 1, 0, 0, 0)
_LETTER_WIDTH = 0.21
"""Centimetres that a letter takes, about."""


def ods_bytes(workbook: Workbook) -> bytes:
    """The file."""
    sheets = laid_out(workbook)
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as packed:
        # The first entry is the media type, stored plainly: that is how such a file is known.
        _add(packed, "mimetype", MEDIA_TYPE, method=zipfile.ZIP_STORED)
        _add(packed, "content.xml", "".join(_content(sheets)))
        _add(packed, "styles.xml", _styles(workbook.language))
        _add(packed, "meta.xml", _meta(workbook))
        _add(packed, "META-INF/manifest.xml", _MANIFEST)
    return made.getvalue()


def _add(
    packed: zipfile.ZipFile, name: str, text: str, *, method: int = zipfile.ZIP_DEFLATED
) -> None:
    entry = zipfile.ZipInfo(name, date_time=_FIXED)
    entry.compress_type = method
    entry.external_attr = 0o644 << 16
    packed.writestr(entry, text.encode(), compresslevel=9 if method else None)


def _content(sheets: Sequence[Worksheet]) -> Iterator[str]:
    yield f'{_HEAD}<office:document-content {_SPACES} {_MORE} office:version="1.3">'
    widths = sorted({width for sheet in sheets for width in sheet.widths})
    yield "<office:automatic-styles>"
    for width in widths:
        yield (
            f'<style:style style:name="w{width}" style:family="table-column">'
            f'<style:table-column-properties style:column-width="{width * _LETTER_WIDTH:.2f}cm"/>'
            "</style:style>"
        )
    yield (
        '<style:style style:name="heading" style:family="table-cell">'
        '<style:table-cell-properties fo:wrap-option="wrap"/>'
        '<style:text-properties fo:font-weight="bold"/></style:style>'
        '<style:style style:name="plain" style:family="table-cell">'
        '<style:table-cell-properties fo:wrap-option="wrap" style:vertical-align="top"/>'
        "</style:style></office:automatic-styles><office:body><office:spreadsheet>"
    )
    for sheet in sheets:
        yield from _table(sheet)
    yield "</office:spreadsheet></office:body></office:document-content>"


def _table(sheet: Worksheet) -> Iterator[str]:
    yield f"<table:table table:name={quoteattr(sheet.name)}>"
    for width in sheet.widths:
        yield f'<table:table-column table:style-name="w{width}"/>'
    yield "<table:table-header-rows><table:table-row>"
    yield from (_text(label, "heading") for label in sheet.columns)
    yield "</table:table-row></table:table-header-rows>"
    for row in sheet.rows:
        yield "<table:table-row>"
        yield from (_cell(value) for value in row)
        yield "</table:table-row>"
    yield "</table:table>"


def _cell(value: Cell) -> str:
    if value is None or value == "":
        return '<table:table-cell table:style-name="plain"/>'
    if isinstance(value, str):
        return _text(value, "plain")
    return (
        f'<table:table-cell table:style-name="plain" office:value-type="float" '
        f'office:value="{value!r}"><text:p>{value!r}</text:p></table:table-cell>'
    )


def _text(value: str, style: str) -> str:
    return (
        f'<table:table-cell table:style-name="{style}" office:value-type="string">'
        f"{''.join(_paragraphs(value.split(chr(10))))}</table:table-cell>"
    )


def _paragraphs(lines: Iterable[str]) -> Iterator[str]:
    for line in lines:
        yield f"<text:p>{escape(line)}</text:p>"


def _styles(language: str) -> str:
    tongue, _, country = language.partition("-")
    return (
        f'{_HEAD}<office:document-styles {_SPACES} {_MORE} office:version="1.3"><office:styles>'
        '<style:default-style style:family="table-cell"><style:text-properties '
        f'fo:font-family="Arial" fo:font-size="11pt" fo:language="{tongue}" '
        f'fo:country="{country}"/></style:default-style></office:styles></office:document-styles>'
    )


def _meta(workbook: Workbook) -> str:
    moment = workbook.made_at.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
    return (
        f'{_HEAD}<office:document-meta {_SPACES} {_MORE} office:version="1.3"><office:meta>'
        f"<dc:title>{escape(workbook.title)}</dc:title><dc:language>{workbook.language}"
        f"</dc:language><meta:creation-date>{moment}</meta:creation-date>"
        "<meta:generator>Caresight</meta:generator></office:meta></office:document-meta>"
    )


_MANIFEST = (
    f"{_HEAD}<manifest:manifest "
    'xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0" manifest:version="1.3">'
    f'<manifest:file-entry manifest:full-path="/" manifest:media-type="{MEDIA_TYPE}"/>'
    + "".join(
        f'<manifest:file-entry manifest:full-path="{name}" manifest:media-type="text/xml"/>'
        for name in ("content.xml", "styles.xml", "meta.xml")
    )
    + "</manifest:manifest>"
)
