"""Drafting the next edition from one that is there, or an amendment of it."""

from typing import Any

from django.db import transaction
from django.utils import timezone

from miteinander.concept import copying, rules, versions
from miteinander.concept.models import Edition, Measure, MeasureSuccession, PlanItem
from miteinander.concept.queries.plan import drafts_in
from miteinander.concept.queries.succession import undecided
from miteinander.kernel import audit
from miteinander.kernel.actor import Actor
from miteinander.kernel.errors import NotPossible, require


def draft(edition: Edition, *, label: str, is_amendment: bool = False, by: Actor) -> Edition:
    """Copy the edition into a new one, which nobody outside sees; nothing is decided yet.

    Frame, tree, responsibilities, links, terms and the measures' files are copied; reports and the
    edition's own files stay where they are. An amendment corrects an adopted edition and copies how
    it came about as well. A constant number of statements.
    """
    require(rules.can_publish(by))
    with transaction.atomic():
        old = Edition.objects.select_for_update().get(pk=edition.pk)
        _refuse_second(old, is_amendment)
        new = Edition.objects.create(
            municipality_id=by.municipality_id,
            concept_id=old.concept_id,
            predecessor=old,
            is_amendment=is_amendment,
            label=label,
            **_texts(old, is_amendment),
        )
        _fill(old, new, by)
        audit.record(by, "edition.amendment_drafted" if is_amendment else "edition.drafted", new)
    return new


def adopt(edition: Edition, decision: dict[str, Any], *, by: Actor) -> Edition:
    """Write down which body decided when; from then on the edition never changes.

    `decision` has `adopted_on` (a day), `adopted_by` and `paper_number`. Refused while items are
    drafts, or while it is open what becomes of a measure.
    """
    require(rules.can_publish(by))
    with transaction.atomic():
        current = versions.hold(edition.pk)
        if number := drafts_in(current):
            raise NotPossible(
                f"In dieser Fassung stehen noch Entwürfe: {number}. Beschlossen wird, was "
                "dasteht. Bitte veröffentlichen oder löschen Sie die Entwürfe zuerst."
            )
        if number := undecided(current):
            raise NotPossible(
                "Noch ist nicht von allem festgehalten, was daraus wird. Offen: "
                f"{number}. Bitte entscheiden Sie das zuerst unter „Fortschreiben“."
            )
        if decision["adopted_on"] > timezone.localdate():
            raise NotPossible("Der Beschluss liegt noch vor Ihnen: Das Datum ist in der Zukunft.")
        for key, value in decision.items():
            setattr(current, key, value)
        current.adopted_at = timezone.now()
        current.version += 1
        current.save(update_fields=[*decision, "adopted_at", "version"])
        audit.record(by, "edition.adopted", current)
    return current


def _refuse_second(old: Edition, is_amendment: bool) -> None:
    if is_amendment and not old.is_adopted:
        raise NotPossible(
            "Diese Fassung ist noch nicht festgeschrieben. Sie können sie selbst berichtigen."
        )
    begun = old.successors.filter(is_amendment=is_amendment, adopted_at=None).first()
    if begun:
        raise NotPossible(
            f"Es gibt schon einen Entwurf: „{begun}“. Bitte arbeiten Sie daran weiter."
        )


def _texts(old: Edition, is_amendment: bool) -> dict[str, Any]:
    keys = ("preamble", "process", "valid_from", "valid_until") if is_amendment else ("preamble",)
    return {key: getattr(old, key) for key in keys}


def _fill(old: Edition, new: Edition, by: Actor) -> None:
    places = copying.Places(new)
    copying.copy_frame(old, places, with_process=new.is_amendment)
    items: list[PlanItem] = copying.copy_tree(old, places)
    measures = list(Measure.objects.filter(edition=old))
    copies = copying.copy_measures(measures, places)
    MeasureSuccession.objects.bulk_create(
        MeasureSuccession(
            municipality_id=new.municipality_id, edition=new, predecessor=before, successor=after
        )
        for before, after in zip(measures, copies, strict=True)
    )
    versions.keep_all([*items, *copies], by=by)
