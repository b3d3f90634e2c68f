"""Who has a part in a work: none of them decides on it (design §7)."""

from library.models import ImportRow, MaterialAuthor, Submission, SubmissionAuthor


def people_of(page):
    """Return the ids of accounts that have a part in the work of `page`: authors on the cover, co-authors, senders, owner.

    Who has carried an old archive over owns its pages in Wagtail and has no part in the works.
    """
    draft = page.specific.get_latest_revision_as_object() if page.latest_revision_id else page.specific
    ids = {author.user_id for author in draft.authors.all()} | _senders(page)
    ids |= set(MaterialAuthor.objects.filter(page_id=page.pk).values_list("user_id", flat=True))
    if not ImportRow.objects.filter(material_id=page.pk).exists():
        ids.add(page.owner_id)
    return ids - {None}


def _senders(page):
    sent = Submission.objects.filter(page_id=page.pk)
    coauthors = SubmissionAuthor.objects.filter(submission__in=sent)
    return {*sent.values_list("author_id", flat=True), *coauthors.values_list("user_id", flat=True)}
