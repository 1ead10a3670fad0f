"""Copying an edition's content into another one: a constant number of statements.

Only actions call it, in a transaction. Reports and the files of the edition as a whole stay where
they are; a measure's files are copied with their bytes.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from typing import Any

from django.db import models

from miteinander.concept.models import (
    Attachment,
    CrossCuttingTheme,
    Dimension,
    Edition,
    Field,
    Goal,
    Guideline,
    Measure,
    MeasureLink,
    MeasureResponsibility,
    PlanItem,
    ProcessStep,
    TargetGroup,
    Topic,
)

TERMS: dict[str, type[Any]] = {
    "target_groups": TargetGroup,
    "dimensions": Dimension,
    "themes": CrossCuttingTheme,
}
_OF_A_FILE = ("title", "name", "media_type", "size", "published_at")
Keys = dict[int, int]


@dataclass
class Places:
    """Where the copies stand: old key -> new key, by model."""

    edition: Edition
    keys: dict[type[models.Model], Keys] = field(default_factory=dict)

    def of(self, model: type[models.Model], key: int | None) -> int | None:
        """The new key for an old one; None where there is none."""
        return self.keys.get(model, {}).get(key or 0)


def copy_frame(old: Edition, places: Places, *, with_process: bool) -> None:
    """The short lists; how the old edition came about only for an amendment of it."""
    lists: list[type[Any]] = [Guideline, *TERMS.values()]
    if with_process:
        lists.append(ProcessStep)
    for model in lists:
        rows = list(model.objects.filter(edition=old))
        places.keys[model] = _copy(rows, lambda one: {"edition_id": places.edition.pk})


def copy_tree(old: Edition, places: Places) -> list[PlanItem]:
    """Fields, topics and goals, each with what it was before."""
    made: list[PlanItem] = []
    for model in (Field, Topic, Goal):
        whose = {"edition": old} if model is Field else {"field__edition": old}
        rows = list(model.objects.filter(**whose))
        copies = _copies(rows, lambda one: {**_place(one, places), "predecessor_id": one.pk})
        model.objects.bulk_create(copies)
        places.keys[model] = _keys(rows, copies)
        made += copies
    return made


def copy_measures(rows: list[Measure], places: Places, **changes: Any) -> list[Measure]:
    """The measures with responsibilities, links and terms, in the order of `rows`."""
    copies: list[Measure] = _copies(rows, lambda one: {**_place(one, places), **changes})
    Measure.objects.bulk_create(copies)
    keys = _keys(rows, copies)
    for model in (MeasureResponsibility, MeasureLink):
        _copy(
            model.objects.filter(measure__in=keys), lambda one: {"measure_id": keys[one.measure_id]}
        )
    for name, model in TERMS.items():
        _copy_terms(keys, name, places.keys.get(model, {}))
    files = Attachment.objects.filter(measure__in=keys)
    copy_files(files, places.edition, lambda one: keys[one.measure_id or 0])
    return copies


def copy_files(
    originals: Iterable[Attachment], edition: Edition, measure_of: Callable[[Attachment], int]
) -> None:
    """Copy files for the edition; `measure_of` gives the key of the copy's measure.

    Where the bytes of one are missing on the disk there is nothing to copy.
    """
    copies = []
    for one in originals:
        if not one.file or not one.file.storage.exists(one.file.name or ""):
            continue
        copy = Attachment(
            municipality_id=edition.municipality_id,
            edition=edition,
            measure_id=measure_of(one),
            copied_from=one,
            **{name: getattr(one, name) for name in _OF_A_FILE},
        )
        with one.file.open("rb") as content:
            copy.file.save(one.name, content, save=False)
        copies.append(copy)
    Attachment.objects.bulk_create(copies)


def places_in(edition: Edition) -> Places:
    """Where single measures of the edition before belong in this one; terms by their titles."""
    places = Places(edition)
    for model in (Field, Topic, Goal):
        whose = {"edition": edition} if model is Field else {"field__edition": edition}
        lines = model.objects.filter(predecessor__isnull=False, **whose)
        places.keys[model] = dict(lines.values_list("predecessor_id", "pk"))
    for model in TERMS.values():
        new = dict(model.objects.filter(edition=edition).values_list("title", "pk"))
        old = model.objects.filter(edition=edition.predecessor_id).values_list("pk", "title")
        places.keys[model] = {key: new[title] for key, title in old if title in new}
    return places


def _place(item: Any, places: Places) -> dict[str, Any]:
    """The keys of what the copy hangs on."""
    found: dict[str, Any] = {"version": 1}
    if hasattr(item, "edition_id"):
        found["edition_id"] = places.edition.pk
    for name, model in (("field", Field), ("topic", Topic), ("goal", Goal)):
        if hasattr(item, f"{name}_id"):
            found[f"{name}_id"] = places.of(model, getattr(item, f"{name}_id"))
    return found


def _copies(rows: Iterable[Any], changes: Any) -> list[Any]:
    made = []
    for one in rows:
        own = [known for known in one._meta.concrete_fields if not known.primary_key]
        values = {known.attname: getattr(one, known.attname) for known in own}
        made.append(type(one)(**{**values, **changes(one)}))
    return made


def _copy(rows: Iterable[Any], changes: Any) -> Keys:
    found = list(rows)
    if not found:
        return {}
    copies = _copies(found, changes)
    type(found[0]).objects.bulk_create(copies)
    return _keys(found, copies)


def _keys(rows: list[Any], copies: list[Any]) -> Keys:
    return {old.pk: new.pk for old, new in zip(rows, copies, strict=True)}


def _copy_terms(measures: Keys, name: str, terms: Keys) -> None:
    """Which target groups, dimensions or themes the measures name."""
    through: Any = getattr(Measure, name).through
    column = f"{TERMS[name]._meta.model_name}_id"
    old = through.objects.filter(measure__in=measures).values_list("measure_id", column)
    through.objects.bulk_create(
        through(**{"measure_id": measures[measure], column: terms[term]})
        for measure, term in old.order_by("pk")
        if term in terms
    )
