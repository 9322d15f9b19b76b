"""Each kind of file of a pack, with the name of what makes it."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from caresight.web.packs.document import Document
from caresight.web.packs.kinds import FileKind
from caresight.web.packs.rendering.pdf import RENDERER, pdf_of
from caresight.web.packs.rendering.workbooks import workbook_of
from caresight.web.ui.spreadsheets_ods import ods_bytes
from caresight.web.ui.spreadsheets_xlsx import xlsx_bytes


@dataclass(frozen=True)
class Renderer:
    """What makes a kind of file. Of the same name, it makes the same bytes."""

    name: str
    make: Callable[[Document], bytes]


RENDERERS: Mapping[FileKind, Renderer] = {
    FileKind.PDF: Renderer(RENDERER, pdf_of),
    FileKind.ODS: Renderer("caresight ods 1", lambda document: ods_bytes(workbook_of(document))),
    FileKind.XLSX: Renderer("xlsxwriter, layout 1", lambda one: xlsx_bytes(workbook_of(one))),
}
