"""Who has a part in a work: none of them decides on it (design §7)."""

from library.models import MaterialAuthor, Submission, SubmissionAuthor


def people_of(page):
    """Return the ids of accounts that have a part in the work of `page`: authors, co-authors, owner, senders, uploaders."""
    draft = page.specific.get_latest_revision_as_object() if page.latest_revision_id else page.specific
    ids = {page.owner_id, *MaterialAuthor.objects.filter(page_id=page.pk).values_list("user_id", flat=True)}
    ids |= {author.user_id for author in draft.authors.all()}
    ids |= {entry.file.uploaded_by_id for entry in draft.files.all() if entry.file} & _senders(page)
    return (ids | _senders(page)) - {None}


def _senders(page):
    sent = Submission.objects.filter(page_id=page.pk)
    coauthors = SubmissionAuthor.objects.filter(submission__in=sent)
    return {*sent.values_list("author_id", flat=True), *coauthors.values_list("user_id", flat=True)}
