"""Reports that take long: a job writes them, for whom wanted them, and they go again."""

from datetime import timedelta

import pytest
from django.db import transaction
from django.utils import timezone

from miteinander.accounts.choices import Role
from miteinander.accounts.models import Membership
from miteinander.concept.models import Edition, Measure
from miteinander.kernel.actor import Actor, system
from miteinander.kernel.errors import NotAllowed, NotPossible
from miteinander.kernel.models import AuditEvent
from miteinander.kernel.retention import erasing
from miteinander.kernel.tenancy import all_towns, town_scope
from miteinander.reporting.actions import files, writing_job
from miteinander.reporting.choices import FileState, Format
from miteinander.reporting.models import ReportFile
from miteinander.reporting.queries import times
from miteinander.reporting.queries.files import LARGE
from miteinander.reporting.retention import FILE
from tests.reporting.test_pages import as_committee, url  # noqa: F401
from tests.reporting.test_pdf import text

BRIEF = {"art": "pdf-kurz"}


@pytest.fixture
def large(plan, town, settings, tmp_path) -> Edition:
    """A plan with more measures than somebody waits for."""
    settings.MEDIA_ROOT = tmp_path
    with town_scope(town):
        field = plan.fields.get(title="Arbeit")
        Measure.objects.bulk_create(
            Measure(municipality=town, edition=plan, field=field, title=f"Angebot {number}")
            for number in range(LARGE)
        )
    return plan


@pytest.fixture
def written(large, as_editor, town, django_capture_on_commit_callbacks) -> ReportFile:
    """A brief that a job wrote for the editor."""
    with django_capture_on_commit_callbacks(execute=True):
        as_editor.post(url(town, "report_write"), BRIEF)
    with town_scope(town):
        return ReportFile.objects.get()


def ask(edition: Edition, by: Actor, since: int = 1, *, draft: bool = False) -> ReportFile:
    """A brief that compares with the day so many days ago; nobody writes it yet."""
    wanted = times.wanted(
        since=timezone.localdate() - timedelta(days=since), with_unpublished=draft
    )
    with town_scope(edition.municipality), transaction.atomic():
        return files.ask(edition=edition, wanted=wanted, kind=Format.PDF, is_brief=True, by=by)


def test_a_large_report_is_written_by_a_job_and_loaded_by_whom_it_is_for(written, town, as_editor):
    page = as_editor.get(url(town, "report_written", pk=written.pk)).content.decode()
    assert "Der Bericht ist geschrieben" in page
    assert "http-equiv" not in page
    answer = as_editor.get(url(town, "report_written_file", pk=written.pk))
    assert answer["Content-Type"] == "application/pdf"
    assert answer["Content-Disposition"].startswith('attachment; filename="kurzfassung-')
    assert f"Von {LARGE + 4} Maßnahmen" in text(answer.content)
    assert "Kurzfassung als PDF" in as_editor.get(url(town, "report")).content.decode()


def test_no_page_writes_a_large_report_by_itself(large, town, as_editor):
    page = as_editor.get(url(town, "report")).content.decode()
    assert "PDF schreiben lassen" in page
    assert url(town, "report_pdf") not in page
    answer = as_editor.get(url(town, "report_docx"), {"seit": "2025-01-01"}, follow=True)
    assert "Dieser Bericht ist groß" in answer.content.decode()
    assert answer.request["QUERY_STRING"] == "seit=2025-01-01"


def test_while_it_is_written_the_page_asks_again_without_javascript_too(
    large, town, editor, as_editor
):
    one = ask(large, editor)
    page = as_editor.get(url(town, "report_written", pk=one.pk)).content.decode()
    assert '<meta http-equiv="refresh" content="3">' in page
    assert "Wartet darauf" in page
    assert as_editor.get(url(town, "report_written_file", pk=one.pk)).status_code == 404


