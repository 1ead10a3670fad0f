"""Courses and their runs as lists ask for them."""

from collections.abc import Mapping

from django.db.models import Count, Exists, F, Max, OuterRef, Prefetch, Q, QuerySet
from django.db.models.functions import Coalesce
from django.utils import timezone

from miteinander.courses import rules
from miteinander.courses.choices import COMING, EVENING, NOON, WITH_CARE, DayTime, RunState
from miteinander.courses.models import (
    AccessCondition,
    Course,
    CourseRequest,
    CourseRun,
    CourseSession,
)
from miteinander.kernel.actor import Actor
from miteinander.kernel.queries import containing
from miteinander.kernel.sorting import german
from miteinander.network.models import Organisation

ORDER = ("starts_on", "sorted_by", "pk")
LATEST = ("-starts_on", "sorted_by", "pk")
NEWEST = ("-created_at", "-pk")
FREE, CARE = "frei", "ja"
OVER, EVERY = "vorbei", "alle"
MOST_PLACES = 1000
_SEARCHED = (
    *("course__title", "course__description", "course__module", "number", "place", "address"),
    "course__organisation__name",
)


def conditions() -> QuerySet[AccessCondition]:
    """The rules of access, by name."""
    return AccessCondition.objects.annotate(sorted_by=german("title")).order_by("sorted_by", "pk")


def courses(actor: Actor) -> QuerySet[Course]:
    """The courses that the actor sees, by title, with institution, conditions and runs."""
    found = Course.objects.filter(_visible_to(actor)).select_related("organisation")
    runs = CourseRun.objects.prefetch_related("sessions")
    return (
        found.annotate(sorted_by=german("title"))
        .order_by("sorted_by", "pk")
        .prefetch_related(Prefetch("conditions", conditions()), Prefetch("runs", runs))
    )


def runs(actor: Actor) -> QuerySet[CourseRun]:
    """The runs that the actor sees, the next first, with course, institution and times."""
    return _ordered(CourseRun.objects.filter(_visible_to(actor, "course__")))


def public_runs() -> QuerySet[CourseRun]:
    """The runs that everybody may find: of public courses, and not over yet."""
    return _ordered(CourseRun.objects.filter(not_over(), course__is_public=True))


def public_run(pk: int) -> CourseRun | None:
    """A run of a public course, whatever became of it."""
    found = CourseRun.objects.filter(course__is_public=True, pk=pk)
    return _ordered(found).first()


def not_over() -> Q:
    """Runs that go on or still come; one whose last day has passed is over whatever its state."""
    is_over = Q(ends_on__lt=timezone.localdate())
    return Q(state__in=COMING) & (Q(ends_on=None) | ~is_over)


def order(chosen: Mapping[str, str]) -> tuple[str, ...]:
    """How the list is sorted: the next first, but what is over from the end."""
    is_past = chosen.get("stand") in (OVER, EVERY, RunState.FINISHED, RunState.CANCELLED)
    return LATEST if is_past else ORDER


def places(found: QuerySet[CourseRun]) -> list[tuple[str, str, list[CourseRun]]]:
    """(place, address, its runs) by name, for the list of places."""
    where: dict[tuple[str, str], list[CourseRun]] = {}
    for run in found[:MOST_PLACES]:
        where.setdefault((run.place, run.address), []).append(run)
    return [(*key, runs) for key, runs in sorted(where.items())]


def runs_of(organisation: Organisation) -> QuerySet[CourseRun]:
    """The runs of an institution that are not over, the next first."""
    return _ordered(CourseRun.objects.filter(course__organisation=organisation, state__in=COMING))


def reporting() -> QuerySet[Organisation]:
    """Institutions with runs that are not over (`coming`), by name, and when they last reported
    (`last_reported`)."""
    coming = Q(courses__runs__state__in=COMING)
    return (
        Organisation.objects.annotate(
            sorted_by=german("name"),
            coming=Count("courses__runs", coming),
            last_reported=Max("courses__runs__reported_on", filter=coming),
        )
        .filter(coming__gt=0)
        .order_by("sorted_by", "pk")
    )


