"""Reads the release index: what every page of the web asks for, in a few milliseconds.

An index can be narrowed to a scope: from then on every read of it carries the scope's
condition, whoever asks.
"""

import json
from functools import cached_property
from typing import Any, cast

from caresight.lake.lake import Lake
from caresight.pipeline.release_index.documents import (
    AreaRow,
    HomeDocument,
    HomeRow,
    IndicatorDocument,
    Mention,
    Series,
    Summary,
)
from caresight.pipeline.release_index.index_file import index_path
from caresight.pipeline.release_index.lists import (
    GROUPS,
    ORDERS,
    Choice,
    Filters,
    Wish,
    condition_of,
)
from caresight.pipeline.release_index.narrowing import (
    indicator_within,
    place_within,
    summary_within,
    variation_of,
)
from caresight.pipeline.release_index.packing import put_together, unpack, unpack_points
from caresight.pipeline.release_index.reading_boundaries import BoundaryPages
from caresight.pipeline.release_index.reading_digital import DigitalPages
from caresight.pipeline.release_index.reading_series import read_series
from caresight.pipeline.release_index.reading_together import TogetherPages
from caresight.pipeline.release_index.summary_words import MOST_DOING_WELL
from caresight.pipeline.release_index.writing import FLAG_COLUMNS, JSON_COLUMNS, ROW_COLUMNS

__all__ = ["GROUPS", "ORDERS", "Choice", "Filters", "ReleaseIndex", "index_path"]

_SELECT = ", ".join(f'"{name}"' for name in ROW_COLUMNS)
_ALL = 1_000_000


