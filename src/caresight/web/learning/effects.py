"""What a topic's figures did after training, by the same comparison as for actions."""

from dataclasses import dataclass
from datetime import datetime, time

from django.utils import timezone

from caresight.web.actions.effect import judged
from caresight.web.actions.effect_words import sentence
from caresight.web.actions.models import Action
from caresight.web.directory.releases import newest
from caresight.web.learning.models import OfferedHome
from caresight.web.learning.topics import Topic

CAUTION = (
    "Homes are offered training when their figures are at their worst, and such figures mostly "
    "come back by themselves (regression to the mean). The comparison is with homes that were "
    "as bad and had no action recorded; other training is not known. It is no proof."
)


@dataclass(frozen=True)
class Effect:
    """One indicator before and after."""

    indicator: str
    title: str
    sentence: str


def effects_of(offered: OfferedHome, topic: Topic) -> list[Effect]:
    """What can be said of each indicator of the topic; none before the training."""
    release = newest()
    if offered.taken_up_on is None or release is None:
        return []
    titles = {one["code"]: one for one in release.index.indicators()}
    found = []
    for code in topic.indicators:
        document = titles.get(code)
        if document is None or document["polarity"] == "neutral":
            continue
        up = document["polarity"] == "higher_is_better"
        # As an action that was done on that day: kept nowhere.
        action = Action(
            home_id=offered.home_id,
            home_name=offered.home_name,
            measure=code,
            direction="up" if up else "down",
            done_on=offered.taken_up_on,
            opened_at=timezone.make_aware(datetime.combine(offered.taken_up_on, time(12))),
        )
        said = judged(action)
        if said is not None:
            found.append(Effect(code, document["title"], sentence(action, said)))
    return found
