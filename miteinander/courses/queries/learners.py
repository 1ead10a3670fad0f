"""People who look for a course, as lists ask for them."""

from collections.abc import Mapping

from django.db.models import Q, QuerySet

from miteinander.courses import rules
from miteinander.courses.models import District, Learner
from miteinander.courses.sealing import indexed
from miteinander.kernel.actor import Actor
from miteinander.kernel.sorting import german

ORDER = ("-urgency", "waiting_since", "pk")
CARE = "ja"


def everybody() -> QuerySet[Learner]:
    """All who look or looked for a course; the rule decides who sees whom."""
    return Learner.objects.select_related("key", "district", "wished_run__course")


def learners(actor: Actor) -> QuerySet[Learner]:
    """Those whom the actor may see, the most urgent first, with keys and district."""
    found = everybody()
    if not rules.can_place(actor):
        found = found.filter(entered_by_id=actor.user_id)
    return found.order_by(*ORDER)


def narrowed(
    found: QuerySet[Learner], chosen: Mapping[str, str], municipality_id: int
) -> QuerySet[Learner]:
    """Only what the filters ask for; a name is found as a whole, since it is stored encrypted."""
    same = {"stand": "state", "niveau": "level", "ort": "district", "dringend": "urgency"}
    found = found.filter(**{path: chosen[key] for key, path in same.items() if chosen.get(key)})
    if kind := chosen.get("art"):
        found = found.filter(Q(kinds="") | Q(kinds__contains=f" {kind} "))
    if chosen.get("kinder") == CARE:
        found = found.filter(child_care=True)
    if text := chosen.get("suche"):
        found = found.filter(named(text, municipality_id))
    return found


def named(text: str, municipality_id: int) -> Q:
    """Whose last name, whole name or contact this is."""
    fields = ("last_name_index", "name_index", "contact_index")
    found = Q(pk=int(text)) if text.isascii() and text.isdigit() and len(text) < 10 else Q()
    for field in fields:
        found |= Q(**{field: indexed(text, field, municipality_id)})
    return found


def districts() -> QuerySet[District]:
    """The districts, by name."""
    return District.objects.annotate(sorted_by=german("name")).order_by("sorted_by", "pk")
