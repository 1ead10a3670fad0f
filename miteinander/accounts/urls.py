"""Addresses of accounts.

Allauth's views are named one by one: a page of the library that we did not write anew cannot be
reached. Names with `account_`, `mfa_` and `socialaccount_` are those that the library looks up.
"""

from allauth.account import views as allauth
from allauth.mfa.base import views as mfa
from allauth.mfa.webauthn import views as passkeys
from django.urls import URLPattern, path, re_path
from django.views.generic import RedirectView

from miteinander.accounts import rules
from miteinander.accounts.fresh import renewing_key
from miteinander.accounts.views import (
    account,
    after_sign_in,
    credentials,
    digests,
    invitations,
    members,
    municipality,
    set_up,
    sign_in,
    sign_in_settings,
    tokens,
)
from miteinander.kernel.doors import behind

to_account = RedirectView.as_view(pattern_name="account")

account_patterns: list[URLPattern] = [
    path("", account.account, name="account"),
    path("sitzungen/<int:pk>/beenden/", account.end_session, name="session_end"),
    path("sitzungen/beenden/", account.end_other_sessions, name="sessions_end"),
    path("wochenueberblick/<slug:slug>/", digests.choose, name="digest_choose"),
    path("wochenueberblick/ende/<str:token>/", digests.end, name="digest_end"),
    path("zweiter-faktor/<slug:slug>/", account.second_factor_needed, name="second_factor_needed"),
    path("einladung/<str:token>/", invitations.invitation, name="invitation"),
    path("einladung/<str:token>/neu/", invitations.renew, name="invitation_renew"),
    path("kommune/<slug:slug>/", sign_in.town_sign_in, name="town_sign_in"),
    path(
        "kommune/<slug:provider_id>/zurueck/",
        sign_in.town_signed_in,
        name="openid_connect_callback",
    ),
    path("kommune-abgebrochen/", sign_in.cancelled, name="socialaccount_login_cancelled"),
    # signing in and out
    path("login/", sign_in.SignInView.as_view(), name="account_login"),
    path("login/code/", sign_in.CodeView.as_view(), name="mfa_authenticate"),
    path("login/passkey/", sign_in.PasskeyView.as_view(), name="mfa_login_webauthn"),
    path("logout/", allauth.logout, name="account_logout"),
    path("inactive/", allauth.account_inactive, name="account_inactive"),
    path("signup/", allauth.signup, name="account_signup"),
    # confirming that it is still you
    path("bestaetigen/", renewing_key(allauth.reauthenticate), name="account_reauthenticate"),
    path("bestaetigen/code/", renewing_key(mfa.reauthenticate), name="mfa_reauthenticate"),
    path(
        "bestaetigen/passkey/",
        renewing_key(passkeys.reauthenticate_webauthn),
        name="mfa_reauthenticate_webauthn",
    ),
    # passwords
    path("password/change/", allauth.password_change, name="account_change_password"),
    path("password/set/", credentials.set_password, name="account_set_password"),
    path("password/reset/", allauth.password_reset, name="account_reset_password"),
    path("password/reset/done/", allauth.password_reset_done, name="account_reset_password_done"),
    path(
        "password/reset/key/done/",
        allauth.password_reset_from_key_done,
        name="account_reset_password_from_key_done",
    ),
    re_path(
        r"^password/reset/key/(?P<uidb36>[0-9A-Za-z]+)-(?P<key>.+)/$",
        allauth.password_reset_from_key,
        name="account_reset_password_from_key",
    ),
    # second factors
    path("zweiter-faktor/", to_account, name="mfa_index"),
    path("app/einrichten/", credentials.add_app, name="mfa_activate_totp"),
    path("app/entfernen/", credentials.remove_app, name="mfa_deactivate_totp"),
    path("ersatzcodes/", credentials.show_codes, name="mfa_view_recovery_codes"),
    path("ersatzcodes/neu/", credentials.make_codes, name="mfa_generate_recovery_codes"),
    path("passkeys/", to_account, name="mfa_list_webauthn"),
    path("passkeys/neu/", credentials.add_passkey, name="mfa_add_webauthn"),
    path("passkeys/<int:pk>/", credentials.name_passkey, name="mfa_edit_webauthn"),
    path("passkeys/<int:pk>/entfernen/", credentials.remove_passkey, name="mfa_remove_webauthn"),
]
root_patterns: list[URLPattern] = [
    path("einrichten/", set_up.set_up, name="setup"),
    path("anmeldung/weiter/", after_sign_in.after_sign_in, name="after_sign_in"),
]
_members = [
    path("zugaenge/", members.members, name="members"),
]
_managing = [
    path("zugaenge/neu/", members.add_member, name="member_add"),
    path("zugaenge/<int:pk>/", members.change_member, name="member"),
    path("zugaenge/<int:pk>/entfernen/", members.remove_member, name="member_remove"),
    path("zugaenge/<int:pk>/abmelden/", members.sign_out_member, name="member_sign_out"),
    path("zugaenge/<int:pk>/einladen/", members.invite_member, name="member_invite"),
]
_tokens = [
    path("schnittstelle/", tokens.tokens, name="tokens"),
    path("schnittstelle/neu/", tokens.add_token, name="token_add"),
    path("schnittstelle/<int:pk>/sperren/", tokens.revoke_token, name="token_revoke"),
]
_municipality = [
    path("kommune/", municipality.settings, name="settings"),
]
_sign_in = [
    path("kommune/anmeldung/", sign_in_settings.sign_in_settings, name="sign_in_settings"),
    path("kommune/anmeldung/dienst/", sign_in_settings.provider, name="identity_provider"),
    path(
        "kommune/anmeldung/dienst/pruefen/", sign_in_settings.check, name="identity_provider_check"
    ),
]
workspace_patterns: list[URLPattern] = [
    *behind(rules.can_view_members, _members),
    *behind(rules.can_manage_members, _managing),
    *behind(rules.can_manage_tokens, _tokens),
    *behind(rules.can_change_municipality, _municipality),
    *behind(rules.can_change_sign_in, _sign_in),
]
