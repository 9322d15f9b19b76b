"""One release twice: as a build writes it, and as it would be if the other homes did not exist."""

from pathlib import Path

import pyarrow as pa

from caresight.lake.lake import Lake
from caresight.pipeline.release_index.documents import HomeDocument
from caresight.pipeline.release_index.writing import IndexWriter
from tests.web.casework import BORDER, OURS_AREA
from tests.web.invented_boards import board_parts
from tests.web.invented_release import (
    INDICATORS,
    Wish,
    area_rows,
    home_documents,
    indicator_document,
    summary_of,
    write_release,
)

WISH = Wish()


def alderbourne_reads(document: HomeDocument) -> bool:
    """Whether the people of Alderbourne may read a home."""
    row = document["row"]
    return row["area_code"] == OURS_AREA or row["home_id"] == BORDER


def write_whole(home: Path) -> None:
    """Every home."""
    write_release(home, WISH)


def write_part(home: Path) -> None:
    """The same release of a country in which there are no homes but those of Alderbourne."""
    documents = [one for one in home_documents(WISH) if alderbourne_reads(one)]
    with Lake(home).writing("build", WISH.made_at) as writer:
        assert writer.release_id
        IndexWriter(home / "index", writer.release_id).write(
            summary_of(documents, writer.release_id, WISH),
            documents,
            (indicator_document(place, documents, WISH) for place in range(len(INDICATORS))),
            area_rows(documents),
            boards=lambda: board_parts(documents, area_rows(documents)),
        )
        writer.append("receipts", pa.table({"receipt_id": ["r0"]}))
        writer.note(
            known_at=WISH.as_at.isoformat(),
            known_by=WISH.known_by,
            definitions_version="abc123",
            invented=True,
        )
