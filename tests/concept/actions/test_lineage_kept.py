"""What goes along into the next edition, and comes back with a restored item: files and lines."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone

from miteinander.concept.actions import attachments, deletion, next_edition, succession
from miteinander.concept.choices import Succession
from miteinander.concept.models import Attachment, Goal, ItemVersion, Measure, MeasureSuccession
from miteinander.concept.queries.as_of import snapshot
from miteinander.concept.queries.succession import undecided
from miteinander.kernel.errors import NotPossible
from tests import factories

CONTENT = b"%PDF-1.7\n%%EOF"


@pytest.fixture(autouse=True)
def _own_folder(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path


@pytest.fixture
def measure(in_town):
    return factories.measure(factories.goal(factories.field(factories.edition(in_town))), "Café")


@pytest.fixture
def file(measure, coordinator):
    upload = SimpleUploadedFile("flyer.pdf", CONTENT)
    edition = measure.edition
    return attachments.add(upload, title="Flyer", edition=edition, measure=measure, by=coordinator)


def drafted(measure, by):
    """The next edition, with its copy of the measure."""
    new = next_edition.draft(measure.edition, label="2027", by=by)
    return new, Measure.objects.get(edition=new)


def brought_back(item_id, by, kind="measure"):
    gone = ItemVersion.objects.filter(kind=kind, item_id=item_id, is_deletion=True)[0]
    return deletion.restore(gone, by=by)


def line_of(measure):
    return MeasureSuccession.objects.get(successor=measure)


def test_a_file_goes_along_and_each_copy_lives_without_the_other(
    measure, file, coordinator, django_capture_on_commit_callbacks
):
    attachments.publish(file, by=coordinator)
    _, copy = drafted(measure, coordinator)
    copied = copy.attachments.get()
    assert (copied.title, copied.is_public, copied.copied_from) == ("Flyer", True, file)
    with django_capture_on_commit_callbacks(execute=True):
        attachments.delete(file, by=coordinator)
    assert Attachment.objects.get().file.read() == CONTENT
    with django_capture_on_commit_callbacks(execute=True):
        attachments.delete(Attachment.objects.get(), by=coordinator)
    assert not copied.file.storage.exists(copied.file.name)


def test_a_file_whose_bytes_are_missing_does_not_hinder_the_next_edition(
    measure, file, coordinator
):
    file.file.storage.delete(file.file.name)
    _, copy = drafted(measure, coordinator)
    assert not copy.attachments.exists()


def test_a_measure_with_a_copied_file_ends_and_comes_back_with_it(
    measure, file, coordinator, django_capture_on_commit_callbacks
):
    new, copy = drafted(measure, coordinator)
    with django_capture_on_commit_callbacks(execute=True):
        succession.end(new, [measure], "Nicht mehr nötig", by=coordinator)
    assert Attachment.objects.get() == file
    assert file.file.read() == CONTENT
    back = brought_back(copy.pk, coordinator)
    assert back.attachments.get().file.read() == CONTENT


def test_a_measure_with_a_file_of_its_own_is_not_deleted(measure, file, coordinator):
    new, copy = drafted(measure, coordinator)
    upload = SimpleUploadedFile("neu.pdf", CONTENT)
    attachments.add(upload, title="Neu", edition=new, measure=copy, by=coordinator)
    with pytest.raises(NotPossible, match="Dateien"):
        succession.end(new, [measure], "Nicht mehr nötig", by=coordinator)


def test_a_day_shows_the_files_of_that_day(measure, file, coordinator):
    edition, today = measure.edition, timezone.localdate()
    attachments.publish(file, by=coordinator)
    edition.published_at = timezone.now()
    edition.save()

    def files(*, is_public):
        found = snapshot(edition, today, is_public=is_public)
        return [file for item in found.items for file in item.files]

    assert files(is_public=False) == files(is_public=True) == [file]
    attachments.withdraw(file, by=coordinator)
    assert files(is_public=True) == []
    Attachment.objects.update(added_at=timezone.now() + timezone.timedelta(days=1))
    assert files(is_public=False) == []


def test_a_restored_measure_is_still_the_one_of_the_edition_before(measure, coordinator):
    new, copy = drafted(measure, coordinator)
    succession.carry_on(new, [measure], Succession.CHANGES, "Anderer Ort", by=coordinator)
    copy.refresh_from_db()
    deletion.delete(copy, based_on=copy.version, by=coordinator)
    assert undecided(new) == 1
    line = line_of(brought_back(copy.pk, coordinator))
    assert (line.predecessor, line.kind, line.reason) == (measure, "changes", "Anderer Ort")
    assert undecided(new) == 0


def test_what_had_ended_and_is_restored_is_open_again(measure, coordinator):
    new, copy = drafted(measure, coordinator)
    succession.end(new, [measure], "Kein Geld", by=coordinator)
    line = line_of(brought_back(copy.pk, coordinator))
    assert (line.predecessor, line.kind) == (measure, "")
    assert MeasureSuccession.objects.count() == 1


def test_a_restored_measure_that_was_merged_elsewhere_is_open(measure, coordinator):
    other = factories.measure(measure.goal, "Treff")
    new = next_edition.draft(measure.edition, label="2027", by=coordinator)
    copy, into = (Measure.objects.get(edition=new, title=title) for title in ("Café", "Treff"))
    succession.merge(new, [measure, other], into, "Zusammen", by=coordinator)
    back = brought_back(copy.pk, coordinator)
    assert line_of(back).kind == ""
    assert undecided(new) == 1


def test_a_part_that_is_restored_is_a_part_again(measure, coordinator):
    new, _ = drafted(measure, coordinator)
    (part,) = succession.split(new, measure, ["Abends"], "Zwei Orte", by=coordinator)
    part.refresh_from_db()
    deletion.delete(part, based_on=part.version, by=coordinator)
    assert line_of(brought_back(part.pk, coordinator)).kind == Succession.SPLITS


def test_a_measure_of_the_edition_before_gets_its_successor_back(measure, coordinator):
    new, copy = drafted(measure, coordinator)
    succession.carry_on(new, [measure], Succession.CONTINUES, "", by=coordinator)
    deletion.delete(measure, based_on=measure.version, by=coordinator)
    brought_back(measure.pk, coordinator)
    assert line_of(copy).kind == Succession.CONTINUES


def test_a_restored_goal_knows_what_it_was_and_what_became_of_it(measure, coordinator):
    old = measure.goal
    new, _ = drafted(measure, coordinator)
    after = next_edition.draft(new, label="2030", by=coordinator)
    goal = Goal.objects.get(field__edition=new)
    key, last = goal.pk, Goal.objects.get(field__edition=after)
    deletion.delete(goal, based_on=goal.version, children_go="delete", by=coordinator)
    last.refresh_from_db()
    assert last.predecessor is None
    back = brought_back(key, coordinator, kind="goal")
    back.refresh_from_db()
    last.refresh_from_db()
    assert (back.predecessor, last.predecessor) == (old, back)
