"""Registers the app with Django, and begins a session's clock at each sign-in."""

from django.apps import AppConfig


class AccountsConfig(AppConfig):
    name = "caresight.web.accounts"
    label = "accounts"

    def ready(self) -> None:
        """Start the clock of every session, however it was begun."""
        from django.contrib.auth.signals import user_logged_in  # noqa: PLC0415 - needs the apps

        from caresight.web.accounts.session_life import begin_clock  # noqa: PLC0415

        user_logged_in.connect(begin_clock, dispatch_uid="caresight.begin_clock")
