"""Addresses of accounts."""

from django.urls import URLPattern, path

from miteinander.accounts.views import after_sign_in, members, municipality, set_up, tokens

root_patterns: list[URLPattern] = [
    path("einrichten/", set_up.set_up, name="setup"),
    path("anmeldung/weiter/", after_sign_in.after_sign_in, name="after_sign_in"),
]
workspace_patterns: list[URLPattern] = [
    path("zugaenge/", members.members, name="members"),
    path("zugaenge/neu/", members.add_member, name="member_add"),
    path("zugaenge/<int:pk>/", members.change_member, name="member"),
    path("zugaenge/<int:pk>/entfernen/", members.remove_member, name="member_remove"),
    path("zugaenge/<int:pk>/einladen/", members.invite_member, name="member_invite"),
    path("schnittstelle/", tokens.tokens, name="tokens"),
    path("schnittstelle/neu/", tokens.add_token, name="token_add"),
    path("schnittstelle/<int:pk>/sperren/", tokens.revoke_token, name="token_revoke"),
    path("kommune/", municipality.settings, name="settings"),
]
