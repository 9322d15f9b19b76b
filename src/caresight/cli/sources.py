"""`caresight sources`: what can be read, from whom, how often."""

from caresight.cli.terminal import JsonOption, definitions_folder, say, say_json


def command(as_json: JsonOption = False) -> None:
    from rich.console import Console
    from rich.table import Table

    from caresight.sources.catalogue import load_sources

    catalogue = load_sources(definitions_folder() / "sources")
    if as_json:
        say_json(
            [
                {
                    "id": source.id,
                    "title": source.title,
                    "publisher": source.publisher,
                    "agency": str(source.agency),
                    "register": source.register_,
                    "formats": list(source.recognise.formats),
                    "cadence": source.cadence,
                    "licence": source.licence,
                    "use": source.use,
                    "version": source.version,
                    "complete": source.complete,
                    "gate": source.gate,
                    "can_be_fetched": source.fetch is not None,
                }
                for source in catalogue.values()
            ]
        )
        return
    table = Table(box=None, pad_edge=False)
    table.add_column("Source", no_wrap=True)
    for heading in ("What it is", "Evidence of", "Files", "How often"):
        table.add_column(heading, overflow="fold")
    for source in catalogue.values():
        formats = " ".join(source.recognise.formats)
        table.add_row(source.id, source.title, source.agency.label, formats, source.cadence)
    Console().print(table)
    say()
    say(f"{len(catalogue)} sources. A file is known by its content; its name does not matter.")
    say("Another file can be described without code: docs/how-to/add-a-source.md.")
