"""How digital the homes of an invented release are: settled, not settled, falling, unknown."""

from collections.abc import Iterator, Sequence

from caresight.pipeline.release_index.digital import DigitalArea, DigitalHome, DigitalParts
from caresight.pipeline.release_index.documents import HomeDocument
from tests.unit.pipeline.invented_digital import area, home, parts
from tests.web.invented_boards import BOARD, BOARD_NAME


def digital_parts(documents: Sequence[HomeDocument]) -> DigitalParts:
    """Every fourth home is unknown, every third falls soon."""
    codes = dict.fromkeys(
        (d["row"]["area_code"], d["row"]["area_name"]) for d in documents if d["row"]["area_code"]
    )
    return DigitalParts(
        parts().summary,
        _homes(documents),
        [
            # A fourth home, which lies in no board.
            DigitalArea({**area("all", "All homes", "all"), "homes": 4}),
            area(BOARD, BOARD_NAME, "board"),
            *(area(code, name) for code, name in codes),
        ],
    )


def _homes(documents: Sequence[HomeDocument]) -> Iterator[DigitalHome]:
    for number, document in enumerate(documents):
        home_id = document["row"]["home_id"]
        if number % 4 == 3:
            yield home(
                home_id, 0, 2, score=0.0, score_possible=100.0, is_anything_known=False,
                states=dict.fromkeys(("dspt_met", "nhsmail", "wifi_residents", "tablets"),
                                     "not_known"),
                held_back_by=["dspt_met"], journey=[], matches=[],
            )  # fmt: skip
        else:
            yield home(home_id, falls_on="2026-12-08" if number % 3 == 0 else "")
