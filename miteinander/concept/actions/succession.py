"""Deciding what becomes of the measures of the edition before."""

from collections.abc import Sequence

from django.db import transaction

from miteinander.concept import copying, rules, versions
from miteinander.concept.actions import deletion
from miteinander.concept.choices import Succession
from miteinander.concept.models import Edition, Measure, MeasureSuccession
from miteinander.concept.queries.plan import siblings
from miteinander.concept.tree import number
from miteinander.concept.writing import write, write_status
from miteinander.kernel import audit
from miteinander.kernel.actor import Actor
from miteinander.kernel.errors import NotPossible, require

Measures = Sequence[Measure]


def carry_on(
    edition: Edition, before: Measures, kind: Succession, reason: str, *, by: Actor
) -> None:
    """Each of these measures of the edition before continues, changed or not.

    One that had ended, or was merged into another, is copied into the edition again.
    """
    require(rules.can_publish(by))
    with transaction.atomic():
        held = _held(edition, before, kind, reason)
        for measure in before:
            line = _only_line(held, measure) or _copied_again(held, measure, by)
            _decide(line, kind, reason)
        _record(before, by)


def end(edition: Edition, before: Measures, reason: str, *, by: Actor) -> None:
    """Each of these measures ends: what was copied of it is deleted and can be restored."""
    require(rules.can_publish(by))
    with transaction.atomic():
        held = _held(edition, before, Succession.ENDS, reason)
        for measure in before:
            _forget(_lines(held, measure), by)
            MeasureSuccession.objects.create(
                municipality_id=by.municipality_id,
                edition=held,
                predecessor=measure,
                kind=Succession.ENDS,
                reason=reason,
            )
        _record(before, by)


def merge(edition: Edition, before: Measures, into: Measure, reason: str, *, by: Actor) -> None:
    """These measures become one, `into`, which continues one of them in the edition so far."""
    require(rules.can_publish(by))
    with transaction.atomic():
        held = _held(edition, before, Succession.MERGES, reason)
        if len(before) < 2:
            raise NotPossible("Bitte wählen Sie mindestens zwei, die zusammengelegt werden.")
        if not _lines(held, *before).filter(successor=into).exists():
            raise NotPossible("Bitte wählen Sie, in welche von ihnen zusammengelegt wird.")
        _forget(_lines(held, *before).exclude(successor=into), by)
        _lines(held, *before).delete()
        MeasureSuccession.objects.bulk_create(
            MeasureSuccession(
                municipality_id=by.municipality_id,
                edition=held,
                predecessor=measure,
                successor=into,
                kind=Succession.MERGES,
                reason=reason,
            )
            for measure in before
        )
        write_status(into)
        _record(before, by)


def split(
    edition: Edition, measure: Measure, titles: Sequence[str], reason: str, *, by: Actor
) -> list[Measure]:
    """The measure becomes several: the copy that is there, and one more for each title."""
    require(rules.can_publish(by))
    with transaction.atomic():
        held = _held(edition, [measure], Succession.SPLITS, reason)
        if not titles:
            raise NotPossible("Bitte nennen Sie mindestens einen weiteren Teil.")
        line = _only_line(held, measure) or _copied_again(held, measure, by)
        assert line.successor
        parts = [_part(line.successor, measure, title, held, by) for title in titles]
        _decide(line, Succession.SPLITS, reason)
        for part in parts:
            _join(held, measure, part, Succession.SPLITS, reason)
            write_status(part)
        _record([measure], by)
    return parts


def introduce(edition: Edition, new: Measures, reason: str, *, by: Actor) -> None:
    """Say why these measures of the edition are new."""
    require(rules.can_publish(by))
    with transaction.atomic():
        held = _held(edition, [], Succession.NEW, reason)
        for measure in new:
            if measure.edition_id != held.pk:
                raise NotPossible(f"„{measure}“ gehört nicht zu dieser Fassung.")
            if measure.origins.filter(predecessor__isnull=False).exists():
                raise NotPossible(f"„{measure}“ ist nicht neu, sie kommt aus der Fassung davor.")
            MeasureSuccession.objects.update_or_create(
                municipality_id=by.municipality_id,
                edition=held,
                predecessor=None,
                successor=measure,
                defaults={"kind": Succession.NEW, "reason": reason},
            )
        _record(new, by)


