"""The page of each home, made one after another while the index is written."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import islice
from typing import Any

import numpy as np

from caresight.pipeline.build_introduction import (
    introduction,
    kind_of,
    peers_sentence,
    states_nursing,
)
from caresight.pipeline.build_pages import IndicatorPage
from caresight.pipeline.build_profiles import Judged
from caresight.pipeline.build_register import Location, Rating, named_area
from caresight.pipeline.build_timeline import latest_first, noticed
from caresight.pipeline.release_index.documents import (
    Happening,
    HomeRow,
    LinkedLocation,
    Series,
)
from caresight.pipeline.release_index.packing import PackedHome
from caresight.surveillance.explanation import (
    findings,
    improves,
    level_reason,
    next_level,
    weightiest,
    why,
)
from caresight.surveillance.notices import Signal
from caresight.surveillance.numbers_in_words import month_name
from caresight.vocabulary.periods import months_between

MOST_CHARTS = 3
MOST_GOOD_NEWS = 5
_OLD_MONTHS = 6
_NOTHING = np.zeros(0, dtype=np.float32)
_NO_MARKS = np.zeros(0, dtype=np.uint8)


@dataclass(frozen=True)
class Pages:
    """All that home pages are made from."""

    judged: Judged
    indicators: Sequence[IndicatorPage]
    locations: Mapping[str, Sequence[Location]]
    ratings: Mapping[str, Rating]
    timelines: Mapping[str, Sequence[Happening]]
    silence_notes: Mapping[int, str]
    silent: set[int]
    quality_notes: Mapping[str, Sequence[str]]
    track_record: str

    def documents(self) -> Iterator[PackedHome]:
        """Every home's page, in order of rank."""
        for row in np.argsort(self.judged.profiles.rank):
            yield self.document(int(row))

    def document(self, row: int) -> PackedHome:
        """The page of one home."""
        judged = self.judged
        home_id = str(judged.population.home_ids[row])
        locations = self.locations.get(home_id, ())
        by_indicator = _sentences_by_indicator(judged.signals.get(row, ()))
        measured = [
            (page, place) for page in self.indicators if (place := int(page.place[row])) >= 0
        ]
        home = self.row(row, locations)
        said = {"row": home, **self._said(row, home, locations)}
        return PackedHome(
            row=home,
            document=said,
            rows=[
                page.row(
                    place,
                    by_indicator.get(page.indicator.code, []),
                    is_silent=row in self.silent,
                )
                for page, place in measured
            ],
            facts=self._facts,
            lengths=[page.spark.shape[1] for page, _ in measured],
            sparks=np.concatenate([_NOTHING, *(page.spark[place] for page, place in measured)]),
            marks=np.concatenate(
                [_NO_MARKS, *(page.spark_marks[place] for page, place in measured)]
            ),
        )

    @cached_property
    def _facts(self) -> dict[str, dict[str, Any]]:
        return {page.indicator.code: page.facts for page in self.indicators}

    def _said(self, row: int, home: HomeRow, locations: Sequence[Location]) -> dict[str, Any]:
        """All of the page but its row and its icon table, by HomeDocument's names."""
        judged, home_id = self.judged, home["home_id"]
        current = locations[0] if locations else None
        concerning = judged.concerning(row)
        first_noticed = noticed(judged.signals.get(row, ()), self.indicators)
        return {
            "address": current.text("address") if current else "",
            "region": current.text("region") if current else "",
            "introduction": introduction(
                home, locations, self._rating(locations), self._has_manager(row)
            ),
            "what_to_know": self._what_to_know(row),
            "level_reason": level_reason(judged.profiles, judged.ladder, row),
            "next_level_sentence": next_level(judged.profiles, judged.ladder, row),
            "arithmetic": judged.arithmetic(row),
            "without_agency": judged.without(row),
            "would_end": list(dict.fromkeys(s.would_end for s in weightiest(concerning, 4))),
            "track_record": self.track_record,
            "good_news": _good_news(judged.improving(row)),
            "charts": self._charts(row),
            "timeline": latest_first([*first_noticed, *self.timelines.get(home_id, ())]),
            "locations": [_linked(location) for location in locations],
            "silence": self.silence_notes.get(row, ""),
            "quality_notes": list(self.quality_notes.get(home_id, ())),
            "peers_sentence": peers_sentence(judged.population, row, self.indicators),
        }

    def _has_manager(self, row: int) -> bool | None:
        """Whether a registered manager is in post; None where nobody says."""
        page = next((p for p in self.indicators if p.indicator.code == "manager_in_post"), None)
        if page is None or page.place[row] < 0:
            return None
        value = page.numbers["value"][int(page.place[row])]
        return None if value is None else value >= 1

    def row(self, row: int, locations: Sequence[Location]) -> HomeRow:
        """The home in a list."""
        judged, profiles = self.judged, self.judged.profiles
        population, step = judged.population, int(profiles.steps[row, -1])
        level, current = judged.ladder.levels[step], locations[0] if locations else None
        beds, rating = float(population.beds[row]), self._rating(locations)
        area_code, concerning = str(population.area_codes[row]), judged.concerning(row)
        return HomeRow(
            home_id=str(population.home_ids[row]),
            name=str(population.names[row]),
            kind=kind_of(
                bool(population.has_nursing[row]) if states_nursing(locations) else None,
                bool(population.has_dementia[row]),
            ),
            beds=None if np.isnan(beds) else int(beds),
            provider_id=current.text("provider_id") if current else "",
            provider_name=current.text("provider_name") if current else "",
            brand_name=current.text("brand_name") if current else "",
            register=str(population.register[row]),
            area_code=area_code,
            area_name=named_area(area_code, current.text("area_name") if current else ""),
            postcode=current.text("postcode") if current else "",
            location_ids=" ".join(location.location_id for location in locations),
            is_open=bool(judged.is_open[row]),
            rating=rating.rating if rating else self._stars(row),
            rank=int(profiles.rank[row]),
            level=level.code,
            level_label=level.label,
            step=step,
            points=float(profiles.total[row, -1]),
            agencies=int(profiles.agencies[row, -1]),
            points_a_month_ago=float(profiles.total[row, -2]),
            is_newly_flagged=judged.is_newly_flagged(row),
            good_points=float(profiles.good[row, -1]),
            improves=improves(judged.improving(row)),
            is_silent=row in self.silent,
            coverage=round(float(judged.coverage[row]), 3),
            why=why(concerning),
            findings=findings(concerning),
            points_by_agency=judged.points_by_agency(row),
            history=list(judged.history(row)),
        )

    def _rating(self, locations: Sequence[Location]) -> Rating | None:
        found = [self.ratings[x.location_id] for x in locations if x.location_id in self.ratings]
        return max(found, key=lambda rating: rating.on, default=None)

    def _stars(self, row: int) -> str:
        """The latest step of an ordinal indicator, where ratings are not events."""
        scales = self.judged.weights.rules.rating.scales
        for page in self.indicators:
            indicator = page.indicator
            register = indicator.population.register_name
            if indicator.kind == "ordinal" and page.place[row] >= 0 and register in scales:
                value = page.numbers["value"][int(page.place[row])]
                return "" if value is None else scales[register].labels.get(int(value), "")
        return ""

    def _what_to_know(self, row: int) -> list[str]:
        judged = self.judged
        told = [signal.sentence for signal in weightiest(judged.concerning(row), 3)]
        latest = judged.latest[str(judged.population.register[row])]
        if months_between(latest, judged.as_at) > _OLD_MONTHS:
            told.append(
                f"The latest evidence is about {month_name(latest)}; nothing newer is here."
            )
        if not judged.is_open[row]:
            told.append("This home has closed; what is shown is its past.")
        return told

    def _charts(self, row: int) -> list[Series]:
        """Full charts of the indicators that weigh most; none where nothing is noticed."""
        judged = self.judged
        signals = [*judged.concerning(row), *judged.improving(row)]
        signals.sort(key=lambda s: (s.direction != "concerning", -s.points, s.indicator))
        wanted = dict.fromkeys(s.indicator for s in signals if s.indicator)
        found = (self._page(code).series(row) for code in wanted)
        drawn = (series for series in found if series and len(series["periods"]) > 1)
        return list(islice(drawn, MOST_CHARTS))

    def _page(self, code: str) -> IndicatorPage:
        return next(page for page in self.indicators if page.indicator.code == code)


def _sentences_by_indicator(signals: Sequence[Signal]) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for signal in signals:
        if signal.indicator:
            found.setdefault(signal.indicator, []).append(signal.sentence)
    return found


def _good_news(signals: Sequence[Signal]) -> list[str]:
    """What has become better first, then what is better than elsewhere."""
    chosen = weightiest(signals, MOST_GOOD_NEWS)
    chosen.sort(key=lambda signal: signal.rule != "own_history")
    return [signal.sentence for signal in chosen]


def _linked(location: Location) -> LinkedLocation:
    return LinkedLocation(
        location_id=location.location_id,
        name=location.text("name"),
        provider_name=location.text("provider_name"),
        from_on=_iso(location.from_on),
        to_on=_iso(location.to_on),
        link_method=location.link_method,
        confidence=location.confidence,
        confirmed_by=location.confirmed_by,
        is_current=location.is_current,
    )


def _iso(day: Any) -> str:
    return day.isoformat() if day else ""
