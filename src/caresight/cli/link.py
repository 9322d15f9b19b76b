"""`caresight link`: a person's word on whether two locations are one home."""

from datetime import UTC, datetime
from typing import Annotated, Literal

import typer

from caresight.cli.terminal import HomeOption, home_folder, refuse, say


def command(
    location: Annotated[str, typer.Argument(help="Id of a location, as the register gives it.")],
    other: Annotated[str, typer.Argument(help="Id of the other location.")],
    same: Annotated[
        bool | None, typer.Option("--same/--different", help="One home, or two.")
    ] = None,
    by: Annotated[str, typer.Option(help="Who says so, by role.")] = "",
    reason: Annotated[str, typer.Option(help="Why.")] = "",
    kind: Annotated[
        Literal["changed_hands", "dual_registration"] | None,
        typer.Option(help="How the two are one home."),
    ] = None,
    home: HomeOption = None,
) -> None:
    from caresight.lake.lake import Lake
    from caresight.pipeline.linking import confirm_link

    if same is None:
        refuse("say --same (one home) or --different (two homes).")
    if kind and not same:
        refuse("--kind says how two locations are one home; it does not go with --different.")
    confirm_link(
        Lake(home_folder(home)),
        location_id=location,
        other_location_id=other,
        same_home=same,
        kind=kind or "none",
        confirmed_by=by,
        reason=reason,
        at=datetime.now(UTC),
    )
    verdict = "one home" if same else "two homes"
    say(f"Kept: {location} and {other} are {verdict}. It counts from the next build on.")
