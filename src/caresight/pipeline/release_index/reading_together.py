"""Reads evidence and intelligence together: the only two doors to it, and its rules.

Whoever asks must first know that the person may: the index knows scopes, not groups.
"""

import json
from collections.abc import Iterable
from functools import cached_property
from typing import Any, Literal, NamedTuple, cast

from caresight.pipeline.release_index.documents import HomeDocument
from caresight.pipeline.release_index.index_file import IndexFile
from caresight.pipeline.release_index.packing import put_together, unpack
from caresight.pipeline.release_index.together import (
    EvidenceLine,
    TogetherDocument,
    TogetherLine,
    TogetherRow,
)

Narrowed = Literal["all", "attention", "new", "differs", "with_items", "worth_a_look"]
_CONDITIONS: dict[Narrowed, str] = {
    "all": "1",
    "attention": "t.step > 0",
    "new": "t.step > 0 AND t.step_a_month_ago = 0",
    "differs": "t.step <> h.step",
    "with_items": "t.items > 0",
    "worth_a_look": "(t.step > 0 OR t.step <> h.step)",
}
_COLUMNS = (
    "home_id, name, area_code, area_name, is_open, t.rank, t.level, t.level_label, t.step, "
    "t.points, t.agencies, t.step_a_month_ago, t.items, h.level, h.level_label, h.step, "
    "h.points, h.agencies, h.why"
)
_FROM = "FROM homes h JOIN together t USING (home_id)"


class NoticedOfHome(NamedTuple):
    """One thing noticed of an open home."""

    home_id: str
    name: str
    area_name: str
    indicator: str
    direction: str
    points: float
    since: str
    sentence: str


class TogetherPages(IndexFile):
    """What a release says of evidence and intelligence together."""

    def together(self, home_id: str) -> TogetherDocument | None:
        """One home; where nothing was said of it, what the evidence alone comes to."""
        if not self._reads(home_id):
            return None
        rows = self._rows("home_id = ?", home_id)
        if not rows:
            return None
        held = self._all("SELECT document FROM together WHERE home_id = ?", home_id)[0][0]
        if held is not None:
            return cast(TogetherDocument, {**unpack(held), "row": rows[0]})
        found = self._all("SELECT document, lines FROM home_documents WHERE home_id = ?", home_id)
        document = put_together(found[0][0], found[0][1], self._facts)
        return _evidence_alone(rows[0], document)

    def together_rows(
        self,
        narrowed: Narrowed = "worth_a_look",
        *,
        only_open: bool = True,
        page: int = 1,
        per_page: int = 50,
    ) -> tuple[list[TogetherRow], int]:
        """One page of homes by their rank together, and how many fit in all."""
        condition = _CONDITIONS[narrowed] + (" AND is_open = 1" if only_open else "")
        where = f"{condition} AND {self._within}"
        total = self._all(
            f"SELECT COUNT(*) {_FROM} WHERE {where}",
            *self._within_values,
        )[0][0]
        return self._rows(
            condition, limit=max(1, per_page), skip=max(0, page - 1) * per_page
        ), total

    def together_rows_of(self, home_ids: list[str]) -> list[TogetherRow]:
        """The rows of the homes named, in the order asked; those out of reach are left out."""
        marks = ", ".join("?" * len(home_ids))
        by_id = {row["home_id"]: row for row in self._rows(f"home_id IN ({marks})", *home_ids)}
        return [by_id[home_id] for home_id in home_ids if home_id in by_id]

    def noticed(self, indicators: Iterable[str], direction: str) -> list[NoticedOfHome]:
        """What was noticed of open homes in some indicators, the weightiest first."""
        wanted = list(indicators)
        marks = ", ".join("?" * len(wanted))
        rows = self._all(
            "SELECT home_id, name, area_name, indicator, direction, n.points, since, sentence "  # noqa: S608
            "FROM homes h JOIN noticed n USING (home_id) "
            f"WHERE indicator IN ({marks}) AND direction = ? AND is_open = 1 AND {self._within} "
            "ORDER BY n.points DESC, rank, indicator",
            *wanted,
            direction,
            *self._within_values,
        )
        return [NoticedOfHome(*row) for row in rows]

    def together_states(self) -> dict[str, tuple[str, float, int]]:
        """Name, points and step together of every home within reach: for a look over years."""
        rows = self._all(
            f"SELECT home_id, name, t.points, t.step {_FROM} WHERE {self._within}",
            *self._within_values,
        )
        return {home_id: (name, points, step) for home_id, name, points, step in rows}

    def evidence_lines(self, home_id: str) -> tuple[list[EvidenceLine], list[tuple[str, str]]]:
        """The evidence of one home before any cap, and what of it raises a level alone."""
        if not self._reads(home_id):
            return [], []
        found = self._all("SELECT lines, alone FROM together WHERE home_id = ?", home_id)
        if not found:
            return [], []
        lines, alone = (json.loads(text) for text in found[0])
        return lines, [(agency, thing) for agency, thing in alone]

    @cached_property
    def together_rules(self) -> dict[str, Any]:
        """The caps, the weights of items and the ladder that the build used."""
        found = self._all("SELECT document FROM together_rules")
        return cast("dict[str, Any]", json.loads(found[0][0])) if found else {}

    def _rows(
        self, condition: str, *values: str, limit: int = -1, skip: int = 0
    ) -> list[TogetherRow]:
        rows = self._all(
            f"SELECT {_COLUMNS} {_FROM} WHERE {condition} AND {self._within} "
            "ORDER BY t.rank LIMIT ? OFFSET ?",
            *values,
            *self._within_values,
            limit,
            skip,
        )
        return [self._row(row) for row in rows]

    def _row(self, values: tuple[Any, ...]) -> TogetherRow:
        (home_id, name, area_code, area_name, is_open, rank, level, label, step, points,
         agencies, before, items, own_level, own_label, own_step, own_points, own_agencies,
         why) = values  # fmt: skip
        return TogetherRow(
            home_id=home_id,
            name=name,
            area_code=area_code,
            area_name=area_name,
            is_open=bool(is_open),
            rank=rank if self.scope.is_everything else self._together_places[home_id],
            level=level,
            level_label=label,
            step=step,
            points=points,
            agencies=agencies,
            step_a_month_ago=before,
            is_newly_flagged=bool(is_open) and before == 0 < step,
            items=items,
            evidence_level=own_level,
            evidence_level_label=own_label,
            evidence_step=own_step,
            evidence_points=own_points,
            evidence_agencies=own_agencies,
            differs=step != own_step,
            why=why,
        )

    @cached_property
    def _together_places(self) -> dict[str, int]:
        rows = self._all(
            f"SELECT home_id {_FROM} WHERE {self._within} ORDER BY t.rank",
            *self._within_values,
        )
        return {home_id: place for place, (home_id,) in enumerate(rows, start=1)}


def _evidence_alone(row: TogetherRow, document: HomeDocument) -> TogetherDocument:
    return TogetherDocument(
        row=row,
        level_reason=document["level_reason"],
        next_level_sentence=document["next_level_sentence"],
        arithmetic=[
            TogetherLine(**line, item_refs=[], evidence_points=line["points"])
            for line in document["arithmetic"]
        ],
        without_agency=document["without_agency"],
        good_points=document["row"]["good_points"],
        items=[],
        agreed=[],
        actions_open=0,
        actions_closed=0,
    )
