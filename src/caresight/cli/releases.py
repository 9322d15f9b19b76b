"""`caresight releases`: list the releases."""

from caresight.cli.terminal import HomeOption, JsonOption, home_folder, say, say_json


def command(json: JsonOption = False, home: HomeOption = None) -> None:
    from caresight.lake.lake import Lake

    releases = Lake(home_folder(home)).releases()
    if json:
        say_json(
            [
                {
                    "release_id": release.release_id,
                    "known_at": release.known_at,
                    "known_by": release.known_by,
                    "made_at": release.made_at.isoformat(),
                    "definitions_version": release.definitions_version,
                    "invented": release.invented,
                }
                for release in releases
            ]
        )
        return
    if not releases:
        say("No release yet: land files with `caresight land`, then run `caresight build`.")
    for release in reversed(releases):
        say(
            f"{release.release_id:10}  as known at {release.known_at} ({release.known_by})  "
            f"made {release.made_at:%Y-%m-%d %H:%M} UTC  definitions {release.definitions_version}"
            + ("  invented data" if release.invented else "")
        )
