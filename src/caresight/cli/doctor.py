"""`caresight doctor`: check the installation and the home folder."""

from dataclasses import asdict

import typer

from caresight.cli.terminal import (
    REFUSED,
    HomeOption,
    JsonOption,
    definitions_folder,
    home_folder,
    say,
    say_json,
)

_WORDS = {"good": "good ", "note": "note ", "fault": "FAULT"}


def command(json: JsonOption = False, home: HomeOption = None) -> None:
    from caresight.pipeline.doctor import findings

    found = findings(home_folder(home), definitions_folder())
    if json:
        say_json([asdict(finding) for finding in found])
    else:
        for finding in found:
            say(f"{_WORDS[finding.state]}  {finding.what}: {finding.seen}")
            if finding.advice:
                say(f"       What to do: {finding.advice}")
    if any(finding.state == "fault" for finding in found):
        raise typer.Exit(REFUSED)
