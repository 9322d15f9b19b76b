"""What to say of a file that fits no definition, and of tables that a workbook should have."""

from collections.abc import Collection, Sequence

from caresight.sources.answer import SetAside
from caresight.sources.definition import WORKBOOKS, SourceDefinition
from caresight.sources.intake import Opened
from caresight.sources.matching import Candidate, Near, nearest
from caresight.vocabulary.refusal import Refusal

_ADVICE = (
    "`caresight sources` lists what can be read; docs/how-to/add-a-source.md says how to "
    "describe another file without code."
)


def unknown(
    candidates: Sequence[Candidate], opened: Opened, definitions: list[SourceDefinition]
) -> Refusal:
    """The refusal of a file that fits none, with the definition that it is nearest to."""
    closest = nearest(candidates, definitions)
    if opened.kind == "json" and "FeatureCollection" in opened.head:
        return Refusal(
            "these are boundaries as GeoJSON, which is not read",
            file=opened.file_name,
            expected="TopoJSON: one object of the type Topology",
            what_to_do="Ask for the boundaries as TopoJSON, in which neighbours share their line.",
        )
    if closest is None:
        kind = "a workbook" if opened.format in WORKBOOKS else opened.format
        return Refusal(
            "this is no file that Caresight knows",
            file=opened.file_name,
            expected="the headings of a known source",
            came=f"{kind} with none of them",
            what_to_do=_ADVICE,
        )
    return Refusal(
        f"this is no file that Caresight knows; it is nearest to “{closest.definition.title}” "
        f"({closest.definition.id})",
        file=opened.file_name,
        row=closest.row,
        expected=closest.lacking_in_words,
        came=f"{closest.present} of its headings" + closest.sheet_in_words
        + closest.surplus_in_words,
        what_to_do=closest.way_out or _ADVICE,
    )  # fmt: skip


def tables_missing(
    candidates: Sequence[Candidate],
    definitions: list[SourceDefinition],
    found: Collection[str],
    file_name: str,
) -> tuple[SetAside, ...]:
    """The tables of a workbook that are not there, though others of it are."""
    workbooks = {one.recognise.workbook for one in definitions if one.id in found} - {""}
    return tuple(
        _missing(one, nearest(candidates, [one]), file_name)
        for one in definitions
        if one.recognise.workbook in workbooks and one.id not in found
    )


def _missing(definition: SourceDefinition, near: Near | None, file_name: str) -> SetAside:
    came = f"nearest is row {near.row}{near.sheet_in_words}" if near else "nothing like it"
    lacks = f", which lacks {near.lacking_in_words.removeprefix('also ')}" if near else ""
    return SetAside(
        file_name, near.row if near else None, "", "table_missing", came,
        f"the table “{definition.title}”",
        f"The table “{definition.title}” is not in this workbook{lacks}. What it would tell is "
        "not known; the other tables landed. Ask for the workbook as it was published.",
    )  # fmt: skip
