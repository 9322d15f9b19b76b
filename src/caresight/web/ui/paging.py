"""Pages of a long list, as links that keep every filter; words and numbers of an address."""

from collections.abc import Mapping
from dataclasses import dataclass


def page_asked(asked: Mapping[str, str]) -> int:
    """The page that an address asks for; the first where it asks for none that can be."""
    return number_in(asked.get("page", ""), digits=5) or 1


def number_in(text: str, *, digits: int = 9) -> int | None:
    """The number that a text is, of so many digits at most; None where it is none.

    Python itself refuses to read thousands of digits, and no key has more than nine.
    """
    return int(text) if text.isascii() and text.isdigit() and len(text) <= digits else None


def text_asked(asked: Mapping[str, str], name: str, *, most: int) -> str:
    """What an address says under a name, without the NULs that no database takes."""
    return asked.get(name, "").replace("\0", "").strip()[:most]


@dataclass(frozen=True)
class Paging:
    """Where a page lies in its list."""

    page: int
    per_page: int
    total: int
    kept: str = ""
    """The rest of the address's query, encoded."""

    @property
    def pages(self) -> int:
        """How many pages there are; at least one."""
        return max(1, -(-self.total // self.per_page))

    @property
    def sentence(self) -> str:
        """What this page holds."""
        first = (self.page - 1) * self.per_page + 1
        last = min(self.total, self.page * self.per_page)
        if self.total == 0 or first > self.total:
            return f"Nothing on this page; {self.total:,} in all"
        return f"Showing {first:,} to {last:,} of {self.total:,}"

    @property
    def previous(self) -> str:
        """The query of the page before; empty on the first."""
        return self._query(min(self.page - 1, self.pages)) if self.page > 1 else ""

    @property
    def next(self) -> str:
        """The query of the page after; empty on the last."""
        return self._query(self.page + 1) if self.page < self.pages else ""

    def _query(self, page: int) -> str:
        return f"{self.kept}&page={page}" if self.kept else f"page={page}"
