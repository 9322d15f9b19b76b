"""May this person? Everything that is not named here is refused.

Three circles: who works in a group reads all its papers; who leads it (chair, coordinator,
and those who stand in for them) arranges and minutes; who oversees it reads dates, levels and
outcomes, and nothing of what was said.
"""

from caresight.web.accounts.roles import Role
from caresight.web.groups.access import Access
from caresight.web.meetings.models import Meeting

_MEMBER = frozenset({Role.MEMBER})
_OR_OVERSIGHT = frozenset({Role.MEMBER, Role.OVERSIGHT})

PAGES: dict[str, frozenset[Role]] = {
    **dict.fromkeys("meetings meeting level_log level_log_csv flags_judged".split(), _OR_OVERSIGHT),
    **dict.fromkeys(
        (
            "meeting_calendar add_meeting move_meeting cancel_meeting call_meeting "
            "propose_agenda add_to_agenda agenda_order remove_from_agenda propose_home "
            "answer_proposal meeting_reports write_report open_minutes meeting_minutes "
            "meeting_actions attendance add_guest remove_guest declare_interest "
            "meeting_business home_minute disagree minute_action send_minutes correct_minutes "
            "answer_correction sign_minutes add_addendum"
        ).split(),
        _MEMBER,
    ),
}
"""The roles that may open each page, by the name of its address."""


def may_know_of(access: Access, meeting: Meeting) -> bool:
    """Whether somebody may know that a meeting takes place, and what came of it."""
    return meeting.group_id in access.group_ids | access.overseen_group_ids


def may_read_papers(access: Access, meeting: Meeting) -> bool:
    """Whether somebody may read agenda, reports and minutes: who works in the group."""
    return meeting.group_id in access.group_ids


def may_arrange(access: Access, group_id: int) -> bool:
    """Whether somebody sets the calendar and agenda, and takes the minutes: the leads."""
    return group_id in access.led_group_ids


def may_propose_home(access: Access, meeting: Meeting) -> bool:
    """Whether somebody may ask for a home to be discussed: every member."""
    return may_read_papers(access, meeting)


def may_write_report(access: Access, meeting: Meeting) -> bool:
    """Whether somebody may report for their agency: every member who has one."""
    return may_read_papers(access, meeting) and access.agency_id is not None


def may_read_report(access: Access, meeting: Meeting, agency_id: int, *, is_sent: bool) -> bool:
    """Whether somebody may read a report: members once it is sent, before that its agency."""
    return may_read_papers(access, meeting) and (is_sent or agency_id == access.agency_id)


def may_correct(access: Access, meeting: Meeting) -> bool:
    """Whether somebody may ask for a correction of the minutes: every member."""
    return may_read_papers(access, meeting)


def may_sign(access: Access, meeting: Meeting, *, is_chair: bool) -> bool:
    """Whether somebody signs the minutes: the chair, or who stands in for the chair."""
    return may_read_papers(access, meeting) and is_chair


def may_read_outcomes(access: Access, group_id: int) -> bool:
    """Whether somebody reads which levels a group agreed, and when."""
    return group_id in access.group_ids | access.overseen_group_ids


def may_read_reasons(access: Access, group_id: int) -> bool:
    """Whether somebody reads the words of a reason: who works in the group, not who oversees."""
    return group_id in access.group_ids
