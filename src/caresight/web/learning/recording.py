"""Forms of learning: an offer, what came of it, what good homes do."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST

from caresight.vocabulary.refusal import Refusal
from caresight.web.directory.homes import known_homes
from caresight.web.groups.access import access_of
from caresight.web.learning import operations, policies, presenters, queries, rules
from caresight.web.learning.asking import asked_of, topic_of
from caresight.web.learning.forms import EndForm, OfferForm, PracticeForm, UptakeForm
from caresight.web.learning.needs import doing_well, needs_of
from caresight.web.learning.operations import Recipient
from caresight.web.learning.topics import topics
from caresight.web.ui.words import count

MOST_OFFERED = 100
"""Homes that the form lists: who needs it most."""


@require_http_methods(["GET", "POST"])
def offer_training(request: HttpRequest, code: str) -> HttpResponse:
    asked, topic, today = asked_of(request), topic_of(code), timezone.localdate()
    needs = needs_of(asked.group, topics(), day=today).get(code, [])[:MOST_OFFERED]
    given = {"offered_on": today, "homes": request.GET.getlist("home")}
    form = OfferForm(
        request.POST if request.method == "POST" else None,
        initial=given,
        homes=[(one.home_id, presenters.need_in_short(one)) for one in needs],
        today=today,
    )
    if request.method == "POST" and form.is_valid():
        said = form.cleaned_data
        chosen = [one for one in needs if one.home_id in said["homes"]]
        areas = {row["home_id"]: row["area_code"] for row in known_homes(said["homes"])}
        try:
            offer = operations.offer_training(
                actor=asked.access.person, at=timezone.now(), token=said["token"],
                group=asked.group, topic=code, title=said["title"], words=said["words"],
                given_by=said["given_by"], offered_on=said["offered_on"],
                homes=[
                    Recipient(one.home_id, one.name, areas.get(one.home_id, ""), one.why)
                    for one in chosen
                ],
            )  # fmt: skip
        except Refusal as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, f"Recorded: offered to {count(len(chosen), 'home')}.")
            return redirect("training_offer", pk=offer.pk)
    context = {"asked": asked, "topic": topic, "form": form, "needs": needs}
    return render(request, "learning/offer_form.html", context)


@require_http_methods(["GET", "POST"])
def training_uptake(request: HttpRequest, pk: int) -> HttpResponse:
    access = access_of(request)
    offered = queries.visible_homes(access).filter(pk=pk).first()
    if offered is None:
        raise Http404("There is no such offer.")
    form = UptakeForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        said, now = form.cleaned_data, timezone.now()
        try:
            if said["came"] == "yes":
                operations.record_uptake(
                    actor=access.person, at=now, offered=offered,
                    taken_up_on=said["taken_up_on"], staff=said["staff"],
                )  # fmt: skip
            else:
                operations.record_refusal(
                    actor=access.person, at=now, offered=offered, why=said["why"]
                )
        except Refusal as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, f"Recorded for {offered.home_name}.")
            return redirect("training_offer", pk=offered.offer_id)
    context = {
        "offered": presenters.offered_line(offered),
        "offer": offered.offer,
        "form": form,
        "can_record": policies.can_record(offered),
    }
    return render(request, "learning/uptake.html", context)


@require_http_methods(["GET", "POST"])
def end_offer(request: HttpRequest, pk: int) -> HttpResponse:
    access = access_of(request)
    offer = queries.visible_offers(access).filter(pk=pk).first()
    if offer is None or not rules.may_end(access, offer.group_id, offer.offered_by_id):
        raise Http404("There is no such offer.")
    form = EndForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        try:
            operations.end_offer(
                actor=access.person, at=timezone.now(), offer=offer, why=form.cleaned_data["why"]
            )
        except Refusal as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, "The offer has ended.")
            return redirect("training_offer", pk=pk)
    return render(request, "learning/end.html", {"offer": offer, "form": form})


@require_http_methods(["GET", "POST"])
def good_practice(request: HttpRequest, code: str) -> HttpResponse:
    asked, topic = asked_of(request), topic_of(code)
    best = doing_well(asked.group, topic, most=MOST_OFFERED)
    form = PracticeForm(
        request.POST if request.method == "POST" else None,
        initial={"home": request.GET.get("home", "")},
        homes=[(one.home_id, one.name) for one in best],
    )
    if request.method == "POST" and form.is_valid():
        said = form.cleaned_data
        home = known_homes([said["home"]])[0]
        try:
            operations.write_practice(
                actor=asked.access.person, at=timezone.now(), token=said["token"],
                group=asked.group, topic=code, words=said["words"],
                home=Recipient(home["home_id"], home["name"], home["area_code"], ""),
            )  # fmt: skip
        except Refusal as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, f"Kept what {home['name']} does.")
            return redirect(f"{reverse('learning_topic', args=[code])}?group={asked.group.pk}")
    context = {"asked": asked, "topic": topic, "form": form, "best": best}
    return render(request, "learning/practice_form.html", context)


@require_POST
def take_back_practice(request: HttpRequest, pk: int) -> HttpResponse:
    access = access_of(request)
    note = queries.visible_practice(access).filter(pk=pk).first()
    if note is None or not rules.may_take_back(access, note.group_id, note.written_by_id):
        raise Http404("There is no such note.")
    operations.take_back_practice(actor=access.person, at=timezone.now(), note=note)
    messages.success(request, "The note was taken back.")
    return redirect("learning_topic", code=note.topic)
