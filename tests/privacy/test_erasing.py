"""What is erased is found in no table and in no file, and stays so after a restore."""

from datetime import timedelta
from pathlib import Path

import pytest
from django.core.files.base import ContentFile
from django.core.management import CommandError, call_command
from django.db import connection
from django.db.models import DateField, DateTimeField
from django.utils import timezone

from miteinander.accounts.actions import members
from miteinander.accounts.models import Membership, User
from miteinander.concept.models import ConceptImport, ItemVersion, StatusReport
from miteinander.kernel import actor, trail_walls
from miteinander.kernel.errors import NotAllowed, NotPossible
from miteinander.kernel.models import AuditEvent, ErasureLog, LegalHold, OutgoingMail
from miteinander.kernel.retention import discovery, reapply, register
from miteinander.kernel.retention.policy import GONE, Keep, Replace
from miteinander.kernel.tenancy import all_towns, town_scope
from miteinander.network.actions import people
from miteinander.network.models import Person
from miteinander.privacy.actions import persons as actions
from miteinander.privacy.actions import runs
from miteinander.privacy.queries import persons, retention
from tests import factories
from tests.factories.privacy import Known, known
from tests.privacy.dump import everything

WORD = "Kanarienvogel"


@pytest.fixture
def media(settings, tmp_path) -> Path:
    settings.MEDIA_ROOT = tmp_path / "files"
    return settings.MEDIA_ROOT


@pytest.fixture
def me(town, media) -> Known:
    """Somebody of whom everything is stored; texts that a person must correct do not name them."""
    factories.coordinator(town)
    me = known(town, WORD)
    without_free_text(town)
    return me


def without_free_text(town) -> None:
    """As if the coordination had taken the name out of the texts that retention leaves alone."""
    with all_towns():
        for table in discovery.tables():
            if isinstance(table.if_person_asks, Keep | Replace):
                rows = discovery.model_of(table)._default_manager
                texts = [name for name in table.found_by.text if name in table.personal]
                found_by = table.found_by.mail if isinstance(table.if_person_asks, Keep) else ()
                mails = [name for name in (*texts, *found_by) if "mail" in name]
                values = {**dict.fromkeys(texts, "x"), **dict.fromkeys(mails, "x@x.example")}
                rows.update(**values) if values else None
        kept = [{"fields": {**one["fields"], "note": "x"}} for one in _reports()]
        ItemVersion.objects.update(values={"title": "x", "reports": kept})
        for document in ConceptImport.objects.all():
            document.file.delete(save=False)
            document.delete()


def _reports() -> list[dict]:
    version = ItemVersion.objects.exclude(values__reports=None).first()
    return version.values["reports"] if version else []


def files(media: Path) -> list[Path]:
    return [path for path in media.rglob("*") if path.is_file()]


def subject(me: Known):
    return persons.of_account(me.user)


def erase_everywhere(me: Known, by) -> None:
    """What the coordinator does: the account, then the contact person."""
    with town_scope(by.municipality_id):
        actions.erase(subject=subject(me), named=[], by=by)
        actions.erase(subject=persons.of_contact(me.contact), named=[], by=by)


def test_an_erased_person_is_found_in_no_table_and_no_file(me, coordinator, media):
    assert WORD in everything(media)
    erase_everywhere(me, coordinator)
    for line in everything(media).splitlines():
        assert WORD.lower() not in line.lower()


def test_reports_and_versions_stay_without_the_name(me, coordinator):
    erase_everywhere(me, coordinator)
    with all_towns():
        report = StatusReport.objects.get()
        version = ItemVersion.objects.get()
    assert (report.author, report.user) == (GONE, None)
    assert (version.by_name, version.by) == (GONE, None)
    assert version.values["reports"][0]["fields"] == {"user": None, "author": GONE, "note": "x"}


