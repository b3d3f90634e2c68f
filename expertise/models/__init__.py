from expertise.models.assignment import (
    CriterionScore,
    ExpertAssignment,
    Postponement,
    Remark,
    RemarkAnswer,
    ReviewReminder,
)
from expertise.models.conclusion import ChairReminder, Conclusion
from expertise.models.public import PublicReview, Volunteer
from expertise.models.recognition import ExpertCertificate
from expertise.models.rounds import ReviewRound, RoundCriterion, RoundFile
from expertise.models.rubric import Criterion, Rubric

__all__ = [
    "ChairReminder",
    "Conclusion",
    "Criterion",
    "CriterionScore",
    "ExpertAssignment",
    "ExpertCertificate",
    "Postponement",
    "PublicReview",
    "Remark",
    "RemarkAnswer",
    "ReviewReminder",
    "ReviewRound",
    "RoundCriterion",
    "RoundFile",
    "Rubric",
    "Volunteer",
]
