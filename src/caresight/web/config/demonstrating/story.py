"""What the invented people of the demo know, say and agree, as data."""

from typing import Literal, NamedTuple


class Told(NamedTuple):
    """One item: who sends it, of which home of the cast, how long ago, and what it says."""

    by: str
    home: int
    """Place of the home among those the demo looks at; 0 is the one that its story is about."""
    days_ago: int
    words: str
    theme: str
    severity: int
    direction: Literal["worrying", "good", "neutral"] = "worrying"
    kind: str = "observation"
    handling: str = "group_only"
    named: tuple[str, ...] = ()


ITEMS = (
    Told("social-worker", 0, 52, "Call bells rang for a long time on the first floor; only one "
         "carer was to be seen at tea time.", "staffing", 2),
    Told("healthwatch", 0, 44, "Two families told us that they are no longer told about falls.",
         "voice", 2, kind="complaint"),
    Told("ambulance", 0, 38, "Crews waited at the door twice this month, and the handover sheets "
         "were not filled in.", "health", 2, handling="provider_may_see"),
    Told("safeguarding", 0, 30, "Second low-level referral about skin care in a month; the first "
         "one was closed with advice.", "abuse", 3, handling="named_agencies",
         named=("council", "regulator")),
    Told("council", 0, 21, "The contract officer could not see the training matrix at the visit; "
         "the manager said it was being rebuilt.", "leadership", 2),
    Told("regulator", 1, 35, "The registered manager's post has been vacant for ten weeks.",
         "leadership", 3),
    Told("council", 1, 16, "Rota shows agency staff on eleven of fourteen nights.", "staffing", 2),
    Told("healthwatch", 2, 40, "A warm visit: residents choose the day's music and the garden is "
         "open all day.", "daily_care", 1, direction="good", kind="compliment",
         handling="public_theme_only"),
    Told("ambulance", 2, 27, "Staff met the crew, knew the person and had the papers ready.",
         "health", 1, direction="good"),
    Told("social-worker", 3, 25, "Medicines round was two hours late at both of my visits.",
         "medicines", 2),
    Told("council", 3, 12, "The home asked for help with its medicines policy itself.",
         "medicines", 1, direction="good"),
    Told("healthwatch", 4, 9, "The food had gone cold when it reached the upper floor.",
         "daily_care", 1, kind="complaint"),
)  # fmt: skip

REPORTS = {
    "board": "District nurses see more skin damage at admission than in spring.",
    "council": "Two contract visits made; one training matrix was missing.",
    "regulator": "One inspection is planned for next month; one manager's post is vacant.",
    "ambulance": "Calls from two homes have doubled since summer, mostly at night.",
    "healthwatch": "Families speak of falls that they hear about late; one very good visit.",
    "safeguarding": "Low-level referrals about skin care, from one home, twice in a month.",
}

DISCUSSED = (
    "Each agency held one piece: waiting at the door, falls not told, skin care, a missing "
    "training matrix. None would have been acted on alone. Together they point to too few staff "
    "on the first floor since the summer."
)
IN_SHORT = "Looked at what each agency holds; nothing that the routine does not already handle."

QUESTION_TO_PROVIDER = (
    "The group has looked at what its agencies hold about falls, skin care and the time that "
    "call bells ring on the first floor. Please tell us how the floor has been staffed since "
    "July, and what you have changed."
)
REPLY = (
    "Two carers left in July and one started in October. We have moved the tea round and added "
    "a shift from 16:00 to 20:00. The falls return for September counted near misses by mistake; "
    "the corrected figure is on its way."
)
WORRY = (
    "A second resident was admitted with deep skin damage within a week, and the staffing that "
    "was promised has not come. This cannot wait for the next meeting."
)


class Earlier(NamedTuple):
    """An action of last winter: what was agreed, done and found."""

    by: str
    kind: str
    title: str
    words: str
    why: str
    measure: str
    fell: bool
    """Whether it is at a home whose figures fell since, or at one where they did not."""
    done: str
    proof: str
    verdict: str = ""
    reason: str = ""


CARRIED_OVER = "Carried over from the list of actions that the group kept before."
EARLIER = (
    Earlier("board", "support", "Falls nurse works with the home for six weeks",
            "Look at every fall with the staff, and at lighting, footwear and night rounds.",
            CARRIED_OVER, "falls", fell=True,
            done="The nurse came twice a week. Every resident's falls plan was written anew.",
            proof="Invented report of the falls nurse, 6 pages", verdict="cannot_tell",
            reason="Staff can say what they do differently. Part of it may be luck that came back, "
            "so we look once more in spring."),
    Earlier("council", "training", "Training in the medicines round for all who give medicines",
            "Half a day in the home, with the pharmacist of the practice.",
            CARRIED_OVER, "medication_errors", fell=False,
            done="Eleven of twelve staff were trained; the twelfth was on leave.",
            proof="Invented list of who took part"),
)  # fmt: skip
