"""The place of each council over several measures, and who is proposed for a review."""

from collections.abc import Mapping, Sequence

import numpy as np

from caresight.indicators.area_ranking import AreaRanking
from caresight.pipeline.build_place_figures import Compared
from caresight.pipeline.release_index.places import OverallRank, Shortlisted
from caresight.statistics.rank_intervals import WeightedRanks, weighted_ranks
from caresight.surveillance.numbers_in_words import period_name
from caresight.vocabulary.areas_over_time import ended_areas, kind_of, name_of
from caresight.vocabulary.lists import joined
from caresight.vocabulary.polarity import Polarity


class Overall:
    """The ranking of a release; empty where fewer than two of its measures have figures."""

    def __init__(self, ranking: AreaRanking, found: Mapping[str, Compared]) -> None:
        self.ranking = ranking
        self._used = [one for one in ranking.measures if one.measure in found]
        self._found = [found[one.measure] for one in self._used]
        self._ranks = self._ranked() if len(self._used) > 1 else None
        self._areas: Sequence[str] = self._found[0].figures.areas if self._found else ()

    def _ranked(self) -> WeightedRanks:
        councils = np.array([kind_of(c) == "council" for c in self._found[0].figures.areas])
        columns = [(one.figures, one.column) for one in self._found]
        return weighted_ranks(
            np.stack([np.where(councils, f.values[:, c], np.nan) for f, c in columns], axis=1),
            np.stack([f.lower[:, c] for f, c in columns], axis=1),
            np.stack([f.upper[:, c] for f, c in columns], axis=1),
            lowest_first=np.array(
                [f.measure.polarity != Polarity.HIGHER_IS_BETTER for f, _ in columns]
            ),
            weights=np.array([one.weight for one in self._used]),
            weights_vary_by=self.ranking.weights_vary_by,
            draws=self.ranking.draws,
            seed=self.ranking.seed,
        )

    def of_area(self, code: str) -> tuple[OverallRank | None, Shortlisted | None]:
        """The place of an area, and whether it is proposed; None where it is not ranked."""
        if self._ranks is None:
            return None, None
        row = self._areas.index(code)
        if np.isnan(self._ranks.place[row]):
            return None, None
        place, lower, upper, by_low, by_high = (
            int(one[row])
            for one in (
                self._ranks.place, self._ranks.lower, self._ranks.upper,
                self._ranks.weight_lower, self._ranks.weight_upper,
            )
        )  # fmt: skip
        of = int((~np.isnan(self._ranks.place)).sum())
        overall = OverallRank(
            title=self.ranking.title,
            rank=place,
            lower=lower,
            upper=upper,
            of=of,
            weight_lower=by_low,
            weight_upper=by_high,
            periods_differ=self.periods_differ,
            parts=self.parts,
        )
        return overall, self._shortlisted(code, place, lower, of)

    @property
    def periods_differ(self) -> str:
        """The warning that the parts are of different periods; empty where they are of one."""
        periods = {one.figures.periods[one.column] for one in self._found}
        if len(periods) < 2:
            return ""
        words = joined([period_name(one) for one in sorted(periods)])
        return (
            f"The measures are not of one time ({words}): an area may have changed since the "
            "older of them."
        )

    @property
    def parts(self) -> list[str]:
        """What the place was made of, and which measures of the ranking have no figure."""
        said = [
            f"{found.figures.measure.title}, weight {one.weight:g}, "
            f"{period_name(found.figures.periods[found.column])}"
            for one, found in zip(self._used, self._found, strict=True)
        ]
        without = len(self.ranking.measures) - len(self._used)
        if without:
            said.append(
                f"{without} of the {len(self.ranking.measures)} measures have no figure here "
                "and are left out; the others keep their weights."
            )
        return said

    def _shortlisted(self, code: str, place: int, lower: int, of: int) -> Shortlisted:
        rule = self.ranking.shortlist
        many = max(1, round(rule.among_last_share * of))
        last = place > of - many
        sure = lower > rule.surely_beyond_share * of
        words = (
            f"A council is proposed if it stands among the last {many} of {of} and its interval "
            f"lies wholly beyond place {int(rule.surely_beyond_share * of)}."
        )
        if ended := ended_areas().get(code):
            after = joined([name_of(one) for one in ended.followed_by])
            why = f"It is no more, so that nobody can review it: look at {after}."
            return Shortlisted(is_listed=False, rule=words, why=why)
        if last and sure:
            why = f"It stands at place {place}, and at best at {lower}."
        elif last:
            why = f"It stands at place {place}, but may by chance stand as high as {lower}."
        else:
            why = f"It stands at place {place}."
        return Shortlisted(is_listed=last and sure, rule=words, why=why)
