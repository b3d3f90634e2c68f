"""What the review knows of an expert, and how rounds forget their authors (community.privacy)."""

from django.utils.translation import gettext_lazy as _

from community.forgetting import GONE_NAME, without
from community.privacy import Told, erasure, personal_data
from expertise.models import ExpertAssignment, ExpertCertificate, ReviewRound, Volunteer


@personal_data("reviews", _("Мои экспертизы"))
def reviews(user):
    """The person's own sheets, sent and unsent; nothing of other experts and of hidden authors."""
    own = (
        ExpertAssignment.objects.of_expert(user)
        .select_related("round")
        .prefetch_related("scores__criterion", "remarks")
    )
    return Told([_told(assignment) for assignment in own.order_by("pk")])


@personal_data("public_reviews", _("Где я предлагал помощь как общественный эксперт"))
def offers(user):
    """What the person said of themselves to a public expertise."""
    rows = Volunteer.objects.filter(email__iexact=user.email).select_related("review__round").order_by("pk")
    return Told(
        [{"work": row.review.round.title, "name": row.name, "place": row.place, "part": row.part} for row in rows]
    )


@personal_data("expert_certificates", _("Мои справки эксперта"))
def expert_certificates(user):
    """What the centre has certified to the person."""
    rows = ExpertCertificate.objects.filter(expert=user).order_by("pk")
    return Told(
        [
            {
                "number": row.label,
                "name": row.person_name,
                "year": row.about_year,
                "reviews": row.reviews,
                "subjects": row.subjects,
                "issued_on": row.issued_on,
                "code": row.code,
            }
            for row in rows
        ]
    )


@erasure("expertise")
def forget_person(user, keep_authorship):
    """The names in the frozen cards of rounds give way; reviews stay without the account's name (reliability §6).

    A signature under a conclusion is the centre's, as on paper, and stays.
    """
    rounds = ReviewRound.objects.filter(people=user)
    if not keep_authorship:
        for row in rounds:
            names = [
                [label, GONE_NAME if user.last_name and user.last_name in value else value]
                for label, value in row.names
            ]
            card = without(row.card, {user.get_full_name()} - {""})
            ReviewRound.objects.filter(pk=row.pk).update(names=names, card=card)
    ReviewRound.people.through.objects.filter(user=user).delete()
    ExpertAssignment.objects.filter(expert=user).update(reason="")
    Volunteer.objects.filter(email__iexact=user.email).delete()
    ExpertCertificate.objects.filter(expert=user).update(person_name=GONE_NAME, expert=None)


def _told(assignment):
    return {
        "work": assignment.round.title,
        "sheet": assignment.round.rubric_title,
        "state": assignment.get_state_display(),
        "recommendation": assignment.get_recommendation_display(),
        "text": assignment.text,
        "note_to_centre": assignment.note_to_centre,
        "marks": [
            {"criterion": score.criterion.title, "mark": score.mark, "comment": score.comment}
            for score in assignment.scores.all()
        ],
        "remarks": [remark.text for remark in assignment.remarks.all()],
        "sent": assignment.submitted_at,
    }
