"""How digital the homes of an area are: counts by band, and the uptake of each criterion.

A home whose band could still change with what is not known is counted as not settled; a share
is of the homes of which it is known, with its interval, and says for how many it is not.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from caresight.maturity.definition import Maturity
from caresight.maturity.scoring import Assessment
from caresight.pipeline.release_index.digital import DigitalArea, Uptake
from caresight.pipeline.release_index.documents import HomeRow
from caresight.statistics.intervals import wilson_interval
from caresight.vocabulary.areas import area_name, councils

ALL = "all"


@dataclass(frozen=True)
class Groupings:
    """What homes are counted by, beside their council."""

    regions: Mapping[str, str] = field(default_factory=dict)
    """Council to region, as the register names it."""
    boards: Mapping[str, str] = field(default_factory=dict)
    """Home to integrated care board, where it is known."""
    board_names: Mapping[str, str] = field(default_factory=dict)


def digital_areas(
    definition: Maturity,
    homes: Sequence[HomeRow],
    assessed: Mapping[str, Assessment],
    groupings: Groupings,
) -> list[DigitalArea]:
    """All homes, then the regions, the boards and the councils, each by name."""
    by_council: dict[str, list[Assessment]] = {}
    by_region: dict[str, list[Assessment]] = {}
    by_board: dict[str, list[Assessment]] = {}
    names = dict(groupings.board_names)
    for home in homes:
        code, now = home["area_code"], assessed[home["home_id"]]
        if code:
            names[code] = home["area_name"] or area_name(code)
            by_council.setdefault(code, []).append(now)
        council = councils().get(code)
        region = groupings.regions.get(code) or (council.region if council else "")
        if region:
            by_region.setdefault(region, []).append(now)
        board = groupings.boards.get(home["home_id"])
        if board:
            by_board.setdefault(board, []).append(now)

    def named(found: Mapping[str, list[Assessment]], kind: str) -> list[DigitalArea]:
        codes = sorted(found, key=lambda code: (names[code], code))
        return [_area(code, names[code], kind, found[code], definition) for code in codes]

    return [
        _area(ALL, "All homes", ALL, [assessed[home["home_id"]] for home in homes], definition),
        *(_area(name, name, "region", by_region[name], definition) for name in sorted(by_region)),
        *named(by_board, "board"),
        *named(by_council, "council"),
    ]


def _area(
    code: str, name: str, kind: str, homes: Sequence[Assessment], definition: Maturity
) -> DigitalArea:
    steps = range(len(definition.steps))
    settled = [home.band for home in homes if home.is_settled]
    return DigitalArea(
        code=code,
        name=name,
        kind=kind,
        homes=len(homes),
        bands=[settled.count(step) for step in steps],
        not_settled=len(homes) - len(settled),
        nothing_known=sum(not home.is_anything_known for home in homes),
        reached=[sum(home.band == step for home in homes) for step in steps],
        uptake=[_uptake(one.code, homes) for one in definition.criteria],
    )


def _uptake(code: str, homes: Sequence[Assessment]) -> Uptake:
    states = [home.findings[code].state for home in homes]
    yes, no = states.count("yes"), states.count("no")
    known = yes + no
    lower, upper = wilson_interval(yes, known) if known else (None, None)
    return Uptake(
        criterion=code,
        yes=yes,
        no=no,
        not_known=len(homes) - known,
        share=round(yes / known, 4) if known else None,
        lower=None if lower is None else round(float(lower), 4),
        upper=None if upper is None else round(float(upper), 4),
    )
