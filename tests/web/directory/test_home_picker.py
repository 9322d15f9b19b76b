"""Choosing a home on a form: by words, by what was found, and never beyond what is offered."""

from typing import Any

import pytest
from django.http import QueryDict

from caresight.web.directory.home_picker import HomeField
from caresight.web.directory.homes import find_homes, known_home
from caresight.web.ui.forms import CaresightForm
from tests.web.casework import BORDER, OURS, OURS_AREA, THEIRS

pytestmark = pytest.mark.usefixtures("with_release")
OFFERED: dict[str, Any] = {
    "area_codes": frozenset({OURS_AREA}),
    "home_ids": frozenset({BORDER}),
}


class PickerForm(CaresightForm):
    home = HomeField(label="Which home?")


def filled(sent: str, **offered: Any) -> PickerForm:
    form = PickerForm(QueryDict(sent))
    form.fields["home"].offer(**(offered or OFFERED))  # type: ignore[attr-defined]
    return form


@pytest.mark.parametrize(
    ("sent", "home_id"),
    [
        ("home=rowan+court", OURS),
        ("home=H00000000", OURS),
        ("home=1-990000", OURS),
        ("home=heron+court", BORDER),
        ("home_chosen=H00000000", OURS),
        ("home=court&home_chosen=H00000000", OURS),
        ("home=rowan+court&home_chosen=H00000003", OURS),
    ],
)
def test_a_home_is_found_by_words_or_by_choice(sent: str, home_id: str) -> None:
    form = filled(sent)

    assert form.is_valid(), form.errors
    assert form.cleaned_data["home"]["home_id"] == home_id


@pytest.mark.parametrize(
    ("sent", "said"),
    [
        ("home=", "Say which home"),
        ("", "Say which home"),
        ("home=no+such+home", "No home that you can choose"),
        (f"home={THEIRS}", "No home that you can choose"),
        (f"home_chosen={THEIRS}", "No home that you can choose"),
        ("home=court&home_chosen=H99999999", "homes fit “court”"),
        ("home=" + "a" * 300, "at most 200"),
        ("home=%00%E2%80%AE<b>", "No home that you can choose"),
    ],
)
def test_what_fits_no_home_or_several_is_said(sent: str, said: str) -> None:
    form = filled(sent)

    assert not form.is_valid()
    assert said in str(form.errors["home"])


def test_several_homes_come_back_to_choose_from_and_none_of_others() -> None:
    form = filled("home=court")
    form.is_valid()

    page = str(form["home"])

    assert f'value="{OURS}"' in page
    assert 'value="H00000002"' not in page
    assert 'value="court"' in page


def test_a_form_that_offers_nothing_finds_nothing() -> None:
    form = PickerForm(QueryDict("home=rowan+court"))

    assert not form.is_valid()


def test_a_home_given_beforehand_is_chosen_already() -> None:
    page = str(PickerForm(initial={"home": OURS})["home"])

    assert 'value="Rowan Court"' in page
    assert "checked" in page


def test_whoever_may_write_about_any_home_is_offered_every_home() -> None:
    assert filled(f"home={THEIRS}", area_codes=None).is_valid()


def test_closed_homes_are_found_after_open_ones() -> None:
    found = find_homes("1-99", area_codes=None, limit=60)

    assert [home["is_open"] for home in found] == sorted(
        (home["is_open"] for home in found), reverse=True
    )
    assert not found[-1]["is_open"]


def test_a_home_that_is_not_known_has_no_row() -> None:
    assert known_home("H99999999") is None
    assert known_home("") is None
