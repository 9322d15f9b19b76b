"""The life of a session: begun at sign-in, locked when left open, over after a working day."""

from datetime import datetime, timedelta
from typing import Any

from django.conf import settings
from django.contrib.auth import login
from django.contrib.sessions.backends.base import SessionBase
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, resolve_url
from django.utils import timezone
from django.utils.crypto import constant_time_compare
from django.utils.http import url_has_allowed_host_and_scheme

from caresight.web.accounts import queries
from caresight.web.accounts.models import Person
from caresight.web.audit.operations import record

BEGUN, SEEN, FACTOR, BROWSER, PENDING, ONWARD = (
    "begun_at", "seen_at", "factor", "browser", "pending", "onward",
)  # fmt: skip
NOTED_EVERY = 60
"""Seconds between two notes that somebody is there: not every page should write."""
PENDING_FOR = timedelta(minutes=10)
_BROWSERS = ("Edg", "OPR", "Firefox", "Chrome", "Safari")
_MACHINES = ("Android", "iPhone", "iPad", "Windows", "Macintosh", "Linux")
_SAID = {"Edg": "Edge", "OPR": "Opera", "Macintosh": "Mac"}


def begin_clock(sender: object, request: HttpRequest, **_others: Any) -> None:  # noqa: ARG001
    """Note when a session began; called at every sign-in."""
    now = int(timezone.now().timestamp())
    request.session[BEGUN] = request.session[SEEN] = now


def why_locked(session: SessionBase, *, now: datetime) -> str:
    """Why a session may not go on, as a sentence; empty while it may."""
    moment = now.timestamp()
    if moment - session.get(SEEN, 0) > settings.SESSION_IDLE_MINUTES * 60:
        return f"You were away for more than {settings.SESSION_IDLE_MINUTES} minutes."
    if moment - session.get(BEGUN, 0) > settings.SESSION_LONGEST_HOURS * 3600:
        return f"You signed in more than {settings.SESSION_LONGEST_HOURS} hours ago."
    return ""


def note_seen(session: SessionBase, *, now: datetime) -> None:
    """Note that somebody is there."""
    if now.timestamp() - session.get(SEEN, 0) > NOTED_EVERY:
        session[SEEN] = int(now.timestamp())


def has_shown_factor(session: SessionBase) -> bool:
    """Whether a second factor was shown in this session."""
    return bool(session.get(FACTOR))


def factor_shown(request: HttpRequest, factor: str) -> None:
    """Note that a second factor was shown; the session goes on under a new key."""
    request.session[FACTOR] = factor
    request.session.cycle_key()


def go_on(request: HttpRequest, person: Person, *, how: str, onward: str) -> HttpResponse:
    """Lead on somebody who proved a first factor: to the second, or in."""
    if settings.SECOND_FACTOR != "off" and queries.has_second_factor(person):
        request.session[PENDING] = {
            "person": person.pk,
            "proof": person.get_session_auth_hash(),
            "at": int(timezone.now().timestamp()),
            "how": how,
            "onward": onward,
        }
        request.session.cycle_key()
        return redirect("sign_in_code")
    return let_in(request, person, how=how, factor="", onward=onward)


def pending(request: HttpRequest, *, now: datetime) -> tuple[Person, str, str] | None:
    """Who proved a first factor in this browser a moment ago, how, and where they want to go."""
    kept = request.session.get(PENDING) or {}
    if now.timestamp() - kept.get("at", 0) > PENDING_FOR.total_seconds():
        return None
    person = Person.objects.filter(pk=kept["person"], is_active=True).first()
    if person is None or not constant_time_compare(kept["proof"], person.get_session_auth_hash()):
        return None
    return person, kept["how"], kept["onward"]


def let_in(
    request: HttpRequest, person: Person, *, how: str, factor: str, onward: str
) -> HttpResponse:
    """Begin the session, under a new key; first show what had not been sent."""
    request.session.pop(PENDING, None)
    login(request, person)
    request.session[FACTOR] = factor
    request.session[BROWSER] = browser_words(request.META.get("HTTP_USER_AGENT", ""))
    record(
        actor=person,
        at=timezone.now(),
        operation="accounts.sign_in",
        subject=f"person:{person.pk}",
        detail={"how": how, "second_factor": factor or "none"},
    )
    if queries.held_forms_of(person).exists():
        request.session[ONWARD] = onward
        return redirect("held_forms")
    return redirect(onward)


def onward_of(request: HttpRequest) -> str:
    """Where to go after sign-in: only to a page of this server."""
    wanted = request.POST.get("next") or request.GET.get("next") or ""
    safe = url_has_allowed_host_and_scheme(
        wanted, allowed_hosts={request.get_host()}, require_https=request.is_secure()
    )
    return wanted if safe else resolve_url(settings.LOGIN_REDIRECT_URL)


def browser_words(user_agent: str) -> str:
    """A browser as its owner knows it: “Firefox on Windows”."""
    browser = next((one for one in _BROWSERS if one in user_agent), "A browser")
    machine = next((one for one in _MACHINES if one in user_agent), "")
    words = _SAID.get(browser, browser)
    return f"{words} on {_SAID.get(machine, machine)}" if machine else words
