"""Reads integrated care boards; a release that has none answers with nothing."""

import json
from functools import cached_property
from typing import cast

from caresight.pipeline.release_index.documents import AreaRow
from caresight.pipeline.release_index.index_file import IndexFile
from caresight.pipeline.release_index.lists import Choice
from caresight.vocabulary.areas_over_time import kind_of


class BoardPages(IndexFile):
    """What a release says of boards; nothing, where it has none or is of before."""

    def boards(self) -> list[AreaRow]:
        """Every board that has an open home, by its code."""
        if not self._has_boards:
            return []
        found = self._all("SELECT document FROM boards ORDER BY area_code")
        return [cast(AreaRow, json.loads(text)) for (text,) in found]

    def board_parts(self) -> list[AreaRow]:
        """Each board's part in each region, and, without a code, the homes of no known board."""
        if not self._has_boards:
            return []
        found = self._all("SELECT document FROM board_parts ORDER BY rowid")
        return [cast(AreaRow, json.loads(text)) for (text,) in found]

    def boards_of_homes(self) -> dict[str, str]:
        """Home to board code; homes whose board is not known are left out."""
        if not self._has_boards:
            return {}
        return dict(self._all("SELECT home_id, board_code FROM home_boards"))

    def condition_of_area(self, area: str, homes: str = "homes") -> tuple[str, list[str]]:
        """The homes of a council or a board as a condition on a table of homes."""
        if not area:
            return "1", []
        if kind_of(area) != "board":
            return f"{homes}.area_code = ?", [area]
        if not self._has_boards:
            return "0", []
        found = "(SELECT home_id FROM home_boards WHERE board_code = ?)"
        return f"{homes}.home_id IN {found}", [area]

    def _boards_to_choose(self) -> list[Choice]:
        """Boards by name, with how many open homes of the scope lie in each."""
        if not self._has_boards:
            return []
        rows = self._all(
            "SELECT board_code, COUNT(*) FROM homes JOIN home_boards USING (home_id) "  # noqa: S608
            f"WHERE is_open = 1 AND {self._within} GROUP BY board_code",
            *self._within_values,
        )
        names = {row["area_code"]: row["area_name"] for row in self.boards()}
        found = [Choice(value=code, label=names[code], homes=homes) for code, homes in rows]
        return sorted(found, key=lambda one: one["label"])

    @cached_property
    def _has_boards(self) -> bool:
        return bool(self._all("SELECT 1 FROM sqlite_master WHERE name = 'home_boards'"))
