"""Tables of the assessment: needs, judgements, what both rest on, and what they said before."""

from miteinander.assessment.models.evidence import (
    Evidence,
    JudgementEvidence,
    NeedEvidence,
)
from miteinander.assessment.models.judgements import GoalJudgement
from miteinander.assessment.models.needs import Need
from miteinander.assessment.models.subjects import Subject
from miteinander.assessment.models.versions import AssessmentVersion

__all__ = [
    "AssessmentVersion",
    "Evidence",
    "GoalJudgement",
    "JudgementEvidence",
    "Need",
    "NeedEvidence",
    "Subject",
]
