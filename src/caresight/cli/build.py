"""`caresight build`: measure, detect and combine; make a release."""

from datetime import UTC, date, datetime
from enum import StrEnum
from typing import Annotated, Any

import typer

from caresight.cli.terminal import (
    HomeOption,
    JsonOption,
    definitions_folder,
    home_folder,
    progress,
    refuse,
    say,
    say_json,
)


class Known(StrEnum):
    """What counts as known at a date."""

    RECEIVED = "received"
    PUBLISHED = "published"


def command(
    as_at: Annotated[
        str | None,
        typer.Option(help="Build what was known on this day (YYYY-MM-DD). Default: today."),
    ] = None,
    known: Annotated[
        Known,
        typer.Option(
            help="received: what this installation held by then; published: what had been "
            "published by then, for history that was loaded later."
        ),
    ] = Known.RECEIVED,
    ladder: Annotated[
        str | None, typer.Option(help="Escalation ladder in force. Default: nqb-2022.")
    ] = None,
    without_casework: Annotated[
        bool,
        typer.Option(
            "--without-casework",
            help="Take nothing new of what people said and decided; build with what is landed.",
        ),
    ] = False,
    json: JsonOption = False,
    home: HomeOption = None,
) -> None:
    from caresight.cli.casework import collect_casework
    from caresight.cli.returns import collect_returns
    from caresight.lake.as_at import KnownAt
    from caresight.lake.lake import Lake
    from caresight.pipeline.build import build
    from caresight.pipeline.build_definitions import load_definitions
    from caresight.surveillance.ladder import DEFAULT_LADDER

    on = _day(as_at)
    lake = Lake(home_folder(home))
    definitions = load_definitions(definitions_folder(), ladder=ladder or DEFAULT_LADDER)
    collected: list[str] = []
    if not without_casework:
        # Returns are evidence like any other file; what people said and decided comes after.
        collected.append(collect_returns(lake, definitions.sources))
        collected.append(collect_casework(lake, definitions.sources))
    with progress("Building") as step:
        release = build(
            lake,
            definitions,
            known=KnownAt(on, known.value),
            made_at=datetime.now(UTC),
            progress=step,
        )
    if not json:
        for sentence in filter(None, collected):
            say(sentence)
    index = _index(lake.home, release.release_id)
    _tell(release.release_id, index.summary(), release.details, json)
    if not json:
        _tell_areas(index)


def _day(text: str | None) -> date:
    if text is None:
        return datetime.now(UTC).date()
    try:
        return date.fromisoformat(text)
    except ValueError:
        refuse(f"--as-at: expected a day as YYYY-MM-DD, such as 2026-10-31; came {text!r}.")


def _index(home: Any, release_id: str) -> Any:
    from caresight.pipeline.release_index.reading import ReleaseIndex, index_path

    return ReleaseIndex(index_path(home, release_id))


def _tell_areas(index: Any) -> None:
    """How many measures of areas have figures, if any was landed."""
    measures = index.measures()
    known = sum(not one["why_none"] for one in measures)
    if known:
        areas = sum(one["has_measures"] for one in index.places())
        say(f"{known} of {len(measures)} measures of areas have figures, of {areas:,} areas.")


def _tell(release_id: str, summary: Any, details: Any, json: bool) -> None:
    without = list(details["without_data"])
    if json:
        keys = ("as_at", "known_by", "homes", "homes_needing_attention", "levels", "flags")
        chosen = {key: summary[key] for key in keys}
        say_json({"release_id": release_id, **chosen, "indicators_without_data": without})
        return
    say(
        f"Release {release_id}: {summary['homes']:,} homes as known at {summary['as_at']} "
        f"({summary['known_by']}), {summary['indicators_tested']} indicators."
    )
    for level in summary["levels"]:
        say(f"  {level['label']:30} {level['homes']:>7,} homes")
    say(summary["false_discovery_sentence"])
    if without:
        say(f"No data for {len(without)} indicators: {', '.join(without)}.")
