"""A form field for a home: type a name, postcode or id, then choose among the homes found.

It needs no JavaScript. Words that fit exactly one home choose it; words that fit several come
back with the homes to choose from beside the field, everything else on the form kept. What is
offered is narrowed by the form with `offer`; until then nothing is found.

    class ReportForm(OnceForm):
        home = HomeField(label="Which home?")

    form = ReportForm(request.POST or None, initial={"home": request.GET.get("home", "")})
    form.fields["home"].offer(area_codes=None)
    form.cleaned_data["home"]  # a HomeRow, or None where it was not required and left empty
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django import forms

from caresight.pipeline.release_index.documents import HomeRow
from caresight.web.directory.homes import MOST_FOUND, find_homes, known_home

_LONGEST = 200


@dataclass(frozen=True)
class Typed:
    """What came back: the words typed, and the id of the home chosen, if one was."""

    words: str = ""
    chosen: str = ""


class HomeInput(forms.Widget):
    """A box for words and, once homes were found, a choice among them."""

    template_name = "directory/home_input.html"

    def __init__(self, attrs: dict[str, Any] | None = None) -> None:
        super().__init__({"class": "input", "autocomplete": "off", **(attrs or {})})
        self.found: list[HomeRow] = []

    def value_from_datadict(
        self, data: Mapping[str, Any], _files: Mapping[str, Any], name: str
    ) -> Typed:
        """Both parts of the field."""
        words, chosen = data.get(name) or "", data.get(f"{name}_chosen") or ""
        return Typed(" ".join(str(words).split()), str(chosen))

    def value_omitted_from_data(
        self, data: Mapping[str, Any], _files: Mapping[str, Any], name: str
    ) -> bool:
        """Whether the form held no such field."""
        return name not in data and f"{name}_chosen" not in data

    def get_context(self, name: str, value: Any, attrs: dict[str, Any] | None) -> dict[str, Any]:
        """The words, the homes found and which of them is chosen."""
        context = super().get_context(name, None, attrs)
        typed, found = self._shown(value)
        context["widget"] |= {"words": typed.words, "chosen": typed.chosen, "found": found}
        return context

    def _shown(self, value: Any) -> tuple[Typed, list[HomeRow]]:
        if isinstance(value, Typed):
            return value, self.found
        home = known_home(str(value)) if value else None
        if home is None:
            return Typed(), []
        return Typed(home["name"], home["home_id"]), [home]


class HomeField(forms.Field):
    """A home of the newest release, as its row."""

    widget = HomeInput

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("help_text", "Type its name, postcode or registered id.")
        super().__init__(**kwargs)
        self._area_codes: frozenset[str] | None = frozenset()
        self._home_ids: frozenset[str] = frozenset()

    def offer(
        self, *, area_codes: frozenset[str] | None, home_ids: frozenset[str] = frozenset()
    ) -> None:
        """Say which homes may be chosen: those of these areas (None: of all) or with these ids."""
        self._area_codes, self._home_ids = area_codes, home_ids

    def clean(self, value: Any) -> HomeRow | None:
        """The home; raises ValidationError where none or several fit."""
        typed: Typed = value if isinstance(value, Typed) else Typed(chosen=str(value or ""))
        if not typed.words and not typed.chosen:
            if self.required:
                raise forms.ValidationError("Say which home it is about.", code="required")
            return None
        if len(typed.words) > _LONGEST:
            raise forms.ValidationError(f"Use at most {_LONGEST} characters to find the home.")
        # A choice made among earlier words counts only while it fits those that stand there now.
        if typed.chosen and (found := self._found(f"{typed.words} {typed.chosen}")):
            return self._kept(found[0])
        return self._only(self._found(typed.words), typed)

    def has_changed(self, initial: Any, data: Any) -> bool:
        """Whether another home was typed or chosen."""
        return isinstance(data, Typed) and data.chosen != (initial or "")

    def _found(self, words: str) -> list[HomeRow]:
        return find_homes(words, area_codes=self._area_codes, home_ids=self._home_ids)

    def _only(self, found: list[HomeRow], typed: Typed) -> HomeRow:
        if len(found) == 1:
            return self._kept(found[0])
        if not found:
            raise forms.ValidationError(
                "No home that you can choose fits these words. Check the spelling, or use its "
                "postcode.",
                code="unknown",
            )
        self._box.found = found
        more = " Only the first are shown: add a word." if len(found) == MOST_FOUND else ""
        raise forms.ValidationError(
            f"{len(found)} homes fit “{typed.words}”. Choose one of them.{more}", code="several"
        )

    def _kept(self, home: HomeRow) -> HomeRow:
        # Where another field is wrong, the form comes back with this home still chosen.
        self._box.found = [home]
        return home

    @property
    def _box(self) -> HomeInput:
        assert isinstance(self.widget, HomeInput)  # noqa: S101 - a form may not swap it
        return self.widget
