"""One location as CQC's API gives it, as rows of the evidence tables."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from caresight.vocabulary.agencies import Agency
from caresight.vocabulary.areas import council_code

Fields = dict[str, Any]

_RELATIONS = {"HSCA Predecessor": "predecessor", "HSCA Successor": "successor"}
_MOST = 10_000
_WITH_NURSING = "Care home service with nursing"
_MANAGER = "Registered Manager"
_ADDRESS = ("postalAddressLine1", "postalAddressLine2", "postalAddressTownCity",
            "postalAddressCounty")  # fmt: skip


@dataclass(eq=False)
class Fault(Exception):  # noqa: N818 - a row's fault, not the program's
    """A field that cannot be read, for which the location is set aside."""

    field: str
    rule: str
    came: object
    expected: str


def location_row(given: Fields) -> Fields:
    """The row of `locations`; a list answer gives little more than id and name.

    Raises
    ------
    Fault
        If the id or the name is missing, or a date or a number cannot be read.
    """
    area = _text(given, "localAuthority")
    services = [_text(s, "description") for s in _objects(given, "gacServiceTypes")]
    specialisms = [_text(s, "name") for s in _objects(given, "specialisms")]
    is_full = "registrationStatus" in given
    return {
        "register": "cqc",
        "location_id": _needed(given, "locationId"),
        "name": _needed(given, "name" if is_full else "locationName"),
        "provider_id": _text(given, "providerId"),
        "brand_id": _text(given, "brandId"),
        "brand_name": _text(given, "brandName"),
        "is_care_home": _flag(given, "careHome"),
        "has_nursing": _WITH_NURSING in services if is_full else None,
        "has_dementia": "Dementia" in specialisms if is_full else None,
        "service_types": "|".join(filter(None, services)) or None,
        "specialisms": "|".join(filter(None, specialisms)) or None,
        "beds": _whole(given, "numberOfBeds") or None,
        "address": ", ".join(filter(None, (_text(given, key) for key in _ADDRESS))) or None,
        "postcode": _text(given, "postalCode"),
        "area_code": council_code(area) if area else None,
        "area_name": area,
        "region": _text(given, "region"),
        "uprn": _text(given, "uprn"),
        "ods_code": _text(given, "odsCode"),
        "status": _status(given) if is_full else None,
        "registered_on": _day(given, "registrationDate"),
        "deregistered_on": _day(given, "deregistrationDate"),
        "dormant_from": _dormant_from(given),
        "manager_in_post": _has_manager(given) if is_full else None,
        "manager_absent_from": _day(given, "registeredManagerAbsentDate"),
        "longitude": _number(given, "onspdLongitude"),
        "latitude": _number(given, "onspdLatitude"),
    }


def relationship_rows(given: Fields) -> Iterator[Fields]:
    """Published links to the locations before and after this one."""
    for link in _objects(given, "relationships"):
        relation = _RELATIONS.get(_text(link, "type") or "")
        if relation is None:
            raise Fault("relationships.type", "not_choice", link.get("type"),
                        "one of " + ", ".join(_RELATIONS))  # fmt: skip
        yield {
            "register": "cqc",
            "location_id": _needed(given, "locationId"),
            "related_location_id": _needed(link, "relatedLocationId"),
            "relation": relation,
            "reason": _text(link, "reason"),
            "related_name": _text(link, "relatedLocationName"),
        }


def rating_rows(given: Fields) -> Iterator[Fields]:
    """Every published rating, current and historic and by the new framework, each once."""
    seen = set()
    for topic, rating, on in _ratings(given):
        if not rating or on is None or (topic, on) in seen:
            continue
        seen.add((topic, on))
        yield {
            "entity_type": "location",
            "entity_id": _needed(given, "locationId"),
            "kind": "rating",
            "on": on,
            "detail": rating,
            "topic": topic,
            "agency": str(Agency.REGULATOR),
        }


def health_area_rows(given: Fields) -> Iterator[Fields]:
    """The place of a health area, and the integrated care board, that the location lies in."""
    for kind, code, name in (
        ("health_area", "onspdCcgCode", "onspdCcgName"),
        ("care_board", "onspdIcbCode", "onspdIcbName"),
    ):
        # What the event says is the name of a place, and the code of a board.
        detail, topic = (code, name) if kind == "care_board" else (name, code)
        if _text(given, detail):
            yield {
                "entity_type": "location",
                "entity_id": _needed(given, "locationId"),
                "kind": kind,
                "detail": _text(given, detail),
                "topic": _text(given, topic),
                "agency": str(Agency.REGULATOR),
            }


def _ratings(given: Fields) -> Iterator[tuple[str, str | None, date | None]]:
    current = _object(given, "currentRatings")
    for whole in (current, *_objects(given, "historicRatings")):
        overall = _object(whole, "overall")
        on = _day(overall, "reportDate") or _day(whole, "reportDate")
        yield "Overall", _text(overall, "rating"), on
        for question in _objects(overall, "keyQuestionRatings"):
            yield _text(question, "name") or "", _text(question, "rating"), (
                _day(question, "reportDate") or on
            )  # fmt: skip
    for assessment in _objects(given, "assessment"):
        on = _day(assessment, "assessmentPlanPublishedDateTime")
        for group in _objects(_object(assessment, "ratings"), "asgRatings"):
            yield "Overall", _text(group, "rating"), on
            for question in _objects(group, "keyQuestionRatings"):
                # a question that was not assessed keeps a rating of an earlier day
                if question.get("status") == "Assessed":
                    yield _text(question, "name") or "", _text(question, "rating"), on


def _status(given: Fields) -> str:
    if given["registrationStatus"] == "Deregistered":
        return "deregistered"
    return "dormant" if given.get("dormancy") == "Y" else "registered"


def _dormant_from(given: Fields) -> date | None:
    """First day of the dormancy that lasts; one that has ended is no news."""
    start, end = _day(given, "dormancyStartDate"), _day(given, "dormancyEndDate")
    return None if end and start and end > start else start


def _has_manager(given: Fields) -> bool:
    return any(
        _MANAGER in str(contact.get("personRoles"))
        for activity in _objects(given, "regulatedActivities")
        for contact in _objects(activity, "contacts")
    )


def _text(given: Fields, field: str) -> str | None:
    value = given.get(field)
    if value is None:
        return None
    if isinstance(value, dict | list) or any("\ud800" <= c <= "\udfff" for c in str(value)):
        raise Fault(field, "not_text", value, "text")
    return str(value).strip() or None


def _object(given: Fields, field: str) -> Fields:
    value = given.get(field)
    if value is not None and not isinstance(value, dict):
        raise Fault(field, "not_object", value, "a group of fields")
    return value or {}


def _objects(given: Fields, field: str) -> list[Fields]:
    value = given.get(field)
    if value is None:
        return []
    if not isinstance(value, list) or not all(isinstance(item, dict) for item in value):
        raise Fault(field, "not_list", value, "a list of groups of fields")
    return value


def _needed(given: Fields, field: str) -> str:
    text = _text(given, field)
    if text is None or (field.endswith("Id") and " " in text):
        expected = "an id without spaces" if field.endswith("Id") else "a name"
        raise Fault(field, "required", given.get(field), expected)
    return text


def _day(given: Fields, field: str) -> date | None:
    text = _text(given, field)
    if text is None:
        return None
    try:
        return date.fromisoformat(text[:10])
    except ValueError:
        raise Fault(field, "not_date", text, "a date like 2026-10-31") from None


def _whole(given: Fields, field: str) -> int | None:
    value = given.get(field)
    if value is None or (
        isinstance(value, int) and not isinstance(value, bool) and 0 <= value <= _MOST
    ):
        return value
    raise Fault(field, "not_integer", value, f"a whole number from 0 to {_MOST:,}")


def _number(given: Fields, field: str) -> float | None:
    value = given.get(field)
    if value is None or (isinstance(value, int | float) and abs(value) <= 180):
        return None if value is None else float(value)
    raise Fault(field, "not_number", value, "degrees")


def _flag(given: Fields, field: str) -> bool | None:
    value = given.get(field)
    if value not in (None, "Y", "N"):
        raise Fault(field, "not_flag", value, "Y or N")
    return None if value is None else value == "Y"
