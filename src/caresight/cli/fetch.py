"""`caresight fetch`: download the newest edition of a public source."""

import os
from datetime import UTC, datetime
from pathlib import Path
from typing import Annotated

import typer

from caresight.cli.terminal import JsonOption, definitions_folder, progress, refuse, say, say_json

KEY_HEADER = "Ocp-Apim-Subscription-Key"
PER_MINUTE = 1000
"""Half of what CQC allows a partner, so that others at the council can ask as well."""


def command(
    source: Annotated[str, typer.Argument(help="Id of the source; see `caresight sources`.")],
    to: Annotated[Path, typer.Option("--to", help="Folder to save into.")],
    base_url: Annotated[
        str | None, typer.Option(help="Other address of the publisher, such as a mirror.")
    ] = None,
    key_from: Annotated[
        str, typer.Option(help="Environment variable that holds the publisher's key.")
    ] = "CQC_API_KEY",
    area: Annotated[
        str | None, typer.Option(help="For the CQC API: one council only, by its name.")
    ] = None,
    per_minute: Annotated[int, typer.Option(help="At most so many requests.", min=1)] = PER_MINUTE,
    as_json: JsonOption = False,
) -> None:
    from caresight.sources.catalogue import load_sources
    from caresight.sources.fetching import fetch
    from caresight.sources.requests import Requests

    definition = load_sources(definitions_folder() / "sources").named(source)
    headers = {"User-Agent": "caresight"}
    if definition.fetch and definition.fetch.key:
        key = os.environ.get(key_from)
        if not key:
            refuse(f"{source} needs a key. Put it into the environment variable {key_from}.")
        headers[KEY_HEADER] = key
    with progress(f"Fetching {source}") as step:
        fetched = fetch(
            definition,
            to,
            requests=Requests(headers=headers, between=60 / per_minute),
            fetched_on=datetime.now(tz=UTC).date(),
            base_url=base_url,
            area=area,
            progress=step,
        )
    if as_json:
        say_json({"path": fetched.path, "url": fetched.url, "sha256": fetched.sha256})
        return
    say(f"Fetched {fetched.path} (SHA-256 {fetched.sha256[:12]}…).")
    say(f"To land it: caresight land {fetched.path}")