def requests(actor: Actor) -> QuerySet[CourseRequest]:
    """The wishes that the actor answers, the newest first."""
    found = CourseRequest.objects.select_related("run__course__organisation")
    if not rules.can_manage(actor):
        found = found.filter(run__course__organisation__in=actor.organisation_ids)
    return found.order_by(*NEWEST)


def narrowed(found: QuerySet[CourseRun], chosen: Mapping[str, str]) -> QuerySet[CourseRun]:
    """Only what the filters ask for; keys as in `forms.filters.RunFilter`. Without a `stand` what
    is over is left out."""
    for word in chosen.get("suche", "").split()[:8]:
        words = Q()
        for path in _SEARCHED:
            words |= containing(path, word)
        found = found.filter(words)
    found = found.filter(_standing(chosen.get("stand", "")))
    same = {"art": "course__kind", "institution": "course__organisation"}
    found = found.filter(**{path: chosen[key] for key, path in same.items() if chosen.get(key)})
    if level := chosen.get("niveau"):
        found = found.filter(_at_level(level))
    if chosen.get("kinder") == CARE:
        found = found.filter(course__child_care__in=WITH_CARE)
    if language := chosen.get("sprache"):
        found = found.filter(course__languages__contains=f" {language} ")
    if chosen.get("plaetze") == FREE:
        found = found.filter(Q(free_places__gt=0) | Q(free_places=None, state="open"))
    if place := chosen.get("ort"):
        found = found.filter(containing("place", place) | containing("address", place))
    if time := chosen.get("zeit"):
        found = found.filter(_at_time(time))
    return found


def providers(actor: Actor) -> QuerySet[Organisation]:
    """Institutions for which the actor may offer courses, by name."""
    found = Organisation.objects.all()
    if not rules.can_manage(actor):
        found = found.filter(pk__in=actor.organisation_ids)
    return found.annotate(sorted_by=german("name")).order_by("sorted_by", "pk")


def offering(found: QuerySet[CourseRun]) -> list[tuple[str, str]]:
    """(key, name) of the institutions whose runs these are."""
    keys = found.order_by().values("course__organisation")
    rows = Organisation.objects.filter(pk__in=keys).order_by(german("name"), "pk")
    return [(str(pk), name) for pk, name in rows.values_list("pk", "name")]


def _ordered(found: QuerySet[CourseRun]) -> QuerySet[CourseRun]:
    return (
        found.select_related("course__organisation")
        .prefetch_related("sessions", Prefetch("course__conditions", conditions()))
        .annotate(sorted_by=german("course__title"))
        .order_by(F("starts_on").asc(nulls_last=True), "sorted_by", "pk")
    )


def _visible_to(actor: Actor, course: str = "") -> Q:
    if rules.can_view_all(actor):
        return Q()
    own = Q(**{f"{course}organisation__in": actor.organisation_ids})
    return own | Q(**{f"{course}is_public": True})


def _standing(asked: str) -> Q:
    if asked == EVERY:
        return Q()
    if asked == OVER:
        return ~Q(pk__in=CourseRun.objects.filter(not_over()).values("pk"))
    return Q(state=asked) if asked else not_over()


def _at_level(level: str) -> Q:
    """That somebody of this level learns something in it: codes of levels sort as text."""
    begins, ends = "course__level_from", "course__level_to"
    between = ~Q(**{begins: ""}) & Q(**{f"{begins}__lte": level, f"{ends}__gte": level})
    return between | Q(**{begins: level, ends: ""}) | Q(**{begins: "", ends: level})


def _at_time(time: str) -> Exists:
    day = Coalesce(F("weekday"), (F("on__iso_week_day") - 1))
    met = CourseSession.objects.filter(run=OuterRef("pk")).annotate(day=day)
    if time == DayTime.WEEKEND:
        return Exists(met.filter(day__gte=5))
    spans = {
        DayTime.MORNING: Q(starts__lt=NOON),
        DayTime.AFTERNOON: Q(starts__gte=NOON, starts__lt=EVENING),
        DayTime.EVENING: Q(starts__gte=EVENING),
    }
    return Exists(met.filter(spans[DayTime(time)]))
