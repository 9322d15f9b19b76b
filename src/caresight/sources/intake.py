"""Opening a file that may be anything: unpacked within limits, decoded, or refused in plain words.

Nothing is unpacked further than `Limits` allow, so that a file made to burst does not.
The original is never changed; what has to be unpacked goes to a folder that is then deleted.
"""

import gzip
import tempfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Literal, Protocol

from caresight.sources.packages import EMPTY_ZIP, GZIP, OLE, ZIP, kind_of_package
from caresight.sources.text_scan import Scan, unreadable
from caresight.vocabulary.refusal import Refusal

CHUNK = 1 << 22
HEAD = 1 << 16

Kind = Literal["text", "json", "workbook"]


class Bytes(Protocol):
    """A file or a gzip stream, open for reading."""

    def read(self, size: int, /) -> bytes: ...
    def readline(self, size: int, /) -> bytes: ...


@dataclass(frozen=True)
class Limits:
    """How much a file may unpack to before it is taken for one made to do harm."""

    unpacked_bytes: int = 4 << 30
    ratio: int = 300
    """Unpacked to packed size; looked at once a file passes `ratio_from_bytes`."""
    ratio_from_bytes: int = 64 << 20
    line_bytes: int = 2_000_000
    json_line_bytes: int = 1 << 28


@dataclass(frozen=True)
class Opened:
    """A file whose content can be read as it stands at `path`."""

    file_name: str
    path: Path
    kind: Kind
    format: str
    encoding: str = "utf-8"
    head: str = ""
    """First part of a text."""
    is_irregular: bool = False
    """Blank lines or mixed line ends: read row by row, so that row numbers stay true."""
    has_odd_blanks: bool = True
    """Tabs or unbroken blanks, which are to be taken off like blanks."""


@contextmanager
def opened(path: Path, *, limits: Limits | None = None) -> Iterator[Opened]:
    """Open a file for reading.

    Raises
    ------
    Refusal
        If it is empty, broken, locked, too large when unpacked, or of no kind that is read.
    """
    limits = limits or Limits()
    name = path.name
    with path.open("rb") as stream:
        start = stream.read(HEAD)
    if not start.strip():
        raise _empty(name)
    with tempfile.TemporaryDirectory(prefix="caresight-") as folder:
        if start.startswith(GZIP):
            yield _unzipped(path, Path(folder), limits)
        elif start.startswith((ZIP, EMPTY_ZIP, OLE)):
            yield Opened(name, path, "workbook", kind_of_package(path, name, limits.ratio))
        else:
            with path.open("rb") as stream:
                yield _text(stream, name, path, Path(folder), limits)


def _empty(name: str) -> Refusal:
    return Refusal("the file is empty", file=name, what_to_do="Ask the sender for the file again.")


def _unzipped(path: Path, folder: Path, limits: Limits) -> Opened:
    inner = folder / "unpacked"
    try:
        with gzip.open(path) as stream:
            start = stream.read(8)
            if not start.strip():
                raise _empty(path.name)
            if start.startswith((ZIP, OLE)):
                stream.seek(0)
                _copy(stream, inner, path, limits)
                return Opened(
                    path.name, inner, "workbook", kind_of_package(inner, path.name, limits.ratio)
                )
            stream.seek(0)
            return _text(stream, path.name, path, folder, limits, copy_to=inner)
    except EOFError:
        raise Refusal(
            "the gzip file ends before its content does",
            file=path.name,
            what_to_do="It was cut short on the way: fetch it again.",
        ) from None
    except (gzip.BadGzipFile, zlib.error) as problem:
        raise Refusal(
            f"the gzip file is damaged ({problem})",
            file=path.name,
            what_to_do="Fetch it again.",
        ) from None


def _copy(stream: Bytes, to: Path, path: Path, limits: Limits) -> None:
    size = 0
    with to.open("wb") as out:
        while chunk := stream.read(CHUNK):
            size += len(chunk)
            _check_size(size, path, limits)
            out.write(chunk)


def _check_size(size: int, path: Path, limits: Limits) -> None:
    packed = max(path.stat().st_size, 1)
    bursting = size > limits.ratio_from_bytes and size / packed > limits.ratio
    if size > limits.unpacked_bytes or bursting:
        raise Refusal(
            "the file unpacks to far more than it should",
            file=path.name,
            expected=f"at most {limits.unpacked_bytes >> 20} MB, and {limits.ratio} times its size",
            came=f"more than {max(size >> 20, 1)} MB out of {packed} bytes",
            what_to_do="Check who sent it. A real file can be unpacked by hand and split.",
        )


def _text(
    stream: Bytes,
    name: str,
    original: Path,
    folder: Path,
    limits: Limits,
    *,
    copy_to: Path | None = None,
) -> Opened:
    scan = Scan(name)
    out = copy_to.open("wb") if copy_to else None
    try:
        while chunk := _whole_lines(stream, name, limits, scan):
            _check_size(scan.size, original, limits)
            if out:
                out.write(chunk)
    finally:
        if out:
            out.close()
    readable = copy_to or original
    if scan.encoding != "utf-8":
        readable = _transcoded(readable, folder / "transcoded", scan.encoding, name)
    with readable.open("rb") as again:
        head = again.read(HEAD).decode("utf-8", errors="ignore").removeprefix("\ufeff")
    is_json = head.lstrip()[:1] in ("{", "[")
    return Opened(
        file_name=name,
        path=readable,
        kind="json" if is_json else "text",
        format="json" if is_json else "csv",
        encoding=scan.encoding,
        head=head,
        is_irregular=scan.is_irregular,
        has_odd_blanks=scan.has_odd_blanks or scan.encoding != "utf-8",
    )


def _whole_lines(stream: Bytes, name: str, limits: Limits, scan: Scan) -> bytes:
    chunk = stream.read(CHUNK)
    if not chunk:
        return b""
    if not scan.size:
        scan.start = chunk[:512].lstrip()
    json = scan.start[:1] in (b"{", b"[") or scan.start[3:4] in (b"{", b"[")
    allowed = limits.json_line_bytes if json else limits.line_bytes
    if not chunk.endswith(b"\n"):
        chunk += stream.readline(allowed + 1)
    longest = len(chunk) if json else max(map(len, chunk.split(b"\n")))
    if longest > allowed + (CHUNK if json else 0):
        raise Refusal(
            "a line goes on and on",
            file=name,
            expected=f"lines of at most {allowed:,} bytes",
            came=f"{longest:,} bytes without a line end",
            what_to_do="Check that it is a table with one row a line, and not one huge cell.",
        )
    scan.see(chunk)
    return chunk


def _transcoded(path: Path, to: Path, encoding: str, name: str) -> Path:
    try:
        with (
            path.open(encoding=encoding, newline="") as source,
            to.open("w", encoding="utf-8", newline="") as out,
        ):
            while text := source.read(CHUNK):
                out.write(text)
    except UnicodeError:
        raise unreadable(name) from None
    return to