def test_an_account_that_another_town_knows_stays_there(me, coordinator):
    away = factories.town("Fremdstadt")
    with all_towns():
        Membership.objects.create(municipality=away, user=me.user, role="editor")
        theirs = factories.report(
            factories.measure(factories.field(factories.edition(away))),
            author=me.user.name,
            user=me.user,
        )
    erase_everywhere(me, coordinator)
    with all_towns():
        assert User.objects.filter(pk=me.user.pk).exists()
        assert [one.municipality for one in Membership.objects.filter(user=me.user)] == [away]
        theirs.refresh_from_db()
        assert theirs.author == me.user.name
        assert not StatusReport.objects.exclude(pk=theirs.pk).exclude(author=GONE).exists()


def test_a_town_erases_nothing_that_another_town_has_of_the_same_mail_address(
    town, coordinator, media
):
    """A coordinator may add any address, also that of another town's office."""
    other = factories.town("Fremdstadt")
    with all_towns():
        mail = OutgoingMail.objects.create(
            municipality=other, to=other.email, subject="s", body="b"
        )
        office = factories.organisation(other)
        person = Person.objects.create(
            municipality=other, organisation=office, last_name="Fremd", email=other.email
        )
    with town_scope(town):
        user = members.add(
            name="X", email=other.email, roles=["editor"], site="https://x/", by=coordinator
        )
        actions.erase(subject=persons.of_account(user), named=[], by=coordinator)
    assert not User.objects.filter(pk=user.pk).exists()
    with all_towns():
        assert OutgoingMail.objects.filter(pk=mail.pk).exists()
        assert Person.objects.filter(pk=person.pk).exists()
        assert not OutgoingMail.objects.filter(municipality=town, to=other.email).exists()


def test_somebody_of_the_same_name_is_only_touched_where_it_is_ticked(town, coordinator, media):
    measure = factories.measure(factories.field(factories.edition(town)))
    one = factories.report(measure, author="Dana Muster")
    other = factories.report(measure, author="Dana Muster")
    with town_scope(town):
        dana = Person.objects.create(
            municipality=town, organisation=factories.organisation(town), first_name="Dana",
            last_name="Muster",
        )  # fmt: skip
        named = [f"concept.statusreport:{one.pk}", "concept.statusreport:99", "accounts.user:1"]
        actions.erase(subject=persons.of_contact(dana), named=named, by=coordinator)
        one.refresh_from_db()
        other.refresh_from_db()
        assert (one.author, other.author) == (GONE, "Dana Muster")
        assert not Person.objects.exists()


def test_the_last_coordinator_and_oneself_are_not_erased(town, coordinator, media):
    alice = User.objects.get(pk=coordinator.user_id)
    with town_scope(town):
        with pytest.raises(NotPossible, match="Sich selbst"):
            actions.erase(subject=persons.of_account(alice), named=[], by=coordinator)
        with pytest.raises(NotPossible, match="letzte Person"):
            actions.erase(subject=persons.of_account(alice), named=[], by=actor.system(town.pk))


def test_an_editor_erases_and_hands_out_nothing(me, town, editor):
    with town_scope(town):
        with pytest.raises(NotAllowed):
            actions.erase(subject=subject(me), named=[], by=editor)
        with pytest.raises(NotAllowed):
            actions.answer(subject=subject(me), left_out={}, municipality=town, by=editor)


def test_whoever_is_held_is_not_erased(me, town, coordinator):
    with town_scope(town):
        LegalHold.objects.create(
            municipality=town, kind="accounts.user", key=str(me.user.pk), reason="Streit"
        )
        with pytest.raises(NotPossible, match="Löschsperre"):
            actions.erase(subject=subject(me), named=[], by=coordinator)
        assert StatusReport.objects.get().author == me.user.name


def test_an_account_without_a_role_goes_by_itself_with_all_its_traces(me, town, coordinator, media):
    """What only bears its mail address is the contact person's, and went with that one."""
    with town_scope(town):
        actions.erase(subject=persons.of_contact(me.contact), named=[], by=coordinator)
    with all_towns():
        Membership.objects.filter(user=me.user).delete()
        User.objects.filter(pk=me.user.pk).update(created_at=timezone.now() - timedelta(days=400))
    call_command("retention", "run")
    for line in everything(media).splitlines():
        assert WORD.lower() not in line.lower()


