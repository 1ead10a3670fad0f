"""Publishing many reports at once, at the same number of SQL queries however many they are."""

from collections import defaultdict
from collections.abc import Sequence

from django.db import transaction
from django.utils import timezone

from miteinander.concept import rules
from miteinander.concept.actions.reports import objection
from miteinander.concept.models import Measure, StatusReport
from miteinander.kernel import audit
from miteinander.kernel.actor import Actor
from miteinander.kernel.errors import require


def publish(found: Sequence[StatusReport], *, by: Actor) -> dict[int, str]:
    """Make reports public, one per measure; new ones are stored by that.

    Gives measure id -> why its report stays inside: its status does not fit to those before.
    """
    require(rules.can_publish(by))
    with transaction.atomic():
        keys = [report.measure_id for report in found]
        held = Measure.objects.select_for_update().filter(pk__in=keys).order_by("pk")
        measures = {measure.pk: measure for measure in held}
        published = _published(keys)
        refused = {one.measure_id: objection(one, published[one.measure_id]) for one in found}
        fitting = [one for one in found if not refused[one.measure_id]]
        _store(fitting, by)
        for report in fitting:
            _follow(measures[report.measure_id], [*published[report.measure_id], report])
        Measure.objects.bulk_update(measures.values(), ["status", "reported_on"])
    return {key: sentence for key, sentence in refused.items() if sentence}


def _published(measures: Sequence[int]) -> dict[int, list[StatusReport]]:
    found: dict[int, list[StatusReport]] = defaultdict(list)
    for one in StatusReport.objects.filter(measure__in=measures, published_at__isnull=False):
        found[one.measure_id].append(one)
    return found


def _store(found: Sequence[StatusReport], by: Actor) -> None:
    now = timezone.now()
    for report in found:
        report.published_at = now
    new = [report for report in found if report.pk is None]
    known = [report for report in found if report.pk is not None]
    StatusReport.objects.bulk_create(new)
    StatusReport.objects.bulk_update(known, ["published_at"])
    audit.record_all(by, "report.added", new)
    audit.record_all(by, "report.published", found)


def _follow(measure: Measure, published: Sequence[StatusReport]) -> None:
    latest = max(published, key=lambda one: (one.reported_on, one.pk))
    measure.status, measure.reported_on = latest.status, latest.reported_on
