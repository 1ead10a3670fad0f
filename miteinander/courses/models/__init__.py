"""Tables of courses: what is offered, its runs with their times, and who may come."""

from miteinander.courses.models.conditions import AccessCondition
from miteinander.courses.models.courses import Course
from miteinander.courses.models.runs import CourseRun, CourseSession

__all__ = ["AccessCondition", "Course", "CourseRun", "CourseSession"]
