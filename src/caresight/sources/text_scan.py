"""What the bytes of a text say while they stream past: its encoding, its line ends, its kind."""

from caresight.vocabulary.refusal import Refusal


class Scan:
    """What the bytes of a text say while they stream past."""

    def __init__(self, name: str) -> None:
        self.name = name
        self.size = 0
        self.start = b""
        self.encoding = "utf-8"
        self.is_irregular = False
        self.has_odd_blanks = False
        self._blank_pending = False

    def see(self, chunk: bytes) -> None:
        """Look at the next whole lines; a refusal if they can be no table."""
        if not self.size:
            self._see_start(chunk)
        self.size += len(chunk)
        if self.encoding == "utf-16":
            return
        if b"\0" in chunk:
            raise unreadable(self.name)
        self._see_line_ends(chunk)
        self.has_odd_blanks = self.has_odd_blanks or b"\t" in chunk or b"\xc2\xa0" in chunk
        if self.encoding == "utf-8":
            try:
                chunk.decode("utf-8")
            except UnicodeDecodeError:
                self.encoding = "cp1252"

    def _see_start(self, chunk: bytes) -> None:
        if chunk.startswith((b"\xff\xfe", b"\xfe\xff")):
            self.encoding = "utf-16"
            return
        self.start = chunk[:512].removeprefix(b"\xef\xbb\xbf").lstrip()
        lowered = self.start[:200].lower()
        if lowered.startswith((b"<!doctype", b"<html", b"<head", b"<?xml", b"<table", b"<body")):
            raise Refusal(
                "this is a web page, whatever its name says",
                file=self.name,
                expected="a csv file, a workbook or JSON",
                came=lowered[:60].decode("ascii", "replace"),
                what_to_do="The link led to an error page or a sign-in page. Download it again.",
            )
        if lowered.startswith(b"%pdf"):
            raise Refusal(
                "this is a PDF, which holds no table that can be read safely",
                file=self.name,
                what_to_do="Ask for the same figures as csv or as a workbook.",
            )

    def _see_line_ends(self, chunk: bytes) -> None:
        body = chunk.rstrip(b"\r\n")
        trailing = chunk[len(body) :].replace(b"\r\n", b"\n")
        if self._blank_pending and body:
            self.is_irregular = True
        self._blank_pending = len(trailing) > 1 or (self._blank_pending and not body)
        blank = b"\n\n" in body or b"\n\r\n" in body or body[:1] in (b"\n", b"\r")
        returns = body.count(b"\r")
        mixed = returns > 0 and (
            returns != body.count(b"\r\n") or body.count(b"\n") != returns or trailing[:1] == b"\r"
        )
        self.is_irregular = self.is_irregular or blank or mixed


def unreadable(name: str) -> Refusal:
    """The refusal of bytes that belong to no text."""
    return Refusal(
        "this is no text that can be read",
        file=name,
        expected="UTF-8 text, or a workbook",
        came="bytes that belong to no character",
        what_to_do="Save it as “CSV UTF-8” or as .xlsx and send it again.",
    )
