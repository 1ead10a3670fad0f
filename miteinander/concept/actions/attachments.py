"""Files of a measure or of a whole edition."""

from django.core.files.base import ContentFile
from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.utils import timezone

from miteinander.concept import rules, versions
from miteinander.concept.files import LARGEST, NotTaken, examine, safe_name
from miteinander.concept.models import Attachment, Edition, Measure
from miteinander.kernel import audit
from miteinander.kernel.actor import Actor
from miteinander.kernel.errors import NotPossible, require
from miteinander.kernel.retention import erasing


def add(
    upload: UploadedFile, *, title: str, edition: Edition, measure: Measure | None = None, by: Actor
) -> Attachment:
    """Keep a file; nobody but the workspace sees it until it is published.

    Raises `NotPossible` with a sentence for kinds of files that are not taken.
    """
    require(rules.can_edit_plan(by) if measure else rules.can_publish(by))
    try:
        kind, content = examine(upload.read(LARGEST + 1))
    except NotTaken as refusal:
        raise NotPossible(str(refusal)) from None
    with transaction.atomic():
        versions.hold(edition.pk)
        attachment = Attachment(
            municipality_id=by.municipality_id,
            edition=edition,
            measure=measure,
            title=title,
            name=safe_name(upload.name or "", kind.ending),
            media_type=kind.media_type,
            size=len(content),
        )
        attachment.file.save(attachment.name, ContentFile(content), save=True)
        audit.record(by, "attachment.added", attachment)
    return attachment


def publish(attachment: Attachment, *, by: Actor) -> None:
    """Offer the file to everyone."""
    _set_public(attachment, True, by)


def withdraw(attachment: Attachment, *, by: Actor) -> None:
    """Take the file back into the workspace."""
    _set_public(attachment, False, by)


def delete(attachment: Attachment, *, by: Actor) -> None:
    """Delete a file for good; it leaves the disk once the transaction is through.

    The register remembers it, so that it does not come back with a restore.
    """
    require(rules.can_publish(by) or (rules.can_edit_plan(by) and not attachment.is_public))
    with transaction.atomic():
        versions.hold(attachment.edition_id)
        audit.record(by, "attachment.deleted", attachment)
        erasing.delete_noted(attachment)


def _set_public(attachment: Attachment, is_public: bool, by: Actor) -> None:
    require(rules.can_publish(by))
    with transaction.atomic():
        attachment.published_at = timezone.now() if is_public else None
        attachment.save(update_fields=["published_at"])
        verb = "published" if is_public else "withdrawn"
        audit.record(by, f"attachment.{verb}", attachment)
