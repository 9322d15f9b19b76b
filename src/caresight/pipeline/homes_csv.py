"""One profile per home as rows for other people's programs."""

import json
from collections.abc import Iterator
from typing import Any

from caresight.lake.lake import Lake
from caresight.lake.releases import Release
from caresight.pipeline.release_index.reading import ReleaseIndex, index_path
from caresight.vocabulary.agencies import Agency

COLUMNS = (
    "home_id", "location_id", "name", "area_code", "points", "agencies", "suggested_level",
    "coverage", *(str(agency) for agency in Agency),
)  # fmt: skip


def home_profiles(lake: Lake, release: Release) -> Iterator[dict[str, Any]]:
    """Open homes in order of rank; an agency that gives nothing has 0 points.

    An agency of which nothing is held has 0 as well: `coverage` says how much is known.
    """
    columns = (
        "home_id", "total", "agencies", "suggested_level", "coverage", "points_by_agency", "rank",
    )  # fmt: skip
    profiles = lake.read(release, "profiles", columns=columns).to_pylist()
    by_id = {profile["home_id"]: profile for profile in profiles}
    index = ReleaseIndex(index_path(lake.home, release.release_id))
    for row in index.homes(per_page=max(len(by_id), 1))[0]:
        profile = by_id[row["home_id"]]
        given = json.loads(profile["points_by_agency"])
        yield {
            "home_id": row["home_id"],
            "location_id": row["location_ids"].split(" ")[0],
            "name": row["name"],
            "area_code": row["area_code"],
            "points": profile["total"],
            "agencies": profile["agencies"],
            "suggested_level": profile["suggested_level"],
            "coverage": round(profile["coverage"], 4),
            **{str(agency): given.get(str(agency), 0.0) for agency in Agency},
        }