def test_an_account_that_goes_by_itself_takes_nothing_that_has_only_its_mail_address(me, town):
    other = factories.town("Fremdstadt")
    with all_towns():
        office = factories.organisation(other, email=me.user.email)
        kept = [
            OutgoingMail.objects.create(municipality=other, to=me.user.email, subject="s"),
            OutgoingMail.objects.create(
                municipality=other, to="x@x.example", reply_to=me.user.email, subject="s"
            ),
            Person.objects.create(
                municipality=other, organisation=office, last_name="Fremd", email=me.user.email
            ),
            office,
        ]
        Membership.objects.filter(user=me.user).delete()
        User.objects.filter(pk=me.user.pk).update(created_at=timezone.now() - timedelta(days=400))
    call_command("retention", "run")
    assert not User.objects.filter(pk=me.user.pk).exists()
    with all_towns():
        assert [type(one).objects.get(pk=one.pk) for one in kept] == kept


def test_an_account_erased_again_after_a_restore_takes_nothing_that_has_only_its_mail_address(
    town, coordinator, tmp_path, media
):
    other = factories.town("Fremdstadt")
    user = factories.editor(town, "Weg")
    with all_towns():
        mail = OutgoingMail.objects.create(municipality=other, to=user.email, subject="s")
    with town_scope(town):
        actions.erase(subject=persons.of_account(user), named=[], by=coordinator)
    register.export(tmp_path / "list.jsonl")
    with all_towns():
        ErasureLog.objects.all().delete()
    User.objects.create(pk=user.pk, email=user.email, name=user.name)
    reapply(tmp_path / "list.jsonl")
    assert not User.objects.filter(pk=user.pk).exists()
    with all_towns():
        assert OutgoingMail.objects.filter(pk=mail.pk).exists()


def test_everything_with_a_period_is_gone_when_all_periods_are_over(town, coordinator, media):
    me = known(town, WORD)
    without_free_text_but_documents(town)
    make_old()
    assert WORD in everything(media)
    with town_scope(town):
        for one in retention.due_rules(retention.town_rules()):
            if not one.rule.is_automatic:
                keys = [item.key for item in retention.items(one.table, one.rule)]
                runs.confirm(code=one.rule.code, seen=keys, erase=keys, by=coordinator)
    with all_towns():
        Membership.objects.filter(user=me.user).delete()
    call_command("retention", "run")
    for line in everything(media).splitlines():
        assert WORD.lower() not in line.lower()
    # The plan's own attachment and the town's template.
    assert sorted(path.read_bytes() for path in files(media)) == [b"d", b"t"]


def without_free_text_but_documents(town) -> None:
    with all_towns():
        kept = [(one, one.file.read()) for one in ConceptImport.objects.all()]
    without_free_text(town)
    with all_towns():
        for document, content in kept:
            document.file.save("k", ContentFile(content), save=False)
            document.save(force_insert=True)


def make_old() -> None:
    """Move every moment 20 years into the past."""
    before = timedelta(days=20 * 366)
    trail_walls.remove(connection)
    with all_towns():
        for table in discovery.tables():
            for row in discovery.model_of(table)._default_manager.all():
                values = {
                    field.name: getattr(row, field.name) - before
                    for field in row._meta.concrete_fields
                    if isinstance(field, DateTimeField | DateField) and getattr(row, field.name)
                }
                if values:
                    type(row)._default_manager.filter(pk=row.pk).update(**values)


def test_the_register_has_numbers_only(me, coordinator, tmp_path):
    erase_everywhere(me, coordinator)
    path = tmp_path / "register"
    call_command("retention", "erasures", out=path)
    assert WORD.lower() not in path.read_text().lower()
    with all_towns():
        kinds = set(ErasureLog.objects.values_list("kind", flat=True))
    assert {"accounts.user", "network.person", "kernel.outgoingmail"} <= kinds


