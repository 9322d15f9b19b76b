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

__all__ = ["Reading", "SetAside", "read", "read_all", "recognise"]


def recognise(
    path: Path, catalogue: SourceCatalogue, *, limits: Limits | None = None
) -> tuple[SourceDefinition, ...]:
    """The definitions that a file fits, by its content: one, or those of one workbook.

    Raises
    ------
    Refusal
        If the file cannot be opened, fits no definition, or fits several that stand apart.
    """
    with opened(path, limits=limits) as content:
        return tuple(one.definition for one in lay_out(Contents(content), catalogue.values()))


def read_all(
    path: Path,
    catalogue: SourceCatalogue,
    *,
    source: str | None = None,
    until: date | None = None,
    limits: Limits | None = None,
) -> tuple[Reading, ...]:
    """Read every table of a file; what it says of days after `until` is set aside.

    Raises
    ------
    Refusal
        If it cannot be read at all. Rows that cannot be read are set aside instead.
    """
    known = [catalogue.named(source)] if source else list(catalogue.values())
    with opened(path, limits=limits) as content:
        contents = Contents(content)
        return tuple(_table(contents, one, until, path.name) for one in lay_out(contents, known))


def _table(contents: Contents, layout: Layout, until: date | None, file: str) -> Reading:
    if until:
        layout = replace(layout, definition=bounded(layout.definition, until))
    _check_encoding(contents.opened, layout.definition)
    try:
        return _reader(layout.definition)(contents, layout)
    except Refusal as refusal:
        raise replace(refusal, file=file) from None


def read(
    path: Path,
    catalogue: SourceCatalogue,
    *,
    source: str | None = None,
    until: date | None = None,
    limits: Limits | None = None,
) -> Reading:
    """Read a file of one table, as `read_all` does.

    Raises
    ------
    Refusal
        If it cannot be read at all, or holds several tables.
    """
    readings = read_all(path, catalogue, source=source, until=until, limits=limits)
    if len(readings) > 1:
        raise Refusal(
            "the workbook holds several tables",
            file=path.name,
            expected="one table",
            came=", ".join(reading.source for reading in readings),
        )
    return readings[0]


def _reader(definition: SourceDefinition) -> Reader:
    if definition.reader == "mapped":
        return read_mapped
    if definition.reader == "topology":
        from caresight.sources.topology import read_boundaries  # noqa: PLC0415 - as below

        return read_boundaries
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
