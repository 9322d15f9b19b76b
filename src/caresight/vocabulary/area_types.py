"""The type of an area, as its code says."""

import re

_COUNCIL_CODE = re.compile(r"[A-Z]\d{8}")


def area_type(area_code: str) -> str:
    """Of a council: county, unitary, London borough or metropolitan, by its letters; else ""."""
    return area_code[:3] if _COUNCIL_CODE.fullmatch(area_code) else ""
