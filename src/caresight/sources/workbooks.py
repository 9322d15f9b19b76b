"""Sheets of xls, xlsx and ods workbooks as rows of text."""

from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

from python_calamine import CalamineError, CalamineWorkbook, PasswordError

from caresight.sources.packages import locked
from caresight.sources.tabular import cell_text
from caresight.vocabulary.refusal import Refusal


def _opened(path: Path) -> Any:
    """The workbook, by what it is where its name ends otherwise."""
    try:
        return CalamineWorkbook.from_path(str(path))
    except PasswordError:
        raise
    except CalamineError:
        with path.open("rb") as stream:
            return CalamineWorkbook.from_filelike(stream)


class Workbook:
    """A workbook, each of whose sheets is parsed at most once."""

    def __init__(self, path: Path, name: str) -> None:
        self._name = name
        try:
            self._book: Any = _opened(path)
        except PasswordError:
            raise locked(name) from None
        except (CalamineError, OSError) as problem:
            raise self._damaged(problem) from None
        self.sheet_names: tuple[str, ...] = tuple(self._book.sheet_names)
        self._sheet = cache(self._parse)

    def rows(self, sheet: str) -> Iterator[list[str | None]]:
        """Every row of a sheet from its first line, as text."""
        for cells in self._sheet(sheet).iter_rows():
            yield [cell_text(cell) or None for cell in cells]

    def _parse(self, sheet: str) -> Any:
        try:
            return self._book.get_sheet_by_name(sheet)
        except (CalamineError, OSError) as problem:
            raise self._damaged(problem) from None
        except BaseException as problem:
            # a panic of the reader is no Exception, and its class cannot be imported
            if type(problem).__name__ == "PanicException":
                raise self._damaged(problem) from None
            raise

    def _damaged(self, problem: BaseException) -> Refusal:
        if "Cell limit" in str(problem):
            return Refusal(
                "a sheet reaches far beyond its table",
                file=self._name,
                what_to_do="Delete the stray cells below and to the right of the table, save it "
                "and send it again.",
            )
        return Refusal(
            f"the workbook cannot be opened ({problem})",
            file=self._name,
            what_to_do="It may be cut short: fetch it again, or open it and save it anew.",
        )
