"""Tables of the concept: the frame, the plan's tree, reports, drafts and versions, imports."""

from miteinander.concept.models.frame import (
    Concept,
    CrossCuttingTheme,
    Dimension,
    Edition,
    Guideline,
    ProcessStep,
    TargetGroup,
)
from miteinander.concept.models.imports import ConceptImport, Proposal
from miteinander.concept.models.plan import (
    Attachment,
    Field,
    Goal,
    Measure,
    MeasureLink,
    MeasureResponsibility,
    PlanItem,
    Topic,
)
from miteinander.concept.models.reports import ReportWords, StatusReport
from miteinander.concept.models.succession import MeasureSuccession
from miteinander.concept.models.versions import Draft, ItemVersion

__all__ = [
    "Attachment",
    "Concept",
    "ConceptImport",
    "CrossCuttingTheme",
    "Dimension",
    "Draft",
    "Edition",
    "Field",
    "Goal",
    "Guideline",
    "ItemVersion",
    "Measure",
    "MeasureLink",
    "MeasureResponsibility",
    "MeasureSuccession",
    "PlanItem",
    "ProcessStep",
    "Proposal",
    "ReportWords",
    "StatusReport",
    "TargetGroup",
    "Topic",
]
