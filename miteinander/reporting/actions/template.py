"""The template that reports are made in."""

from dataclasses import replace

from django.core.files.base import ContentFile
from django.core.files.uploadedfile import UploadedFile
from django.db import transaction

from miteinander.concept.files import safe_name
from miteinander.concept.models import Edition
from miteinander.kernel import audit
from miteinander.kernel.actor import Actor
from miteinander.kernel.errors import NotPossible, require
from miteinander.kernel.models import Municipality
from miteinander.kernel.retention import erasing
from miteinander.reporting import rules, writing
from miteinander.reporting.choices import Format
from miteinander.reporting.contents import Contents
from miteinander.reporting.models import ReportTemplate
from miteinander.reporting.queries import times
from miteinander.reporting.queries.composition import compose
from miteinander.reporting.queries.files import LARGE
from miteinander.reporting.writers import word
from miteinander.ui.papers.template import LARGEST, NotUsable, examine


def set_template(upload: UploadedFile, *, by: Actor) -> ReportTemplate:
    """Keep a template in place of the one before, once a report was made in it.

    Raises `NotPossible` with a sentence that names the place where it is wrong.
    """
    require(rules.can_set_template(by))
    content = upload.read(LARGEST + 1)
    _try(content, by)
    with transaction.atomic():
        _remove(by)
        made = ReportTemplate(municipality_id=by.municipality_id, size=len(content))
        made.name = safe_name(upload.name or "", Format.DOCX)
        made.file.save(made.name, ContentFile(content), save=True)
        audit.record(by, "report_template.added", made, is_change=False)
    return made


def remove_template(*, by: Actor) -> None:
    """Go back to our look."""
    require(rules.can_set_template(by))
    with transaction.atomic():
        _remove(by)


def _remove(by: Actor) -> None:
    for old in ReportTemplate.objects.select_for_update():
        audit.record(by, "report_template.deleted", old, is_change=False)
        erasing.delete_noted(old)


def _try(content: bytes, by: Actor) -> None:
    """Make the report that the page would make now, cut where it is long: somebody waits."""
    town = Municipality.objects.get(pk=by.municipality_id)
    edition = Edition.objects.select_related("concept").order_by("-published_at", "-pk").first()
    try:
        examine(content, word.NAMES)
        if edition is not None:
            contents = _short(compose(town, edition, times.wanted()))
            writing.report(contents, Format.DOCX, content)
    except NotUsable as refusal:
        raise NotPossible(str(refusal)) from None


def _short(contents: Contents) -> Contents:
    """The first fields: each has every kind of heading, list and table that there is."""
    left, fields = LARGE, []
    for one in contents.fields:
        fields.append(replace(one, measures=one.measures[:left]))
        left -= len(fields[-1].measures)
    return replace(contents, fields=tuple(fields))
