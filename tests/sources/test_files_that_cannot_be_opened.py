"""Files that are refused whole: what is wrong is said, and what to do."""

import gzip
import io
import zipfile
from pathlib import Path

import pytest
import xlsxwriter

from caresight.sources.catalogue import SourceCatalogue
from caresight.sources.intake import Limits
from caresight.sources.packages import OLE
from caresight.sources.reading import read
from caresight.vocabulary.refusal import Refusal
from tests.sources.conftest import RETURN, Make

ROW = "2026-10,1-999,Orrin House,20,600,3\n"
DAMAGED = gzip.compress(RETURN.encode())[:20] + b"nonsense" * 9
SMALL = Limits(ratio_from_bytes=1000, ratio=20, line_bytes=500)


def workbook(path: Path) -> bytes:
    with xlsxwriter.Workbook(str(path)) as book:
        book.add_worksheet("return").write_row(0, 0, RETURN.strip().split(","))
    return path.read_bytes()


def zipped(parts: dict[str, bytes]) -> bytes:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as package:
        for name, content in parts.items():
            package.writestr(name, content)
    return packed.getvalue()


@pytest.mark.parametrize(
    ("content", "name", "words"),
    [
        pytest.param(b"", "a.csv", "is empty", id="empty"),
        pytest.param(b" \r\n\r\n", "a.csv", "is empty", id="only blank lines"),
        pytest.param(
            b"<!DOCTYPE html><html><body>Sign in", "a.xlsx", "web page", id="html as xlsx"
        ),
        pytest.param(b"%PDF-1.7 ...", "a.csv", "PDF", id="pdf"),
        pytest.param(
            OLE + "EncryptedPackage".encode("utf-16-le"), "a.xlsx", "password", id="locked"
        ),
        pytest.param(OLE + b"WordDocument", "a.xls", "no workbook", id="another office file"),
        pytest.param(zipped({"a.csv": b"x"}), "a.zip", "Unpack it", id="zip archive"),
        pytest.param(b"PK\x03\x04 broken", "a.xlsx", "cut short", id="damaged zip"),
        pytest.param(
            gzip.compress(RETURN.encode() * 99)[:-30], "a.gz", "ends before", id="cut gzip"
        ),
        pytest.param(DAMAGED, "a.csv.gz", "damaged", id="damaged gzip"),
        pytest.param(b"month\0location", "a.csv", "no text", id="zero bytes"),
        pytest.param(b"a,b\n\x81\x8d\x8f,1\n", "a.csv", "no text", id="no known encoding"),
    ],
)
def test_a_file_that_cannot_be_opened_is_refused_with_the_reason(
    content: bytes, name: str, words: str, make: Make, catalogue: SourceCatalogue
) -> None:
    with pytest.raises(Refusal, match=words) as caught:
        read(make(content, name), catalogue)

    assert caught.value.file == name
    assert caught.value.what_to_do


def test_a_workbook_cut_short_is_refused(
    tmp_path: Path, make: Make, catalogue: SourceCatalogue
) -> None:
    whole = workbook(tmp_path / "whole.xlsx")

    with pytest.raises(Refusal, match="cut short or damaged"):
        read(make(whole[: len(whole) // 2], "half.xlsx"), catalogue)


def test_an_open_document_that_is_encrypted_is_refused_as_locked(
    make: Make, catalogue: SourceCatalogue
) -> None:
    parts = {
        "mimetype": b"application/vnd.oasis.opendocument.spreadsheet",
        "META-INF/manifest.xml": b"<manifest:encryption-data/>",
    }

    with pytest.raises(Refusal, match="password"):
        read(make(zipped(parts), "a.ods"), catalogue)


def test_a_gzip_file_made_to_burst_is_refused(make: Make, catalogue: SourceCatalogue) -> None:
    bomb = gzip.compress((RETURN + ROW * 20_000).encode())

    with pytest.raises(Refusal, match="far more than it should"):
        read(make(bomb, "a.csv.gz"), catalogue, limits=SMALL)


def test_a_workbook_made_to_burst_is_refused_before_it_is_unpacked(
    make: Make, catalogue: SourceCatalogue, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("caresight.sources.packages.RATIO_FROM", 1000)
    bomb = zipped({"xl/workbook.xml": b"", "xl/worksheets/sheet1.xml": b" " * 5_000_000})

    with pytest.raises(Refusal, match="far more than it should"):
        read(make(bomb, "a.xlsx"), catalogue)


def test_one_endless_line_is_refused_without_reading_it_all(
    make: Make, catalogue: SourceCatalogue
) -> None:
    with pytest.raises(Refusal, match="a line goes on and on"):
        read(make(RETURN + "x" * 5000), catalogue, limits=SMALL)


def test_an_endless_stream_is_left_after_the_first_part(
    tmp_path: Path, catalogue: SourceCatalogue
) -> None:
    path = tmp_path / "endless.csv"
    with path.open("wb") as stream:
        stream.write(RETURN.encode())
        stream.seek(2 << 30)  # two gigabytes that take no room on the disk
        stream.write(b"\n")

    with pytest.raises(Refusal, match="a line goes on and on"):
        read(path, catalogue)


def test_a_quotation_mark_that_is_never_closed_is_named(
    make: Make, catalogue: SourceCatalogue
) -> None:
    open_mark = RETURN + '2026-10,"1-999,Orrin House,20,600,3\n' + ROW * 60_000

    with pytest.raises(Refusal, match="quotation mark") as caught:
        read(make(open_mark), catalogue)

    assert caught.value.row == 2


def test_an_unknown_file_is_refused_with_the_nearest_source_and_what_it_misses(
    make: Make, catalogue: SourceCatalogue
) -> None:
    with pytest.raises(Refusal) as caught:
        read(make("month,location_id,home_name,falls\n2026-10,1-9,A,3\n"), catalogue)

    assert "provider_return" in caught.value.what
    assert "residents_at_month_end" in (caught.value.expected or "")


def test_a_file_with_no_known_heading_is_refused(make: Make, catalogue: SourceCatalogue) -> None:
    with pytest.raises(Refusal, match="no file that Caresight knows"):
        read(make("colour,weather\nred,rain\n"), catalogue)


def test_a_source_that_does_not_exist_is_refused_with_those_that_do(
    make: Make, catalogue: SourceCatalogue
) -> None:
    with pytest.raises(Refusal, match="there is no source called nonsense"):
        read(make(RETURN), catalogue, source="nonsense")


def test_an_encoding_that_the_source_does_not_use_is_refused(
    make: Make, catalogue: SourceCatalogue
) -> None:
    with pytest.raises(Refusal, match="encoding") as caught:
        read(make(RETURN + ROW, encoding="utf-16"), catalogue)

    assert caught.value.came == "utf-16"
