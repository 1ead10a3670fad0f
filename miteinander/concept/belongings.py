"""What an item has beside its words: its lines to other editions, its reports, its copied files.

A deleted item leaves them in its last version, and gets back from there what can still be had.
Only actions call it, in a transaction.
"""

import json
from typing import Any

from django.core import serializers
from django.db.models import Q, QuerySet

from miteinander.accounts.models import User
from miteinander.concept import copying
from miteinander.concept.choices import Succession
from miteinander.concept.models import Attachment, Edition, Measure, MeasureSuccession, PlanItem
from miteinander.concept.values import Values
from miteinander.concept.writing import write_status
from miteinander.kernel.retention import erasing

REPORTS, FILES, LINES = "reports", "files", "lines"
PREDECESSOR, SUCCESSORS = "predecessor", "successors"
_LINE = ("edition_id", "predecessor_id", "successor_id", "kind", "reason")


def own_files(measure: Measure) -> QuerySet[Attachment]:
    """Files of which no other edition has the original: deleted, they would be lost."""
    return measure.attachments.filter(copied_from=None)


def left_by(item: PlanItem) -> Values:
    """What goes into the last version of an item that is about to be deleted; plain JSON."""
    row: Any = item
    if not isinstance(item, Measure):
        after = type(row).objects.filter(predecessor=row)
        return {
            PREDECESSOR: row.predecessor_id,
            SUCCESSORS: list(after.values_list("pk", flat=True)),
        }
    lines = MeasureSuccession.objects.filter(Q(predecessor=item) | Q(successor=item))
    return {
        REPORTS: json.loads(serializers.serialize("json", item.reports.all())),
        LINES: list(lines.values(*_LINE)),
        FILES: list(item.attachments.values_list("copied_from_id", flat=True)),
    }


def drop_files(measure: Measure) -> None:
    """Delete the copied files of a measure that goes; their originals stay where they are."""
    for one in measure.attachments.all():
        erasing.delete_noted(one)


def bring_back(item: PlanItem, left: Values) -> None:
    """Give a restored item again what its last version kept, as far as it still fits."""
    if isinstance(item, Measure):
        _bring_reports(left.get(REPORTS, []))
        for line in left.get(LINES, []):
            _bring_line(item, line)
        originals = Attachment.objects.filter(pk__in=left.get(FILES, []))
        copying.copy_files(originals, item.edition, lambda one: item.pk)
        write_status(item)
        return
    others: Any = type(item)._default_manager
    if others.filter(pk=left.get(PREDECESSOR) or 0).exists():
        others.filter(pk=item.pk).update(predecessor=left[PREDECESSOR])
    after = others.filter(pk__in=left.get(SUCCESSORS, []), predecessor=None)
    after.update(predecessor=item.pk)


def _bring_reports(rows: list[Values]) -> None:
    authors = User.objects.filter(pk__in=[row["fields"]["user"] for row in rows])
    users = set(authors.values_list("pk", flat=True))
    for row in rows:
        if row["fields"]["user"] not in users:
            row["fields"]["user"] = None
    for found in serializers.deserialize("python", rows):
        found.save()


def _bring_line(measure: Measure, line: Values) -> None:
    """Draw the line again; where something else was decided since, it is open."""
    is_onward = line["predecessor_id"] == measure.pk
    end = "successor_id" if is_onward else "predecessor_id"
    shared = Succession.MERGES if is_onward else Succession.SPLITS
    if not Edition.objects.filter(pk=line["edition_id"]).exists():
        return
    if key := line[end]:
        if not Measure.objects.filter(pk=key).exists():
            return
        since = MeasureSuccession.objects.filter(edition=line["edition_id"], **{end: key})
        others = since.exclude(kind=shared) if line["kind"] == shared else since
        if others.exists():
            line = {**line, "kind": "", "reason": ""}
        since.filter(kind__in=[Succession.ENDS, Succession.NEW]).delete()
    MeasureSuccession.objects.create(municipality_id=measure.municipality_id, **line)