class ReleaseIndex(TogetherPages, BoundaryPages, DigitalPages):
    """The pages of one release: of every home, or of the homes within a scope."""

    def summary(self) -> Summary:
        """What the first page says."""
        summary = cast(Summary, json.loads(self._all("SELECT document FROM summary")[0][0]))
        if self.scope.is_everything:
            return summary
        homes, _ = self.homes(per_page=_ALL)
        further = sum(home["area_code"] not in (self.scope.area_codes or ()) for home in homes)
        return summary_within(
            summary,
            homes=homes,
            place=place_within(self.scope, self.areas(), further),
            doing_well=self.doing_well(limit=MOST_DOING_WELL),
        )

    def homes(  # noqa: PLR0913 - each narrows the list in a way that the page offers
        self,
        *,
        search: str = "",
        area: str = "",
        level: str = "",
        kind: str = "",
        rating: str = "",
        register: str = "",
        group: str = "",
        only_open: bool = True,
        order: str = "rank",
        page: int = 1,
        per_page: int = 50,
    ) -> tuple[list[HomeRow], int]:
        """One page of the homes that fit, and how many fit in all.

        Every word of `search` must be found in the name, postcode, provider, brand, area
        or an id of the home; `area` is a council, or an integrated care board.
        """
        fitting, values = condition_of(
            Wish(search, level, kind, rating, register, group, only_open, order)
        )
        lies_in, within = self.condition_of_area(area)
        where = f"{fitting} AND {lies_in} AND {self._within}"
        values = [*values, *within, *self._within_values]
        total = self._all(f"SELECT COUNT(*) FROM homes WHERE {where}", *values)[0][0]  # noqa: S608
        rows = self._all(
            f"SELECT {_SELECT} FROM homes WHERE {where} "  # noqa: S608 - our own words only
            f"ORDER BY {ORDERS[order]} LIMIT ? OFFSET ?",
            *values,
            max(1, per_page),
            max(0, page - 1) * max(1, per_page),
        )
        return [self._home_row(row) for row in rows], total

    def ids_of_register(self, register: str) -> list[str]:
        """Ids of the open homes of a register, by name; far quicker than their rows."""
        fitting, values = condition_of(Wish(register=register, order="name"))
        found = self._all(
            f"SELECT home_id FROM homes WHERE {fitting} AND {self._within} "  # noqa: S608 - our own words only
            f"ORDER BY {ORDERS['name']}",
            *values,
            *self._within_values,
        )
        return [home_id for (home_id,) in found]

    def home(self, home_id: str) -> HomeDocument | None:
        """The page of one home."""
        if not self._reads(home_id):
            return None
        found = self._all("SELECT document, lines FROM home_documents WHERE home_id = ?", home_id)
        if not found:
            return None
        document = put_together(found[0][0], found[0][1], self._facts)
        document["row"]["rank"] = self._place(home_id, document["row"]["rank"])
        return document

    def home_rows(self, home_ids: list[str]) -> list[HomeRow]:
        """The rows of the homes named, in the order asked; unknown ones are left out."""
        marks = ", ".join("?" * len(home_ids))
        rows = self._all(
            f"SELECT {_SELECT} FROM homes "  # noqa: S608 - our own words only
            f"WHERE home_id IN ({marks}) AND {self._within}",
            *home_ids,
            *self._within_values,
        )
        by_id = {row["home_id"]: row for row in map(self._home_row, rows)}
        return [by_id[home_id] for home_id in home_ids if home_id in by_id]

    def home_by_location(self, location_id: str) -> str | None:
        """The home that a register's id belongs to; the one that it speaks for now first."""
        found = self._all(
            "SELECT home_id FROM home_locations WHERE location_id = ? "
            "ORDER BY is_current DESC, home_id",
            location_id,
        )
        known = (str(home_id) for (home_id,) in found)
        return next(filter(self._reads, known), None)

    def homes_of_providers(self, registered: list[tuple[str, str]]) -> list[str]:
        """Ids of the homes that these providers, each a register and an id, run now."""
        of_one = (
            "SELECT home_id FROM homes WHERE register = ? AND provider_id = ? "  # noqa: S608
            f"AND is_open = 1 AND {self._within}"
        )
        found = (self._all(of_one, *each, *self._within_values) for each in registered)
        return [str(home_id) for rows in found for (home_id,) in rows]

    def indicator(self, code: str) -> IndicatorDocument | None:
        """The page of one indicator; homes outside the scope are points without a name."""
        found = self._all("SELECT document, points FROM indicator_documents WHERE code = ?", code)
        if not found:
            return None
        document = cast(IndicatorDocument, unpack(found[0][0]))
        document["points"] = unpack_points(found[0][1])
        return self._narrowed(document)

    def indicator_title(self, code: str) -> str | None:
        """The title of one indicator; its fifteen thousand points stay packed."""
        found = self._all("SELECT document FROM indicator_documents WHERE code = ?", code)
        return str(unpack(found[0][0])["title"]) if found else None

    def indicators(self) -> list[IndicatorDocument]:
        """Every indicator, in the catalogue's order, without its points."""
        found = self._all("SELECT document FROM indicator_documents ORDER BY place")
        return [self._narrowed(cast(IndicatorDocument, unpack(packed))) for (packed,) in found]

    def areas(self) -> list[AreaRow]:
        """Every area, by its code: counts of areas tell of no single home."""
        found = self._all("SELECT document FROM areas ORDER BY area_code")
        return [cast(AreaRow, json.loads(text)) for (text,) in found]

    def doing_well(self, *, area: str = "", limit: int = 200) -> list[Mention]:
        """Homes with good news and nothing that needs attention, best first."""
        condition, values = ("AND area_code = ?", [area]) if area else ("", [])
        rows = self._all(
            "SELECT home_id, name, good_sentence FROM homes "  # noqa: S608 - our own words only
            f"WHERE good_points > 0 AND step = 0 AND is_open = 1 {condition} AND {self._within} "
            "ORDER BY improves DESC, good_points DESC, points, home_id LIMIT ?",
            *values,
            *self._within_values,
            limit,
        )
        return [Mention(home_id=h, name=n, sentence=s) for h, n, s in rows]

    def filters(self) -> Filters:
        """What a list of homes can be narrowed to, with counts of open homes."""
        return self._filters

    @cached_property
    def _filters(self) -> Filters:
        # Five counts over every home, on every page of the list: the file never changes.
        return Filters(
            areas=self._choices("area_code", "area_name", "MAX(area_name)"),
            boards=self._boards_to_choose(),
            levels=self._choices("level", "level_label", "MAX(step) DESC"),
            kinds=self._choices("kind", "kind", "kind"),
            ratings=self._choices("rating", "rating", "rating"),
            registers=self._choices("register", "register", "register"),
        )

    def series(self, home_id: str, indicator: str, lake: Lake) -> Series | None:
        """The whole chart of one indicator of one home, from the release's tables."""
        if not self._reads(home_id):
            return None
        found = self._all("SELECT document FROM indicator_documents WHERE code = ?", indicator)
        if not found:
            return None
        document = cast(IndicatorDocument, unpack(found[0][0]))
        return read_series(lake, self.release_id, home_id, document)

    @cached_property
    def _variation(self) -> dict[str, dict[str, int]]:
        """How the open homes of the scope vary, by indicator."""
        rows = self._all(
            "SELECT d.document FROM homes JOIN home_documents d USING (home_id) "  # noqa: S608
            f"WHERE is_open = 1 AND {self._within}",
            *self._within_values,
        )
        return variation_of(unpack(packed)["indicators"] for (packed,) in rows)

    def _narrowed(self, document: IndicatorDocument) -> IndicatorDocument:
        if self.scope.is_everything:
            return document
        return indicator_within(document, self.scope, self._variation.get(document["code"], {}))

    def _home_row(self, values: tuple[Any, ...]) -> HomeRow:
        row: dict[str, Any] = dict(zip(ROW_COLUMNS, values, strict=True))
        for name in JSON_COLUMNS:
            row[name] = json.loads(row[name])
        for name in FLAG_COLUMNS:
            row[name] = bool(row[name])
        row["rank"] = self._place(row["home_id"], row["rank"])
        return cast(HomeRow, row)

    def _choices(self, value: str, label: str, order: str) -> list[Choice]:
        rows = self._all(
            f"SELECT {value}, MAX({label}), COUNT(*) FROM homes "  # noqa: S608 - our own words
            f"WHERE is_open = 1 AND {value} <> '' AND {self._within} "
            f"GROUP BY {value} ORDER BY {order}, {value}",
            *self._within_values,
        )
        return [Choice(value=v, label=n or v, homes=count) for v, n, count in rows]
