"""Addresses of accounts."""

from django.urls import URLPattern, path

from miteinander.accounts import rules
from miteinander.accounts.views import after_sign_in, members, municipality, set_up, tokens
from miteinander.kernel.doors import behind

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
workspace_patterns: list[URLPattern] = [
    *behind(rules.can_view_members, _members),
    *behind(rules.can_manage_members, _managing),
    *behind(rules.can_manage_tokens, _tokens),
    *behind(rules.can_change_municipality, _municipality),
]
