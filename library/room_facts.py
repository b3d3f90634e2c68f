"""What the room of a work shows, gathered for its templates."""

from django.db.models import Prefetch
from django.utils.translation import gettext as _

from library import review_doors
from library.models import PublicationCertificate, VersionFile
from library.submission_card import changed_fields, read_words, told_card
from library.submission_enums import OPEN_SUBMISSIONS, WRITABLE, CoauthorState, SubmissionState
from library.submission_timeline import timeline_of
from library.submission_turns import turn_of
from library.work_consents import may_revoke


def facts_of_room(work):
    """Return the context of the room of a Submission, in a constant number of queries."""
    files = Prefetch("files", VersionFile.objects.select_related("file"))
    versions = list(work.versions.prefetch_related(files))
    coauthors = list(work.coauthors.all())
    returns = list(work.returns.select_related("version"))
    is_written = work.state in WRITABLE
    return {
        "turn": turn_of(
            work,
            step=returns[0].step if returns else None,
            declined=any(row.state == CoauthorState.DECLINED for row in coauthors),
        ),
        "versions": _told_versions(versions),
        "card": told_card(versions[0].card if versions and not is_written else work.card, read_words()),
        "coauthors": coauthors,
        "consents": [
            {
                "consent": row,
                "may_revoke": row.revoked_at is None and may_revoke(work, row.text.kind),
                "after": _after(work),
            }
            for row in work.consents.select_related("text")
        ],
        "returns": returns,
        "timeline": timeline_of(work),
        "review": review_doors.view_of(work.page) if work.page_id else None,
        "certificate": _certificate(work),
        "is_written": is_written,
        "may_withdraw": work.state in OPEN_SUBMISSIONS,
        "may_reopen": work.state == SubmissionState.WITHDRAWN,
        "may_discard": work.state == SubmissionState.DRAFT and work.number is None,
        "may_change_authors": work.state in OPEN_SUBMISSIONS | WRITABLE,
    }


def _after(work):
    """What taking a consent of a work back brings with it, in its present state."""
    if work.state == SubmissionState.PUBLISHED:
        return _("Центр снимет с сайта то, о чём это согласие, или всю работу.")
    if work.state in OPEN_SUBMISSIONS - WRITABLE:
        return _("Центр перестанет рассматривать работу. Открыть её снова можно будет в любой день.")
    return _("Пока согласия нет, отправить работу нельзя.")


def _certificate(work):
    """The author's last certificate of a published work, or None."""
    if work.state != SubmissionState.PUBLISHED:
        return None
    return PublicationCertificate.objects.filter(person=work.author_id, page=work.page_id).first()


def _told_versions(versions):
    """Return [{"version", "files", "changes"}], the newest first: what differs from the one before, in words."""
    told = []
    for version, before in zip(versions, [*versions[1:], None], strict=False):
        told.append({"version": version, "files": list(version.files.all()), "changes": _changes(before, version)})
    return told


def _changes(old, new):
    if old is None:
        return []
    before, now = ({file.sha256: file.title for file in version.files.all()} for version in (old, new))
    changes = [_("новый файл «%s»") % title for sha, title in now.items() if sha not in before]
    changes += [_("убран файл «%s»") % title for sha, title in before.items() if sha not in now]
    if fields := changed_fields(old.card, new.card):
        changes.append(_("изменены: %s") % ", ".join(fields))
    return changes
