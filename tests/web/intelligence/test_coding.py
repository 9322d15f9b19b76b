"""The coding of items is data: it loads, names two people, and old codes stay readable."""

from pathlib import Path

import pytest
import yaml
from django.conf import settings

from caresight.vocabulary.refusal import Refusal
from caresight.web.intelligence.coding import coding, load_coding

FILE = Path(settings.DEFINITIONS) / "intelligence" / "themes.yaml"


def with_changes(folder: Path, **changed: object) -> Path:
    content = yaml.safe_load(FILE.read_text(encoding="utf-8"))
    content.update(changed)
    (folder / "intelligence").mkdir()
    (folder / "intelligence" / "themes.yaml").write_text(yaml.safe_dump(content), encoding="utf-8")
    return folder


def test_there_are_34_quality_statements_in_five_parts_and_the_headings_of_ng189() -> None:
    themes = coding().themes
    parts: dict[str, int] = {}
    for theme in themes:
        if theme.framework == "quality_statement":
            parts[theme.heading] = parts.get(theme.heading, 0) + 1

    assert parts == {"Safe": 8, "Effective": 6, "Caring": 5, "Responsive": 7, "Well-led": 8}
    assert {theme.heading for theme in themes if theme.framework == "ng189"} == {
        "Individual abuse and neglect", "Organisational abuse and neglect",
    }  # fmt: skip


def test_the_form_offers_ten_plain_groups_first() -> None:
    assert len(coding().groups) == 10
    assert {theme.group for theme in coding().themes} == {group.code for group in coding().groups}


def test_a_code_that_is_no_longer_defined_stays_readable() -> None:
    assert coding().label("a_theme_of_old") == "A theme of old"
    assert coding().scales.label("severity", 9) == "9"


def test_owner_and_reviewer_are_two_and_a_review_day_is_set() -> None:
    assert coding().owner != coding().reviewer
    assert coding().review_due > coding().reviewed_on


@pytest.mark.parametrize(
    ("changed", "message"),
    [
        ({"groups": [{"code": "harm", "label": "Harm", "words": "Harm of any kind"}]}, "groups"),
        ({"themes": []}, "themes"),
        ({"owner": ""}, "owner"),
        ({"surprise": 1}, "surprise"),
    ],
)
def test_a_coding_with_a_fault_is_refused(
    tmp_path: Path, changed: dict[str, object], message: str
) -> None:
    with pytest.raises(Refusal, match=message):
        load_coding(with_changes(tmp_path, **changed))


@pytest.mark.parametrize(
    ("scale", "message"),
    [
        ("severity", "severity"), ("handling", "handling has the codes"),
        ("reliability", "begins with not_assessed"),
    ],
)  # fmt: skip
def test_codes_that_the_program_knows_must_be_there(
    tmp_path: Path, scale: str, message: str
) -> None:
    scales = yaml.safe_load(FILE.read_text(encoding="utf-8"))["scales"]
    scales[scale] = scales[scale][1:]

    with pytest.raises(Refusal, match=message):
        load_coding(with_changes(tmp_path, scales=scales))


def test_two_themes_of_one_code_or_of_no_group_are_refused(tmp_path: Path) -> None:
    themes = yaml.safe_load(FILE.read_text(encoding="utf-8"))["themes"]

    with pytest.raises(Refusal, match="bear one code"):
        load_coding(with_changes(tmp_path, themes=[*themes, themes[0]]))
    other = tmp_path / "other"
    other.mkdir()
    with pytest.raises(Refusal, match="group that is not there"):
        load_coding(with_changes(other, themes=[{**themes[0], "group": "nowhere"}, themes[1]]))


def test_two_codings_are_one_too_many(tmp_path: Path) -> None:
    folder = with_changes(tmp_path)
    second = yaml.safe_load(FILE.read_text(encoding="utf-8")) | {"code": "others"}
    (folder / "intelligence" / "second.yaml").write_text(yaml.safe_dump(second), encoding="utf-8")

    with pytest.raises(Refusal, match="one coding"):
        load_coding(folder)
