"""What every answer tells the browser."""

from pathlib import Path

from django.test import Client

from caresight.web.accounts.operations import add_person


def test_the_content_policy_allows_this_server_only(viewer: Client) -> None:
    policy = viewer.get("/")["Content-Security-Policy"]

    assert "default-src 'self'" in policy
    assert "frame-ancestors 'none'" in policy
    assert "unsafe" not in policy


def test_pages_are_kept_by_no_cache_and_framed_by_nobody(viewer: Client) -> None:
    answer = viewer.get("/")

    assert answer["Cache-Control"] == "private, no-store"
    assert answer["X-Frame-Options"] == "DENY"
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert answer["Referrer-Policy"] == "same-origin"


def test_the_session_cookie_is_hidden_from_scripts(client: Client, db: None) -> None:
    add_person(username="priya", password="three unrelated words", roles=["viewer"])

    client.post("/sign-in/", {"username": "priya", "password": "three unrelated words"})

    assert client.cookies["sessionid"]["httponly"]
    assert client.cookies["sessionid"]["samesite"] == "Lax"


def test_the_server_says_that_it_is_well_without_sign_in(
    client: Client, with_release: Path
) -> None:
    assert client.get("/health").content == b"ok"


def test_robots_are_asked_to_stay_away(client: Client) -> None:
    assert b"Disallow: /" in client.get("/robots.txt").content
