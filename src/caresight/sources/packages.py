"""Telling workbooks apart by what is inside them, and refusing those that cannot be opened."""

import zipfile
import zlib
from pathlib import Path

from caresight.sources.sheet_extent import check_extent
from caresight.vocabulary.refusal import Refusal

ZIP = b"PK\x03\x04"
EMPTY_ZIP = b"PK\x05\x06"
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
GZIP = b"\x1f\x8b"

MAX_UNPACKED = 3 << 30
RATIO_FROM = 100 << 20
"""A national workbook unpacks to some hundred megabytes at about 20 times its size."""

_OLE_HEAD = 1 << 20


def kind_of_package(path: Path, name: str, max_ratio: int) -> str:
    """`xlsx`, `ods` or `xls`; a refusal for anything else that is packed."""
    with path.open("rb") as stream:
        start = stream.read(_OLE_HEAD)
    if start.startswith(OLE):
        return _kind_of_ole(start, name)
    try:
        with zipfile.ZipFile(path) as package:
            _check_unpacked_size(package, path, name, max_ratio)
            return _kind_of_zip(package, name)
    except (zipfile.BadZipFile, zlib.error, EOFError, OSError, RuntimeError) as problem:
        raise Refusal(
            f"the workbook is cut short or damaged ({problem})",
            file=name,
            what_to_do="Fetch it again, or open it and save it anew.",
        ) from None


def _kind_of_ole(start: bytes, name: str) -> str:
    if _utf16("EncryptedPackage") in start or _utf16("EncryptionInfo") in start:
        raise locked(name)
    if _utf16("Workbook") in start or _utf16("Book") in start:
        return "xls"
    raise Refusal(
        "this is an old Office file, but no workbook",
        file=name,
        expected=".xls, .xlsx, .ods or .csv",
        what_to_do="It may be cut short: fetch it again. Else open it and save its table as .xlsx "
        "or .csv.",
    )


def locked(name: str) -> Refusal:
    """The refusal of a workbook that asks for a password."""
    return Refusal(
        "the workbook is locked with a password",
        file=name,
        what_to_do="Ask the sender to save it without a password and to send it by a safe way.",
    )


def _check_unpacked_size(package: zipfile.ZipFile, path: Path, name: str, max_ratio: int) -> None:
    total = sum(part.file_size for part in package.infolist())
    packed = max(path.stat().st_size, 1)
    if total > MAX_UNPACKED or (total > RATIO_FROM and total / packed > max_ratio):
        raise Refusal(
            "the workbook unpacks to far more than it should",
            file=name,
            expected=f"at most {MAX_UNPACKED >> 20} MB, and {max_ratio} times its size",
            came=f"{total >> 20} MB out of {packed} bytes",
            what_to_do="Check who sent it; a real table can be saved as .csv instead.",
        )


def _kind_of_zip(package: zipfile.ZipFile, name: str) -> str:
    names = set(package.namelist())
    if "mimetype" in names and b"opendocument.spreadsheet" in package.read("mimetype")[:100]:
        manifest = package.read("META-INF/manifest.xml") if _has_manifest(names) else b""
        if b"encryption-data" in manifest:
            raise locked(name)
        return "ods"
    if "xl/workbook.xml" in names:
        check_extent(package, name)
        return "xlsx"
    raise Refusal(
        "this is a zip archive, but no workbook",
        file=name,
        expected="one csv, xls, xlsx, ods or json file",
        came=", ".join(sorted(names)[:3]) or "an empty archive",
        what_to_do="Unpack it and land the files, or the folder that holds them.",
    )


def _has_manifest(names: set[str]) -> bool:
    return "META-INF/manifest.xml" in names


def _utf16(text: str) -> bytes:
    return text.encode("utf-16-le")
