"""Changes to agencies and people, and to how people prove who they are."""

from caresight.web.accounts.operations.agencies import (
    add_agency,
    agency_called,
    answer_for_area,
    change_agency,
    forget_provider,
    register_provider,
    stop_answering,
)
from caresight.web.accounts.operations.failures import (
    forget_failures,
    minutes_to_wait_for_code,
    note_failure,
    password_is_right,
    refuse_code,
    refuse_password,
)
from caresight.web.accounts.operations.people import (
    add_person,
    allot_homes,
    change_details,
    change_password,
    change_roles,
    disable,
    enable,
    end_sessions,
)

__all__ = (
    "add_agency", "add_person", "agency_called", "allot_homes", "answer_for_area",
    "change_agency", "change_details", "change_password", "change_roles", "disable", "enable",
    "end_sessions", "forget_failures", "forget_provider", "minutes_to_wait_for_code",
    "note_failure", "password_is_right", "refuse_code", "refuse_password", "register_provider",
    "stop_answering",
)  # fmt: skip
