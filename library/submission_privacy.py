"""What works on their way know of a person, and how they forget them (community.privacy; reliability §6)."""

from django.utils.translation import gettext_lazy as _

from community.forgetting import GONE_NAME, without
from community.privacy import Told, erasure, personal_data
from files.models import StoredFile
from library.models import Submission, SubmissionAuthor, SubmissionVersion
from library.submission_enums import SubmissionState


@personal_data("submissions", _("Мои работы на рассмотрении"))
def submissions(user):
    """Drafts and sent works with every version, what was said of them, and their files."""
    own = Submission.objects.of_author(user).prefetch_related("versions", "returns").order_by("pk")
    files = StoredFile.objects.filter(submission_files__submission__in=own) | StoredFile.objects.filter(
        version_files__version__submission__in=own
    )
    return Told([_told(work) for work in own], files.distinct())


@personal_data("coauthorships", _("Где я соавтор"))
def coauthorships(user):
    """Works of others that name the person, and the answer to them."""
    rows = SubmissionAuthor.objects.filter(user=user).select_related("submission")
    return Told([{"title": row.submission.title, "name": row.name, "answer": row.get_state_display()} for row in rows])


@erasure("submissions")
def forget_person(user, keep_authorship):
    """Drafts that nobody has seen go; in the centre's book the work stays without the name, unless the author wants it."""
    own = Submission.objects.of_author(user)
    own.filter(state=SubmissionState.DRAFT, number=None).delete()
    rows = SubmissionAuthor.objects.filter(user=user)
    names = {user.get_full_name(), *rows.values_list("name", flat=True)} - {""}
    names |= {work.card.get("author_name", "") for work in own} - {""}
    works = set(own.values_list("pk", flat=True)) | set(rows.values_list("submission_id", flat=True))
    rows.update(user=None, email="", key_hash="", **({} if keep_authorship else {"name": GONE_NAME}))
    own.update(author=None)
    if keep_authorship:
        return
    for model, name in ((Submission, "pk"), (SubmissionVersion, "submission")):
        for row in model.objects.filter(**{f"{name}__in": works}):
            model.objects.filter(pk=row.pk).update(card=without(row.card, names), letter=without(row.letter, names))


def _told(work):
    return {
        "number": work.label if work.number else "",
        "title": work.title,
        "state": work.get_state_display(),
        "card": work.card,
        "letter": work.letter,
        "versions": [
            {"number": version.number, "card": version.card, "letter": version.letter, "sent": version.created_at}
            for version in work.versions.all()
        ],
        "returns": [{"remarks": back.remarks, "answer": back.answer} for back in work.returns.all()],
    }
