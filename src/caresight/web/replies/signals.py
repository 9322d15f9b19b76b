"""What was noticed about a home in the newest release, for who speaks to its provider of it."""

from dataclasses import dataclass
from pathlib import Path

from django.conf import settings

from caresight.lake.lake import Lake
from caresight.vocabulary.agencies import Agency
from caresight.web.directory.releases import newest


@dataclass(frozen=True)
class NoticedSignal:
    """One signal: how it is found again, and its sentence."""

    ref: str
    sentence: str
    release_id: str


def signals_of_home(home_id: str) -> list[NoticedSignal]:
    """The signals of a home, the weightiest first; none that rests on what people reported."""
    release = newest()
    if release is None:
        return []
    lake = Lake(Path(settings.HOME))
    rows = lake.read(
        lake.release(release.release_id),
        "signals",
        where={"home_id": home_id},
        columns=["signal_id", "sentence", "points", "agency"],
    ).to_pylist()
    rows.sort(key=lambda row: (-row["points"], row["signal_id"]))
    return [
        NoticedSignal(row["signal_id"], row["sentence"], release.release_id)
        for row in rows
        if row["agency"] != Agency.INTELLIGENCE
    ]
