"""Tables of courses: what is offered, its runs with their times, who may come, who asks for a
place, who takes part in trainings; who looks for a course, what was proposed, what was offered.
"""

from miteinander.courses.models.conditions import AccessCondition
from miteinander.courses.models.courses import Course
from miteinander.courses.models.learners import District, Learner
from miteinander.courses.models.participants import Attendance, Participant
from miteinander.courses.models.placement import PlacementProposal, PlacementRound, PlaceOffer
from miteinander.courses.models.requests import CourseRequest
from miteinander.courses.models.runs import CourseRun, CourseSession

__all__ = [
    "AccessCondition",
    "Attendance",
    "Course",
    "CourseRequest",
    "CourseRun",
    "CourseSession",
    "District",
    "Learner",
    "Participant",
    "PlaceOffer",
    "PlacementProposal",
    "PlacementRound",
]
