"""The workspace's navigation: every entry with the rule that opens its page."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest

from miteinander.accounts import rules as accounts
from miteinander.assessment import rules as assessment
from miteinander.concept import rules as concept
from miteinander.courses import rules as courses
from miteinander.kernel.actor import Actor
from miteinander.kernel.choices import MunicipalityKind
from miteinander.kernel.models import Municipality
from miteinander.network import rules as network
from miteinander.operation import rules as operation
from miteinander.privacy import rules as privacy
from miteinander.reporting import rules as reporting
from miteinander.rounds import rules as rounds

TABS = "loeschen/ laeufe/ sperren/ auskunft/"
DISTRICTS = (MunicipalityKind.DISTRICT, MunicipalityKind.STATE, MunicipalityKind.ASSOCIATION)


@dataclass(frozen=True)
class Entry:
    """One entry: the page's name, its German title, its icon, and who sees it."""

    name: str
    title: str
    icon: str
    rule: Callable[[Actor], bool]
    below: str = ""
    kinds: tuple[str, ...] = ()


ENTRIES = (
    Entry("workspace:home", "Überblick", "home", lambda actor: True, below="-"),
    Entry("workspace:own_measures", "Meine Maßnahmen", "checklist", concept.is_partner),
    Entry("workspace:own_inquiries", "Meine Berichte", "mail", concept.is_partner),
    Entry("workspace:plan", "Konzept bearbeiten", "edit", concept.can_view_plan),
    Entry("workspace:measures", "Maßnahmen", "checklist", concept.can_view_plan),
    Entry("workspace:rounds", "Berichtsrunden", "mail", rounds.can_read_answers),
    Entry("workspace:report", "Bericht", "download", reporting.can_make_reports),
    Entry("workspace:needs", "Bedarfe", "info", assessment.can_view),
    Entry("workspace:judgements", "Bewertung", "check", assessment.can_view),
    Entry("workspace:imports", "Dokument einlesen", "drive-folder-upload", concept.can_import),
    Entry("workspace:shared_plan", "Konzept lesen", "visibility", concept.only_reads),
    Entry("workspace:shared_assessment", "Bedarfe lesen", "info", assessment.only_reads),
    Entry("workspace:towns", "Städte", "m-building", concept.can_read_towns, kinds=DISTRICTS),
    Entry("workspace:course_runs", "Kurse", "calendar-today", courses.can_view, below=""),
    Entry("workspace:learners", "Kurswünsche", "m-people", courses.can_enter_learners),
    Entry("workspace:placement", "Vorschläge", "checklist", courses.can_place),
    Entry("workspace:offers", "Platzangebote", "mail", courses.can_place),
    Entry("workspace:organisations", "Institutionen", "m-building", network.can_view_network),
    Entry("workspace:people", "Personen", "m-people", network.can_view_network),
)

ADMINISTRATION = (
    Entry("workspace:members", "Zugänge", "account-circle", accounts.can_view_members),
    Entry("workspace:retention", "Datenschutz", "m-lock", privacy.can_read_retention, below=TABS),
    Entry("workspace:trail", "Protokoll", "checklist", privacy.can_read_trail),
    Entry("workspace:tokens", "Schnittstelle", "open-in-new", accounts.can_manage_tokens),
    Entry("workspace:operation", "Betrieb", "autorenew", operation.can_see_operation),
    Entry("workspace:settings", "Kommune", "info", accounts.can_change_municipality),
)


def navigation(request: HttpRequest) -> dict[str, Any]:
    """`navigation` and `administration`: what the actor may open; nothing outside the workspace."""
    actor: Actor | None = getattr(request, "actor", None)
    if actor is None:
        return {}
    town: Municipality = request.municipality  # type: ignore[attr-defined]
    return {
        "navigation": open_to(actor, town, ENTRIES),
        "administration": open_to(actor, town, ADMINISTRATION),
    }


def open_to(actor: Actor, town: Municipality, entries: tuple[Entry, ...]) -> list[Entry]:
    """Those of `entries` that the actor may open and that this kind of municipality has."""
    shown = [one for one in entries if not one.kinds or town.kind in one.kinds]
    return [one for one in shown if one.rule(actor)]
