"""What the verbs of the review refuse, by name; the text of each is a sentence for the person."""


class ReviewRefused(Exception):
    """The base of all refusals of this app."""


class RubricRefused(ReviewRefused):
    """The sheet cannot be judged by: retired, or without criteria."""


class RoundAlreadyOpen(ReviewRefused):
    """The page is before experts already."""


class RoundClosed(ReviewRefused):
    """The round does not go on any more."""


class FilesNotReady(ReviewRefused):
    """A file names its author and nobody has decided what to do about it."""


class MoveRefused(ReviewRefused):
    """The assignment, request or copy cannot go from its state into the wanted one."""


class InvitationRefused(ReviewRefused):
    """This person cannot be invited: no name, invited already, not active."""


class AgreementMissing(ReviewRefused):
    """The expert has not agreed to the rules of an expert's work as they are today."""


class ConflictOfInterest(InvitationRefused):
    """This person has an interest in the work."""


class AnswersRefused(ReviewRefused):
    """Something in the sheet cannot be: `fields` is {name of the field: sentence}."""

    def __init__(self, message, fields):
        super().__init__(message)
        self.fields = fields


class ReviewIncomplete(AnswersRefused):
    """The sheet is kept and cannot be sent yet."""


class StaleDraft(ReviewRefused):
    """Another window has kept something later; `current` is the number of what is kept."""

    def __init__(self, message, current):
        super().__init__(message)
        self.current = current


class PostponementRefused(ReviewRefused):
    """No such request can be made."""


class ReasonMissing(ReviewRefused):
    """The deed needs a reason in words."""


class PublicReviewRefused(ReviewRefused):
    """The public expertise is not at that point: its window, its words or its outcome."""


class TooManyVolunteers(PublicReviewRefused):
    """So many have offered already, from one network or at all."""