def test_nobody_else_sees_or_loads_what_was_written(written, town, as_coordinator, as_committee):  # noqa: F811
    for other in (as_coordinator, as_committee):
        assert other.get(url(town, "report_written", pk=written.pk)).status_code == 404
        assert other.get(url(town, "report_written_file", pk=written.pk)).status_code == 404
        assert other.post(url(town, "report_written_delete", pk=written.pk)).status_code == 404
        assert "Für Sie geschrieben" not in other.get(url(town, "report")).content.decode()


def test_nobody_deletes_what_was_written_for_somebody_else(written, coordinator):
    with all_towns(), pytest.raises(NotAllowed):
        files.discard(one=written, by=coordinator)


def test_who_may_no_longer_read_drafts_does_not_load_them_either(
    large, town, editor, as_editor, django_capture_on_commit_callbacks
):
    with django_capture_on_commit_callbacks(execute=True):
        one = ask(large, editor, draft=True)
    assert as_editor.get(url(town, "report_written_file", pk=one.pk)).status_code == 200
    with all_towns():
        assert AuditEvent.objects.filter(verb="report.drafted", object_id=large.pk).count() == 1
        Membership.objects.filter(user_id=one.user_id).update(role=Role.COMMITTEE)
    assert as_editor.get(url(town, "report_written_file", pk=one.pk)).status_code == 404


def test_a_committee_cannot_have_unpublished_reports_written(large, as_committee, town):  # noqa: F811
    as_committee.post(f"{url(town, 'report_write')}?entwurf=on", BRIEF)
    with all_towns():
        assert not ReportFile.objects.get().is_draft


def test_the_same_is_written_once_and_three_at_most_at_a_time(large, editor):
    first = ask(large, editor)
    assert ask(large, editor) == first
    ask(large, editor, 2)
    ask(large, editor, 3)
    with pytest.raises(NotPossible, match="schon drei"):
        ask(large, editor, 4)


def test_a_report_that_was_interrupted_says_so_and_is_written_anew(large, town, editor, as_editor):
    one = ask(large, editor)
    silent = timezone.now() - ReportFile.LONGEST_SILENCE - timedelta(seconds=1)
    with town_scope(town):
        ReportFile.objects.update(state=FileState.RUNNING, heartbeat_at=silent)
    page = as_editor.get(url(town, "report_written", pk=one.pk)).content.decode()
    assert "Das Schreiben wurde unterbrochen" in page
    assert f"fassung={large.pk}&amp;stand=" in page
    assert ", unterbrochen, gewünscht am" in as_editor.get(url(town, "report")).content.decode()
    again = ask(large, editor)
    assert again.pk != one.pk
    with town_scope(town):
        assert list(ReportFile.objects.all()) == [again]


def test_a_job_of_what_was_given_up_stores_nothing(large, town, editor, tmp_path):
    one = ask(large, editor)
    with town_scope(town):
        files.discard(one=one, by=editor)
    assert writing_job.write.func(town.pk, 1) == "given up"
    assert not list(tmp_path.rglob("reports/*/*"))


def test_a_job_runs_once(written, town):
    assert writing_job.write.func(town.pk, written.pk) == "given up"


def test_a_round_that_is_gone_is_said(large, town, editor, django_capture_on_commit_callbacks):
    one = ask(large, editor)
    with town_scope(town):
        ReportFile.objects.update(asked={**one.asked, "round": 4711})
    assert writing_job.write.func(town.pk, one.pk) == "failed"
    with town_scope(town):
        assert "Berichtsrunde" in ReportFile.objects.get().step


def test_what_was_written_goes_after_three_days_with_its_file(written, town, tmp_path):
    (file,) = tmp_path.rglob(written.file.name)
    with town_scope(town):
        ReportFile.objects.update(created_at=timezone.now() - timedelta(days=5))
        by = system(town.pk)
        assert erasing.erase_due(FILE, FILE.rules[0], by=by) == 1
        erasing.remove_files()
        assert not ReportFile.objects.exists()
    assert not file.exists()
