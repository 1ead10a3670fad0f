"""Addresses of the room `courses`."""

from django.urls import URLPattern, path, re_path

from miteinander.courses import rules
from miteinander.courses.views import (
    answering,
    by_link,
    conditions,
    courses,
    districts,
    figures,
    learners,
    lists,
    offers,
    participants,
    placement,
    prices,
    providers,
    public,
    requests,
    runs,
    tables,
)
from miteinander.kernel.doors import behind

_courses = [
    path("kurse/", lists.runs, name="course_runs"),
    re_path(r"^kurse/kurse\.(?P<ending>csv|xlsx)$", lists.runs_export, name="course_runs_export"),
    path("kurse/angebote/", lists.courses, name="courses"),
    path("kurse/angebote/neu/", courses.course_add, name="course_add"),
    path("kurse/angebote/<int:pk>/", courses.course, name="course"),
    path("kurse/angebote/<int:pk>/bearbeiten/", courses.course_change, name="course_change"),
    path("kurse/angebote/<int:pk>/loeschen/", courses.course_delete, name="course_delete"),
    path(
        "kurse/angebote/<int:pk>/veroeffentlichen/", courses.course_publish, name="course_publish"
    ),
    path("kurse/angebote/<int:pk>/zuruecknehmen/", courses.course_withdraw, name="course_withdraw"),
    path("kurse/angebote/<int:pk>/durchgang/", runs.run_add, name="course_run_add"),
    path("kurse/durchgaenge/<int:pk>/", runs.run, name="course_run"),
    path("kurse/durchgaenge/<int:pk>/bearbeiten/", runs.run_change, name="course_run_change"),
    path("kurse/durchgaenge/<int:pk>/loeschen/", runs.run_delete, name="course_run_delete"),
    path("kurse/durchgaenge/<int:pk>/plaetze/", runs.run_places, name="course_run_places"),
    path("kurse/anbieter/", providers.providers, name="course_providers"),
    path("kurse/bedingungen/", conditions.conditions, name="course_conditions"),
    path(
        "kurse/bedingungen/uebliche/", conditions.conditions_usual, name="course_conditions_usual"
    ),
    path("kurse/bedingungen/neu/", conditions.condition_add, name="course_condition_add"),
    path("kurse/bedingungen/<int:pk>/", conditions.condition_change, name="course_condition"),
    path(
        "kurse/bedingungen/<int:pk>/loeschen/",
        conditions.condition_delete,
        name="course_condition_delete",
    ),
]

_tables = [path("kurse/einlesen/", tables.runs_import, name="course_runs_import")]
_requests = [
    path("kurse/anmeldungen/", requests.requests, name="course_requests"),
    re_path(
        r"^kurse/anmeldungen/anmeldewuensche\.(?P<ending>csv|xlsx)$",
        requests.requests_export,
        name="course_requests_export",
    ),
    path(
        "kurse/anmeldungen/<int:pk>/erledigt/",
        requests.request_answered,
        name="course_request_answered",
    ),
]
_learners = [
    path("kurswuensche/", learners.learners, name="learners"),
    path("kurswuensche/neu/", learners.learner_add, name="learner_add"),
    path("kurswuensche/hinweise/", learners.learner_notice, name="learner_notice"),
    path("kurswuensche/<int:pk>/", learners.learner, name="learner"),
    path("kurswuensche/<int:pk>/bearbeiten/", learners.learner_change, name="learner_change"),
    path("kurswuensche/<int:pk>/beenden/", learners.learner_withdraw, name="learner_withdraw"),
    path(
        "kurswuensche/<int:pk>/wieder/", learners.learner_search_again, name="learner_search_again"
    ),
    path("kurswuensche/<int:pk>/loeschen/", learners.learner_delete, name="learner_delete"),
]
_learner_tables = [
    re_path(
        r"^kurswuensche/kurswuensche\.(?P<ending>csv|xlsx)$",
        learners.learners_export,
        name="learners_export",
    ),
]
_placement = [
    path("vermittlung/", placement.placement, name="placement"),
    path("vermittlung/stand/", placement.placement_progress, name="placement_progress"),
    path("vermittlung/starten/", placement.placement_start, name="placement_start"),
    path("vermittlungslaeufe/<int:pk>/wieder/", placement.placement_again, name="placement_again"),
    path("vermittlung/zahlen/", figures.placement_figures, name="placement_figures"),
    re_path(
        r"^vermittlung/vermittlung\.(?P<ending>csv|xlsx)$",
        figures.placement_figures_export,
        name="placement_figures_export",
    ),
    path("vermittlung/plaetze/", prices.placement_prices, name="placement_prices"),
    re_path(
        r"^vermittlung/plaetze\.(?P<ending>csv|xlsx)$",
        prices.placement_prices_export,
        name="placement_prices_export",
    ),
    path("vermittlung/was-waere-wenn/", placement.what_if, name="placement_what_if"),
    path("vermittlung/entscheiden/", placement.placement_decide, name="placement_decide"),
    path("vorschlaege/<int:pk>/", placement.proposal, name="proposal"),
    path("platzangebote/", offers.offers, name="offers"),
    path("platzangebote/ablaufen/", offers.offers_expire, name="offers_expire"),
    path("platzangebote/<int:pk>/", offers.offer, name="offer"),
    path("platzangebote/<int:pk>/frist/", offers.offer_extend, name="offer_extend"),
    path("platzangebote/<int:pk>/mail/", offers.offer_mail, name="offer_mail"),
    path("platzangebote/<int:pk>/vermerken/", offers.offer_told, name="offer_told"),
    path("platzangebote/<int:pk>/brief/", offers.offer_letter, name="offer_letter"),
]
_districts = [
    path("ortsteile/", districts.districts, name="districts"),
    path("ortsteile/neu/", districts.district_add, name="district_add"),
    path("ortsteile/<int:pk>/", districts.district_change, name="district"),
    path("ortsteile/<int:pk>/loeschen/", districts.district_delete, name="district_delete"),
]