def test_what_was_erased_is_erased_again_after_a_restore(town, coordinator, media, tmp_path):
    """The database is brought back to what it was; the register is applied to it."""
    from django.db import transaction

    path = tmp_path / "register"
    me = known(town, WORD)
    without_free_text(town)
    before = transaction.savepoint()
    erase_everywhere(me, coordinator)
    call_command("retention", "erasures", out=path)
    transaction.savepoint_rollback(before)
    assert WORD in everything(media)
    assert reapply(path) > 3
    for line in everything(media).splitlines():
        assert WORD.lower() not in line.lower()
    assert reapply(path) == 0


def test_another_row_with_the_number_of_an_erased_one_is_left_alone(town, coordinator, tmp_path):
    path = tmp_path / "register"
    with town_scope(town):
        office = factories.organisation(town)
        person = Person.objects.create(municipality=town, organisation=office, last_name="Alt")
        key = person.pk
        people.delete(person=person, by=coordinator)
    call_command("retention", "erasures", out=path)
    with town_scope(town):
        Person.objects.create(pk=key, municipality=town, organisation=office, last_name="Neu")
    assert reapply(path) == 0
    with town_scope(town):
        assert Person.objects.get().last_name == "Neu"


def test_a_contact_person_deleted_by_hand_stays_away_after_a_restore(town, coordinator, tmp_path):
    path = tmp_path / "register"
    with town_scope(town):
        office = factories.organisation(town)
        person = Person.objects.create(municipality=town, organisation=office, last_name="Alt")
        key = person.pk
        people.delete(person=person, by=coordinator)
    register.export(path)
    with all_towns():
        ErasureLog.objects.all().delete()
        Person.objects.create(pk=key, municipality=town, organisation=office, last_name="Alt")
    assert reapply(path) == 1
    with all_towns():
        assert not Person.objects.exists()
        assert ErasureLog.objects.filter(key=str(key), rule="by-hand").count() == 1


@pytest.mark.parametrize("text", ["", "Hallo", '{"format": "other"}', "\0", "[]"])
def test_a_file_that_is_no_register_is_refused_with_a_sentence(db, tmp_path, text):
    path = tmp_path / "register"
    path.write_text(text)
    with pytest.raises(register.BrokenRegister, match="kein Löschverzeichnis"):
        reapply(path)
    with pytest.raises(CommandError, match="kein Löschverzeichnis"):
        call_command("retention", "reapply", path)


def test_a_register_that_is_not_there_is_told(db, tmp_path):
    with pytest.raises(CommandError, match="lässt sich nicht lesen"):
        call_command("retention", "reapply", tmp_path / "nothing")


def test_each_batch_leaves_one_event_in_the_trail(me, town):
    make_old()
    by = actor.system(town.pk)
    runs.erase_automatic(town, by=by)
    with town_scope(town):
        erased = AuditEvent.objects.filter(verb="retention.erased")
        kinds = list(erased.values_list("object_kind", flat=True))
    assert kinds.count("kernel.outgoingmail") == 1
    assert kinds.count("concept.draft") == 1


def test_the_plan_tells_what_is_due_and_changes_nothing(me, town, capsys, media):
    make_old()
    before = everything(media)
    call_command("retention", "plan", municipality=town.slug)
    said = capsys.readouterr().out
    assert "Versandte Mails: 1 fällig (von selbst)" in said
    assert "Ansprechpersonen, an denen lange niemand etwas geändert hat: 1 fällig" in said
    call_command("retention", "plan", "--json")
    assert '"rule": "accounts"' not in capsys.readouterr().out  # somebody with a role
    assert everything(media) == before


def test_a_contact_person_who_shares_the_mail_address_stays(town, coordinator, media):
    with town_scope(town):
        office = factories.organisation(town)
        own = {"municipality": town, "organisation": office, "email": "info@verein.example"}
        one = Person.objects.create(**own, last_name="Eins")
        other = Person.objects.create(**own, last_name="Zwei")
        actions.erase(subject=persons.of_contact(one), named=[], by=coordinator)
        assert list(Person.objects.all()) == [other]
