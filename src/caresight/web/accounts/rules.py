"""May this person open this page? Everything that is not named here is refused."""

from enum import StrEnum


class Role(StrEnum):
    """What a person is here to do; each role may do what those before it may."""

    VIEWER = "viewer"
    ANALYST = "analyst"
    ADMINISTRATOR = "administrator"

    @property
    def label(self) -> str:
        """The role as a page words it."""
        return self.value.capitalize()


OPEN_TO_ALL = frozenset({"sign_in", "health", "robots"})
"""Pages that need no sign-in."""

_FOR_VIEWERS = """
    attention attention_csv homes compare home home_csv home_indicator home_indicator_csv
    indicators indicator indicator_csv areas areas_csv data quality set_aside releases
    choose_release about accessibility privacy sign_out
"""
_FOR_ANALYSTS = "homes_csv set_aside_csv"
_FOR_ADMINISTRATORS = "people"

LEAST_ROLE: dict[str, Role] = {
    **dict.fromkeys(_FOR_VIEWERS.split(), Role.VIEWER),
    **dict.fromkeys(_FOR_ANALYSTS.split(), Role.ANALYST),
    **dict.fromkeys(_FOR_ADMINISTRATORS.split(), Role.ADMINISTRATOR),
}
"""The least role that may open each page, by the name of its address."""

_ORDER = tuple(Role)


def may_open(role: str | None, page: str) -> bool:
    """Whether somebody of this role (None: not signed in) may open a page."""
    if page in OPEN_TO_ALL:
        return True
    least = LEAST_ROLE.get(page)
    if least is None or role not in {known.value for known in Role}:
        return False
    return _ORDER.index(Role(role)) >= _ORDER.index(least)


def may_see_refused_values(role: str | None) -> bool:
    """Whether the values of rows set aside are shown: they are as raw as they came."""
    return role in {Role.ANALYST.value, Role.ADMINISTRATOR.value}
