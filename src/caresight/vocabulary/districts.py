"""Districts of English counties: which council answers for adult social care there.

Some files tell the figure of a county once for each of its districts. Codes are those of the
Office for National Statistics, as districts stood in April 2019; a district of a unitary council
has no code of its own.
"""

import csv
from functools import cache
from importlib.resources import files


def council_of_district(code: str) -> str:
    """The code of the council that a district lies in; the same text where it is no district."""
    return _councils().get(code, code)


@cache
def _councils() -> dict[str, str]:
    text = files(__package__).joinpath("england_districts.csv").read_text(encoding="utf-8")
    return {row["code"]: row["council"] for row in csv.DictReader(text.splitlines())}