_TRAINING = "kurse/fortbildungen/<int:pk>/"
_trainings = [
    path(f"{_TRAINING}teilnehmende/", participants.participants, name="course_participants"),
    *(
        path(
            f"{_TRAINING}teilnehmende.{kind}",
            participants.participants_export,
            {"ending": kind},
            name=f"course_participants_{kind}",
        )
        for kind in ("csv", "xlsx")
    ),
    path(f"{_TRAINING}liste.pdf", participants.signing_list, name="course_signing_list"),
    path(f"{_TRAINING}eintragen/", participants.participant_add, name="course_participant_add"),
    path(f"{_TRAINING}anwesenheit/", participants.attendance, name="course_attendance"),
    path(
        f"{_TRAINING}bescheinigungen/",
        participants.certificates_of_all,
        name="course_certificates",
    ),
    path(
        f"{_TRAINING}teilnehmende/<int:person>/bescheinigung/",
        participants.certificate,
        name="course_certificate",
    ),
    path(
        f"{_TRAINING}teilnehmende/<int:person>/streichen/",
        participants.participant_delete,
        name="course_participant_delete",
    ),
    path(
        "kurse/anmeldungen/<int:pk>/uebernehmen/",
        participants.request_taken_over,
        name="course_request_taken_over",
    ),
]

workspace_patterns: list[URLPattern] = [
    *behind(rules.can_view, _courses),
    *behind(rules.can_enter_learners, _learners),
    *behind(rules.can_export_learners, _learner_tables),
    *behind(rules.can_place, _placement),
    *behind(rules.can_manage, _districts),
    *behind(rules.can_offer, [*_tables, *_requests, *_trainings]),
]
public_patterns: list[URLPattern] = [
    path("platz/<str:token>/", answering.place_answer, name="place_answer"),
    path("kurse/", public.finder, name="course_finder"),
    path("kurse/kurse.ics", public.finder_calendar, name="course_finder_calendar"),
    *(
        path(
            f"kurse/kurse.{kind}",
            public.finder_table,
            {"ending": kind},
            name=f"course_finder_{kind}",
        )
        for kind in ("csv", "xlsx")
    ),
    path("kurse/kurse.json", public.finder_data, name="course_finder_data"),
    path("kurse/danke/", public.thanks, name="course_thanks"),
    path("kurse/melden/<str:token>/", by_link.reports, name="course_reports"),
    path("kurse/melden/<str:token>/frisch/", by_link.fresh, name="course_reports_fresh"),
    path("kurse/melden/<str:token>/angebote/<int:pk>/", by_link.run_add, name="course_reports_run"),
    path("kurse/melden/<str:token>/einlesen/", tables.reports_import, name="course_reports_import"),
    *(
        path(
            f"kurse/melden/<str:token>/kurse.{kind}",
            tables.reports_export,
            {"ending": kind},
            name=f"course_reports_{kind}",
        )
        for kind in ("csv", "xlsx")
    ),
    path("kurse/<slug:slug>-<int:pk>/", public.run_page, name="course_page"),
    path("kurse/<slug:slug>-<int:pk>/kurs.ics", public.run_calendar, name="course_calendar"),
    path("kurse/<slug:slug>-<int:pk>/anmelden/", public.register, name="course_register"),
]
