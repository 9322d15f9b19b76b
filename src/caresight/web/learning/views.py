"""Pages of learning: needs by topic, offers and their effect, themes by quarter."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from caresight.web.audit.operations import record
from caresight.web.groups.access import access_of
from caresight.web.learning import presenters, queries, rules
from caresight.web.learning.asking import Asked, asked_of, topic_of
from caresight.web.learning.effects import CAUTION, effects_of
from caresight.web.learning.needs import doing_well, needs_of
from caresight.web.learning.themes import theme_table
from caresight.web.learning.topics import topics
from caresight.web.ui.csv_answer import csv_answer
from caresight.web.ui.paging import Paging, page_asked

PER_PAGE = 50


@require_safe
def learning(request: HttpRequest) -> HttpResponse:
    asked, day = asked_of(request), timezone.localdate()
    needs = needs_of(asked.group, topics(), day=day)
    context = {
        "asked": asked,
        "lines": presenters.topic_lines(topics(), needs, queries.offers_by_topic(asked.group)),
        "offers": queries.visible_offers(asked.access).filter(group=asked.group)[:10],
        "review_due": topics().review_due.isoformat(),
    }
    return render(request, "learning/learning.html", context)


@require_safe
def learning_csv(request: HttpRequest) -> HttpResponse:
    asked = asked_of(request)
    needs = needs_of(asked.group, topics(), day=timezone.localdate())
    _note_read(asked, "take_needs")
    return csv_answer(
        ("topic", "home_id", "home", "points", "noticed", "items"),
        (
            (code, one.home_id, one.name, one.points, " ".join(one.sentences), one.items)
            for code, homes in sorted(needs.items())
            for one in homes
        ),
        file_name="training-needs.csv",
    )


@require_safe
def learning_topic(request: HttpRequest, code: str) -> HttpResponse:
    asked, topic, page = asked_of(request), topic_of(code), page_asked(request.GET)
    homes = needs_of(asked.group, topics(), day=timezone.localdate()).get(code, [])
    start = (page - 1) * PER_PAGE
    _note_read(asked, "read_topic", subject=f"topic:{code}")
    context = {
        "asked": asked,
        "topic": topic,
        "homes": homes[start : start + PER_PAGE],
        "paging": Paging(page, PER_PAGE, len(homes), f"group={asked.group.pk}"),
        "offers": queries.visible_offers(asked.access).filter(group=asked.group, topic=code)[:20],
        "best": doing_well(asked.group, topic),
        "practice": [
            (note, rules.may_take_back(asked.access, note.group_id, note.written_by_id))
            for note in queries.visible_practice(asked.access).filter(
                group=asked.group, topic=code
            )[:20]
        ],
    }
    return render(request, "learning/topic.html", context)


@require_safe
def training_offer(request: HttpRequest, pk: int) -> HttpResponse:
    access = access_of(request)
    offer = queries.visible_offers(access).filter(pk=pk).first()
    if offer is None:
        raise Http404("There is no such offer.")
    homes = list(queries.visible_homes(access).filter(offer=offer))
    context = {
        "offer": offer,
        "topic": topics().by_code.get(offer.topic),
        "homes": [presenters.offered_line(home) for home in homes],
        "may_end": offer.ended_at is None
        and rules.may_end(access, offer.group_id, offer.offered_by_id),
    }
    return render(request, "learning/offer.html", context)


@require_safe
def training_effect(request: HttpRequest, pk: int) -> HttpResponse:
    access = access_of(request)
    offered = queries.visible_homes(access).filter(pk=pk, taken_up_on__isnull=False).first()
    topic = topics().by_code.get(offered.offer.topic) if offered else None
    if offered is None or topic is None:
        raise Http404("There is no such training.")
    context = {
        "offered": presenters.offered_line(offered),
        "offer": offered.offer,
        "topic": topic,
        "effects": effects_of(offered, topic),
        "caution": CAUTION,
    }
    return render(request, "learning/effect.html", context)


@require_safe
def learning_themes(request: HttpRequest) -> HttpResponse:
    table = theme_table(access_of(request), day=timezone.localdate(), small=topics().counts.small)
    return render(request, "learning/themes.html", {"table": presenters.theme_page(table)})


@require_safe
def learning_themes_csv(request: HttpRequest) -> HttpResponse:
    table = theme_table(access_of(request), day=timezone.localdate(), small=topics().counts.small)
    return csv_answer(
        ("theme", "kind", *table.quarters),
        presenters.theme_rows(table),
        file_name="themes-by-quarter.csv",
    )


def _note_read(asked: Asked, verb: str, *, subject: str = "") -> None:
    """Homes stand there by name, with what was noticed and how many items say so."""
    record(
        actor=asked.access.person,
        at=timezone.now(),
        operation=f"learning.{verb}",
        subject=subject,
        group_ref=f"group:{asked.group.pk}",
    )
