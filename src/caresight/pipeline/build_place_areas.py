"""The page of each area: all its measures beside its neighbours, its region and England."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

import numpy as np

from caresight.indicators.area_definition import AreaMeasureDefinition, DaysRate
from caresight.indicators.area_population import people_by_year
from caresight.indicators.area_told import Told
from caresight.pipeline.build_place_best import best_neighbour
from caresight.pipeline.build_place_figures import (
    Compared,
    against_words,
    figure_of,
    is_good,
    number,
    numbers,
    whole,
)
from caresight.pipeline.build_place_ranking import Overall
from caresight.pipeline.build_place_words import (
    area_sentence,
    area_sentences,
    ended_sentence,
    newest_known,
)
from caresight.pipeline.release_index.places import (
    AreaDocument,
    AreaMeasure,
    AreaNamed,
    MeasureRow,
    Neighbour,
    People,
)
from caresight.vocabulary.areas_over_time import (
    came_from,
    ended_areas,
    kind_of,
)
from caresight.vocabulary.lists import joined


@dataclass(frozen=True)
class AreaPages:
    """What the pages of areas are made of."""

    measures: Sequence[AreaMeasureDefinition]
    rows: Mapping[str, MeasureRow]
    found: Mapping[str, Compared]
    told: Told
    titles: Mapping[str, str]
    neighbours: Mapping[str, Sequence[Neighbour]]
    no_neighbours: Mapping[str, str]
    """Of areas without neighbours, why; under an empty code, why nobody has any."""
    overall: Overall | None

    def documents(self) -> Iterator[AreaDocument]:
        """One document an area, England first."""
        people = self._people()
        for row, code in enumerate(self.told.areas):
            yield self._document(row, code, people.get(code))

    def _document(self, row: int, code: str, people: People | None) -> AreaDocument:
        measures = [self._measure(one, row) for one in self.measures]
        overall, shortlist = self.overall.of_area(code) if self.overall else (None, None)
        ended, before = ended_areas().get(code), came_from(code)
        region_code, region_name = self.told.region_of(code)
        name = self.told.name_of(code)
        like = list(self.neighbours.get(code, ()))
        return AreaDocument(
            area_code=code,
            area_name=name,
            kind=kind_of(code),
            region_code=region_code,
            region_name=region_name,
            began_on=max(one.ended_on for one in before).isoformat() if before else "",
            ended_on=ended.ended_on.isoformat() if ended else "",
            followed_by=self._named(ended.followed_by if ended else ()),
            came_from=self._named(one.code for one in before),
            population=people,
            neighbours=like,
            no_neighbours_because="" if like else self._why_alone(code),
            boards=self._named(self.told.boards.of_council.get(code, ())),
            councils=self._named(self.told.boards.councils(code)),
            measures=measures,
            overall=overall,
            shortlist=shortlist,
            sentences=[
                *ended_sentence(code),
                *area_sentences(name, measures),
                *self._of_board(code),
            ],
        )

    def _named(self, codes: Iterable[str]) -> list[AreaNamed]:
        return [AreaNamed(area_code=one, area_name=self.told.name_of(one)) for one in codes]

    def _of_board(self, code: str) -> list[str]:
        """What a board's figures are made of, or why none is added up."""
        boards = self.told.boards
        if kind_of(code) != "board":
            return []
        shared = [self.told.name_of(one) for one in boards.shared(code)]
        if shared:
            lie = "lie" if len(shared) > 1 else "lies"
            return [
                f"Figures of councils are not added up to this board, as {joined(shared)} {lie} in "
                "it only in part. Homes are counted by where each of them is."
            ]
        councils = [self.told.name_of(one) for one in boards.councils(code)]
        if not councils:
            return ["No file says which councils it is made of, so that nothing is added up to it."]
        return [f"Its figures are added up from those of its councils: {joined(councils)}."]

    def _why_alone(self, code: str) -> str:
        if kind_of(code) != "council":
            return "Neighbours are found for councils."
        return self.no_neighbours.get(code) or self.no_neighbours.get("", "")

    def _measure(self, measured: AreaMeasureDefinition, row: int) -> AreaMeasure:
        found = self.found.get(measured.code)
        if found is None:
            return _nothing(self.rows[measured.code])
        figures = found.figures
        before = figures.before_newest
        polarity = measured.polarity
        one = AreaMeasure(
            row=self.rows[measured.code],
            figure=figure_of(figures, row, found.column, self.told, self.titles),
            previous=None
            if before is None
            else figure_of(figures, row, before, self.told, self.titles),
            neighbours_median=number(found.neighbours_median[row]),
            region_value=number(found.region[row]),
            england_value=number(found.england),
            against_neighbours=against_words(float(found.against_neighbours[row])),
            against_neighbours_is_good=is_good(float(found.against_neighbours[row]), polarity),
            against_region=against_words(float(found.against_region[row])),
            against_region_is_good=is_good(float(found.against_region[row]), polarity),
            against_england=against_words(float(found.against_england[row])),
            against_england_is_good=is_good(float(found.against_england[row]), polarity),
            best_neighbour=best_neighbour(measured, row, self.found, self.measures),
            rank=whole(found.ranks.place[row]),
            rank_lower=whole(found.ranks.lower[row]),
            rank_upper=whole(found.ranks.upper[row]),
            of=found.ranked,
            periods=[period.start.isoformat() for period in figures.periods],
            series=numbers(figures.values[row]),
            sentence="",
        )
        one["sentence"] = area_sentence(one, measured) + newest_known(found, row)
        return one

    def _people(self) -> dict[str, People]:
        """People of the ages that most rates are set against, newest year."""
        wanted = next(
            (m.method.over for m in self.measures if isinstance(m.method, DaysRate)), None
        )
        by_year = people_by_year(self.told, wanted) if wanted else {}
        if not by_year or not wanted:
            return {}
        year = max(by_year)
        counts = dict(zip(self.told.areas, by_year[year].tolist(), strict=True))
        for code in self.told.areas:
            within = self.told.boards.members(code, date(year, 6, 30))
            if within and set(within) <= counts.keys():
                counts[code] = sum(counts[one] for one in within)
        return {
            code: People(value=float(count), age_words=wanted.words, year=year)
            for code, count in counts.items()
            if not np.isnan(count)
        }


def _nothing(row: MeasureRow) -> AreaMeasure:
    """A measure of which nothing is known anywhere: shown with the reason."""
    return AreaMeasure(
        row=row, figure=None, previous=None, neighbours_median=None, region_value=None,
        england_value=None, against_neighbours="not known", against_neighbours_is_good=None,
        against_region="not known", against_region_is_good=None, against_england="not known",
        against_england_is_good=None, best_neighbour=None, rank=None, rank_lower=None,
        rank_upper=None, of=0, periods=[], series=[], sentence=row["why_none"],
    )  # fmt: skip