def _held(edition: Edition, before: Measures, kind: Succession, reason: str) -> Edition:
    """The edition that is being drafted, if it may change and these are measures before it."""
    held = versions.hold(edition.pk)
    if held.predecessor_id is None:
        raise NotPossible("Vor dieser Fassung gibt es keine, die sie fortschreibt.")
    if any(measure.edition_id != held.predecessor_id for measure in before):
        raise NotPossible("Das gehört nicht zur Fassung davor.")
    if kind != Succession.CONTINUES and not reason:
        raise NotPossible("Bitte begründen Sie das mit einem Satz.")
    return held


def _lines(edition: Edition, *before: Measure):  # type: ignore[no-untyped-def]
    return MeasureSuccession.objects.filter(edition=edition, predecessor__in=before)


def _only_line(edition: Edition, measure: Measure) -> MeasureSuccession | None:
    """The line to the one measure that continues only this one; None where there is none."""
    lines = list(_lines(edition, measure).exclude(successor=None).select_related("successor"))
    if len(lines) > 1:
        raise NotPossible(
            f"„{measure}“ ist in mehrere geteilt. Bitte löschen Sie zuerst die Teile, die es nicht "
            "mehr geben soll."
        )
    is_shared = (
        bool(lines)
        and MeasureSuccession.objects.filter(successor=lines[0].successor_id).count() > 1
    )
    return lines[0] if lines and not is_shared else None


def _decide(line: MeasureSuccession, kind: Succession, reason: str) -> None:
    line.kind, line.reason = kind, reason
    line.save(update_fields=["kind", "reason"])
    if line.successor:
        write_status(line.successor)


def _join(
    edition: Edition, before: Measure, after: Measure, kind: str, reason: str
) -> MeasureSuccession:
    return MeasureSuccession.objects.create(
        municipality_id=edition.municipality_id,
        edition=edition,
        predecessor=before,
        successor=after,
        kind=kind,
        reason=reason,
    )


def _copied_again(edition: Edition, measure: Measure, by: Actor) -> MeasureSuccession:
    """A new copy of the measure, at the end of its place in the edition."""
    places = copying.places_in(edition)
    for model, key in ((copying.Field, measure.field_id), (copying.Goal, measure.goal_id)):
        if key and places.of(model, key) is None:
            raise NotPossible(
                f"Die Stelle, an der „{measure}“ stand, gibt es in dieser Fassung nicht mehr. "
                "Bitte legen Sie zuerst das Handlungsfeld oder Ziel wieder an."
            )
    (copy,) = copying.copy_measures([measure], places)
    _at_the_end(copy, by)
    _lines(edition, measure).delete()
    return _join(edition, measure, copy, "", "")


def _part(like: Measure, before: Measure, title: str, edition: Edition, by: Actor) -> Measure:
    """One more measure beside `like`, which says the same under another title."""
    places = copying.places_in(edition)
    where = {"field_id": like.field_id, "topic_id": like.topic_id, "goal_id": like.goal_id}
    (part,) = copying.copy_measures([before], places, **where, number="")
    write(part, {"title": title})
    _at_the_end(part, by)
    return part


def _at_the_end(made: Measure, by: Actor) -> None:
    number([*siblings(made).exclude(pk=made.pk), made])
    versions.keep(made, by=by)
    audit.record(by, "measure.added", made)


def _forget(lines, by: Actor) -> None:  # type: ignore[no-untyped-def]
    """Take the lines away, with the measures to which no other line leads."""
    gone = list(lines)
    others = MeasureSuccession.objects.exclude(pk__in=[one.pk for one in gone])
    kept = others.filter(successor__isnull=False).values("successor")
    reached = Measure.objects.filter(pk__in=[one.successor_id for one in gone if one.successor_id])
    # Deleted while their lines are there: they keep them for whoever restores them.
    for measure in list(reached.exclude(pk__in=kept)):
        deletion.delete(measure, based_on=measure.version, by=by)
    lines.delete()


def _record(measures: Measures, by: Actor) -> None:
    audit.record_all(by, "measure.succession_decided", measures)
