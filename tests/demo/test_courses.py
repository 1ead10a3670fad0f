"""The courses of the demonstration town."""

import pytest

from miteinander.courses.choices import COMING, CourseKind
from miteinander.courses.models import Course, CourseRun, CourseSession
from miteinander.demo.loading import load
from miteinander.kernel.models import Municipality
from miteinander.kernel.tenancy import town_scope

pytestmark = pytest.mark.django_db


def test_the_town_has_courses_of_every_kind_with_runs_that_still_come():
    load()
    with town_scope(Municipality.objects.get(slug="musterstadt")):
        assert Course.objects.count() == 12
        assert CourseRun.objects.count() == 31
        assert set(Course.objects.values_list("kind", flat=True)) == set(CourseKind.values)
        assert CourseRun.objects.filter(state__in=COMING).count() > 18
        assert not CourseRun.objects.exclude(pk__in=CourseSession.objects.values("run")).exists()
