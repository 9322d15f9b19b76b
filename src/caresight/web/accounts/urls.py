"""Addresses of sign-in, one's own account, people and agencies."""

from django.urls import path

from caresight.web.accounts.views import (
    account,
    agencies,
    door,
    factor,
    further_steps,
    held,
    invitation,
    people,
    person,
)

urlpatterns = [
    path("sign-in/", door.sign_in, name="sign_in"),
    path("sign-in/code/", further_steps.sign_in_code, name="sign_in_code"),
    path("sign-in/single/", further_steps.start_single_sign_on, name="single_sign_on"),
    path(
        "sign-in/single/return/", further_steps.finish_single_sign_on, name="single_sign_on_return"
    ),
    path("sign-out/", door.sign_out, name="sign_out"),
    path("invitation/<str:token>/", invitation.invitation, name="invitation"),
    path("account/", account.own_account, name="own_account"),
    path("account/password/", account.own_password, name="own_password"),
    path("account/second-factor/", factor.second_factor, name="second_factor"),
    path("account/second-factor/remove/", factor.second_factor_remove, name="second_factor_remove"),
    path("account/recovery-codes/", factor.recovery_codes, name="recovery_codes"),
    path("account/end-sessions/", account.end_own_sessions, name="end_own_sessions"),
    path("not-sent/", held.held_forms, name="held_forms"),
    path("not-sent/<int:pk>/", held.held_form, name="held_form"),
    path("not-sent/<int:pk>/throw-away/", held.throw_away_form, name="throw_away_form"),
    path("people/", people.people, name="people"),
    path("people/invite/", people.invite, name="invite"),
    path("people/<int:pk>/", person.person, name="person"),
    path("people/<int:pk>/details/", person.person_details, name="person_details"),
    path("people/<int:pk>/roles/", person.person_roles, name="person_roles"),
    path("people/<int:pk>/homes/", person.person_homes, name="person_homes"),
    path("people/<int:pk>/disable/", person.person_disable, name="person_disable"),
    path("people/<int:pk>/enable/", person.person_enable, name="person_enable"),
    path("people/<int:pk>/reset-factor/", person.person_reset_factor, name="person_reset_factor"),
    path("people/<int:pk>/end-sessions/", person.person_end_sessions, name="person_end_sessions"),
    path("people/<int:pk>/invite-again/", person.person_invite_again, name="person_invite_again"),
    path(
        "people/<int:pk>/withdraw-invitation/",
        person.person_withdraw_invitation,
        name="person_withdraw_invitation",
    ),
    path("agencies/", agencies.agencies, name="agencies"),
    path("agencies/<int:pk>/", agencies.agency, name="agency"),
    path("agencies/<int:pk>/areas/", agencies.agency_area, name="agency_area"),
    path(
        "agencies/<int:pk>/areas/<int:area_pk>/remove/",
        agencies.agency_area_remove,
        name="agency_area_remove",
    ),
    path("agencies/<int:pk>/providers/", agencies.agency_provider, name="agency_provider"),
    path(
        "agencies/<int:pk>/providers/<int:provider_pk>/remove/",
        agencies.agency_provider_remove,
        name="agency_provider_remove",
    ),
    path("health", door.health, name="health"),
    path("robots.txt", door.robots, name="robots"),
]
