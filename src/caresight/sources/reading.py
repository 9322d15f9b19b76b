"""Reading a file: open it, find the one definition that it fits, and take it in by that.

`recognise` and `read` are all that landing needs. Nothing is corrected; what cannot be read
is set aside with its row, its column and the reason.
"""

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from pathlib import Path

from caresight.sources.answer import Reading, SetAside
from caresight.sources.catalogue import SourceCatalogue
from caresight.sources.definition import SourceDefinition, bounded
from caresight.sources.intake import Limits, Opened, opened
from caresight.sources.mapped import read_mapped
from caresight.sources.recognition import Contents, Layout, lay_out
from caresight.vocabulary.refusal import Refusal

Reader = Callable[[Contents, Layout], Reading]

__all__ = ["Reading", "SetAside", "read", "recognise"]


def recognise(
    path: Path, catalogue: SourceCatalogue, *, limits: Limits | None = None
) -> SourceDefinition:
    """The definition that a file fits, by its content.

    Raises
    ------
    Refusal
        If the file cannot be opened, fits no definition, or fits more than one.
    """
    with opened(path, limits=limits) as content:
        return lay_out(Contents(content), catalogue.values()).definition


def read(
    path: Path,
    catalogue: SourceCatalogue,
    *,
    source: str | None = None,
    until: date | None = None,
    limits: Limits | None = None,
) -> Reading:
    """Read a file into evidence tables; what it says of days after `until` is set aside.

    Raises
    ------
    Refusal
        If it cannot be read at all. Rows that cannot be read are set aside instead.
    """
    known = [catalogue.named(source)] if source else list(catalogue.values())
    with opened(path, limits=limits) as content:
        contents = Contents(content)
        layout = lay_out(contents, known)
        if until:
            layout = replace(layout, definition=bounded(layout.definition, until))
        _check_encoding(content, layout.definition)
        try:
            return _reader(layout.definition)(contents, layout)
        except Refusal as refusal:
            raise replace(refusal, file=path.name) from None


def _reader(definition: SourceDefinition) -> Reader:
    if definition.reader == "mapped":
        return read_mapped
    from caresight.sources.cqc_api import READERS  # noqa: PLC0415 - few files need it

    return READERS[definition.reader]


def _check_encoding(content: Opened, definition: SourceDefinition) -> None:
    if content.encoding not in definition.encodings:
        raise Refusal(
            "the text is not in the encoding that this source uses",
            file=content.file_name,
            expected=" or ".join(definition.encodings),
            came=content.encoding,
            what_to_do="Save it as “CSV UTF-8”, or allow the encoding in the definition.",
        )
