"""The form of a member's report, made from its definition."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from django import forms
from django.forms.boundfield import BoundField

from caresight.pipeline.release_index.scope import Scope
from caresight.web.intelligence.forms.screening import Screened
from caresight.web.meetings.definitions import ReportForm as Definition
from caresight.web.meetings.definitions import Section
from caresight.web.meetings.forms.making import Versioned, form_with, home_field
from caresight.web.meetings.forms.words import words_field
from caresight.web.meetings.operations import Said

SPARE_LINES = 2
"""Empty lines for homes beyond those that are filled; saving the draft gives more."""
MOST_LINES = 30


@dataclass(frozen=True)
class ShownSection:
    """A section with its fields: one of words, or pairs of a home and words."""

    section: Section
    words: BoundField | None
    lines: list[tuple[BoundField, BoundField]]


class ReportForm(Screened, Versioned):
    """One report; sections that ask for homes have a line for each, and some to spare."""

    definition: Definition
    lines: Mapping[str, int]
    # A draft stays with its agency, and is screened only once it is sent.
    screens_unchanged = True

    def clean(self) -> dict[str, Any]:
        """A home without words, or words without a home, is half a line."""
        homes = [self.cleaned_data.get(f"{code}_{line}_home") for code, line in self._every_line()]
        self.home_names = tuple(home["name"] for home in homes if home)
        cleaned = super().clean()
        for code, number in self._every_line():
            home = self.cleaned_data.get(f"{code}_{number}_home")
            words = self.cleaned_data.get(f"{code}_{number}_words", "")
            if home and not words and f"{code}_{number}_words" not in self.errors:
                self.add_error(f"{code}_{number}_words", "Say in a line or two why.")
            if words and not home and f"{code}_{number}_home" not in self.errors:
                self.add_error(f"{code}_{number}_home", "Say which home it is about.")
        return cleaned

    def sections(self) -> list[ShownSection]:
        """The fields in the order of the definition."""
        return [
            ShownSection(
                section,
                self[section.code] if section.asks == "words" else None,
                [
                    (self[f"{section.code}_{number}_home"], self[f"{section.code}_{number}_words"])
                    for number in range(self.lines.get(section.code, 0))
                ],
            )
            for section in self.definition.sections
        ]

    def said(self) -> list[Said]:
        """What was written, section by section."""
        held = self.cleaned_data
        words = [
            Said(section.code, held[section.code])
            for section in self.definition.sections
            if section.asks == "words" and held[section.code]
        ]
        of_homes = [
            (code, held[f"{code}_{number}_home"], held[f"{code}_{number}_words"])
            for code, number in self._every_line()
        ]
        return words + [
            Said(code, text, home["home_id"], home["name"]) for code, home, text in of_homes if home
        ]

    def _every_line(self) -> Iterator[tuple[str, int]]:
        for code, lines in self.lines.items():
            yield from ((code, number) for number in range(lines))


def report_form(
    definition: Definition,
    scope: Scope,
    *,
    posted: Mapping[str, Any] | None,
    held: list[Said],
    version: int,
) -> ReportForm:
    """The form of a definition, filled with what was sent, or else with what is held."""
    fields: dict[str, forms.Field] = {}
    lines: dict[str, int] = {}
    initial: dict[str, Any] = {"version": version}
    for section in definition.sections:
        own = [one for one in held if one.section == section.code]
        if section.asks == "words":
            label, hint = section.label, section.hint
            needed = section.required and (posted is None or "send" in posted)
            fields[section.code] = words_field(label, hint=hint, required=needed)
            initial[section.code] = own[0].words if own else ""
            continue
        lines[section.code] = _lines(section.code, len(own), posted)
        for number in range(lines[section.code]):
            fields |= _line(section.code, number, scope)
        for number, one in enumerate(own[:MOST_LINES]):
            initial[f"{section.code}_{number}_home"] = one.home_id
            initial[f"{section.code}_{number}_words"] = one.words
    form = form_with(ReportForm, **fields)
    form.definition, form.lines = definition, lines
    if posted is not None and "send" in posted:
        form.screened = tuple(name for name in fields if not name.endswith("_home"))
    return form(posted, initial=initial)


def _line(code: str, number: int, scope: Scope) -> dict[str, forms.Field]:
    home = home_field(scope, label=f"Home {number + 1}", required=False)
    home.help_text = ""
    words = words_field(f"Why home {number + 1}", required=False)
    words.widget.attrs["rows"] = 2
    return {f"{code}_{number}_home": home, f"{code}_{number}_words": words}


def _lines(code: str, held: int, posted: Mapping[str, Any] | None) -> int:
    sent = 0
    if posted is not None:
        while sent < MOST_LINES and f"{code}_{sent}_words" in posted:
            sent += 1
    return min(max(held + SPARE_LINES, sent), MOST_LINES)
