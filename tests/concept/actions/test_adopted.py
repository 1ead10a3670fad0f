"""An adopted edition never changes: every action of the room is listed here."""

import importlib
import inspect
import pkgutil
from datetime import date

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from miteinander.concept import actions as room
from miteinander.concept.actions import (
    attachments,
    deletion,
    drafts,
    editions,
    entries,
    next_edition,
    places,
    plan,
    reports,
    succession,
    tables,
)
from miteinander.concept.actions.imports import taking_over
from miteinander.concept.choices import ImportState, ItemKind, Status, Succession
from miteinander.concept.models import (
    Attachment,
    ConceptImport,
    Edition,
    Guideline,
    ItemVersion,
    Measure,
    StatusReport,
)
from miteinander.kernel.errors import NotPossible
from tests import factories

DECISION = {"adopted_on": date(2026, 3, 1), "adopted_by": "Rat", "paper_number": "26/1"}
VALUES = {"number": "", "title": "Anders", "description": ""}
# Each tries to change something of an adopted edition.
REFUSED = {
    "attachments.add": lambda w: attachments.add(
        SimpleUploadedFile("a.pdf", b"%PDF-1.7\n%%EOF"), title="A", edition=w.edition, by=w.by
    ),
    "attachments.delete": lambda w: attachments.delete(w.file, by=w.by),
    "deletion.delete": lambda w: deletion.delete(w.measure, based_on=1, by=w.by),
    "deletion.restore": lambda w: deletion.restore(w.version, by=w.by),
    "drafts.save": lambda w: drafts.save(
        ItemKind.MEASURE, w.measure.pk, VALUES, base_version=1, by=w.by
    ),
    "editions.change": lambda w: editions.change(w.edition, {"label": "X"}, based_on=2, by=w.by),
    "entries.add": lambda w: entries.add(Guideline, w.edition, {"title": "X"}, by=w.by),
    "entries.change": lambda w: entries.change(w.entry, {"title": "X"}, by=w.by),
    "entries.delete": lambda w: entries.delete(w.entry, by=w.by),
    "entries.shift": lambda w: entries.shift(w.entry, 1, by=w.by),
    "imports.taking_over.take_over": lambda w: taking_over.take_over(w.document, by=w.by),
    "next_edition.adopt": lambda w: next_edition.adopt(w.edition, DECISION, by=w.by),
    "places.move": lambda w: places.move(w.measure, w.goal, by=w.by),
    "places.shift": lambda w: places.shift(w.measure, 1, by=w.by),
    "plan.add": lambda w: plan.add(ItemKind.MEASURE, w.goal, VALUES, by=w.by),
    "plan.change": lambda w: plan.change(w.measure, VALUES, based_on=1, by=w.by),
    "plan.publish": lambda w: plan.publish(w.measure, by=w.by),
    "plan.withdraw": lambda w: plan.withdraw(w.measure, by=w.by),
    "succession.carry_on": lambda w: succession.carry_on(
        w.edition, [w.before], Succession.CONTINUES, "", by=w.by
    ),
    "succession.end": lambda w: succession.end(w.edition, [w.before], "Aus", by=w.by),
    "succession.introduce": lambda w: succession.introduce(w.edition, [w.measure], "Neu", by=w.by),
    "succession.merge": lambda w: succession.merge(
        w.edition, [w.before, w.before], w.measure, "Eins", by=w.by
    ),
    "tables.take_over": lambda w: tables.take_over(w.edition, [], by=w.by),
    "succession.split": lambda w: succession.split(w.edition, w.before, ["X"], "Zwei", by=w.by),
}
# What an adopted edition does not hinder, each with its reason.
FREE = {
    "attachments.publish": "shows a file, changes nothing",
    "attachments.withdraw": "hides a file, changes nothing",
    "drafts.discard": "only throws away what was never saved",
    "editions.publish": "shows the edition",
    "editions.withdraw": "hides the edition",
    "editions.share": "shows the edition",
    "editions.unshare": "hides the edition",
    "editions.rename": "the concept's title belongs to no edition",
    "editions.start": "begins the first edition",
    "next_edition.draft": "makes another edition",
    "report_batches.publish": "reports are not the edition",
    "reports.add": "reports are not the edition",
    "reports.change": "reports are not the edition",
    "reports.delete": "reports are not the edition",
    "reports.publish": "reports are not the edition",
    "reports.withdraw": "reports are not the edition",
}
# Work on a document before it is taken over.
BEFORE_THE_PLAN = (
    "imports.creating",
    "imports.documents",
    "imports.existing",
    "imports.held",
    "imports.institutions",
    "imports.job",
    "imports.proposals",
    "imports.shaping",
    "imports.storing",
)


class World:
    """An adopted edition with one of everything, and who tries to change it."""

    def __init__(self, town, by):
        self.by = by
        old = factories.edition(town)
        self.before = factories.measure(factories.goal(factories.field(old)))
        self.edition = next_edition.draft(old, label="2027", by=by)
        succession.carry_on(self.edition, [self.before], Succession.CONTINUES, "", by=by)
        self.measure = Measure.objects.get(edition=self.edition)
        self.goal = self.measure.goal
        self.version = ItemVersion.objects.get(kind="measure", item_id=self.measure.pk)
        own = {"municipality": town, "edition": self.edition}
        self.entry = Guideline.objects.create(**own, title="Teilhabe")
        self.file = Attachment.objects.create(**own, title="A", name="a.pdf", size=1)
        self.document = ConceptImport.objects.create(
            municipality=town, name="k.pdf", sha256="0" * 64, state=ImportState.REVIEW
        )
        next_edition.adopt(old, DECISION, by=by)
        self.edition = next_edition.adopt(self.edition, DECISION, by=by)


@pytest.fixture
def world(in_town, coordinator):
    return World(in_town, coordinator)


def actions_of_the_room():
    """Every public function of the shelf that acts for somebody: "plan.change"."""
    found = set()
    for module in pkgutil.walk_packages(room.__path__, f"{room.__name__}."):
        name = module.name.removeprefix(f"{room.__name__}.")
        if name.startswith(BEFORE_THE_PLAN):
            continue
        for key, one in inspect.getmembers(importlib.import_module(module.name)):
            is_own = inspect.isfunction(one) and one.__module__ == module.name
            if is_own and not key.startswith("_") and "by" in inspect.signature(one).parameters:
                found.add(f"{name}.{key}")
    return found


def test_every_action_of_the_room_is_refused_or_free_for_a_reason():
    assert actions_of_the_room() == REFUSED.keys() | FREE.keys()


@pytest.mark.parametrize("name", REFUSED)
def test_an_adopted_edition_refuses(name, world):
    with pytest.raises(NotPossible, match="beschlossen"):
        REFUSED[name](world)


def test_reports_still_come_in(world):
    said = reports.add(
        world.measure, status=Status.STARTED, reported_on=date(2026, 4, 1), note="", by=world.by
    )
    reports.publish(said, by=world.by)
    world.measure.refresh_from_db()
    assert world.measure.status == Status.STARTED
    assert StatusReport.objects.count() == 1


def test_an_adopted_edition_can_still_be_shown_and_hidden(world):
    editions.publish(world.edition, by=world.by)
    editions.withdraw(world.edition, by=world.by)
    assert Edition.objects.get(pk=world.edition.pk).is_adopted


def test_the_next_edition_can_be_drafted_and_changed(world):
    third = next_edition.draft(world.edition, label="2033", by=world.by)
    copy = Measure.objects.get(edition=third)
    assert plan.change(copy, VALUES, based_on=1, by=world.by).title == "Anders"
