"""May this person? Everything that is not named here is refused.

What a person is to a review (`Standing`) is found once by `queries.standing_of`; the
predicates say what follows. Those who oversee see that it was called, when and where it
stands; the provider's people see part two; nobody else sees anything.
"""

from dataclasses import dataclass

from caresight.web.accounts.roles import Role
from caresight.web.groups.access import Access

_MEMBERS = frozenset({Role.MEMBER})

PAGES: dict[str, frozenset[Role]] = {
    "reviews": frozenset({Role.MEMBER, Role.PROVIDER, Role.OVERSIGHT}),
    "review": frozenset({Role.MEMBER, Role.PROVIDER, Role.OVERSIGHT}),
    "reviews_csv": frozenset({Role.MEMBER, Role.OVERSIGHT}),
    "call_review": _MEMBERS,
    "triage_review": _MEMBERS,
    "appoint_coordinator": _MEMBERS,
    "name_communications": _MEMBERS,
    "invite_to_review": _MEMBERS,
    "withdraw_invitation": _MEMBERS,
    "ask_for_information": _MEMBERS,
    "answer_information": _MEMBERS,
    "plan_review_meeting": _MEMBERS,
    "move_review_meeting": _MEMBERS,
    "write_part_one": _MEMBERS,
    "write_part_two": _MEMBERS,
    "write_facts": _MEMBERS,
    "decide_in_review": _MEMBERS,
    "tell_decision": _MEMBERS,
    "act_on_decision": _MEMBERS,
    "add_criterion": _MEMBERS,
    "judge_criterion": _MEMBERS,
    "stand_down_review": _MEMBERS,
}
"""The roles that may open each page, by the name of its address."""


@dataclass(frozen=True)
class Standing:
    """What one person is to one review today."""

    works_in: bool = False
    """In one of the groups that cover its homes."""
    leads: bool = False
    """Of those groups, chairs or coordinates one."""
    oversees: bool = False
    is_invited: bool = False
    """To everything, from another group or agency."""
    is_invited_to_part_two: bool = False
    """As the provider's person."""
    is_coordinator: bool = False


def may_see_whole(standing: Standing) -> bool:
    """Whether they may read what was said, pooled and decided."""
    return standing.works_in or standing.is_invited


def may_see_part_two(standing: Standing) -> bool:
    """Whether they may read what was said with the provider in the room."""
    return may_see_whole(standing) or standing.is_invited_to_part_two


def may_see_course(standing: Standing) -> bool:
    """Whether they may know that it was called, when each step was taken and where it stands."""
    return may_see_part_two(standing) or standing.oversees


def may_call(access: Access, covering: frozenset[int]) -> bool:
    """Whether they may call one about a home that these groups cover."""
    return bool(access.group_ids & covering)


def may_triage(standing: Standing) -> bool:
    """Whether they may record the triage call: those who lead a group."""
    return standing.leads


def may_run(standing: Standing) -> bool:
    """Whether they may invite, ask, plan, write down, decide and stand down."""
    return standing.leads or (standing.is_coordinator and may_see_whole(standing))


def may_answer(access: Access, standing: Standing, agency_id: int) -> bool:
    """Whether they may answer for an agency that was asked: its own people only."""
    return may_see_whole(standing) and access.agency_id == agency_id


def may_act(standing: Standing) -> bool:
    """Whether they may open an action that a decision asks for."""
    return may_run(standing)
