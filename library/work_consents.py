"""Verbs of the consents about one work: given with its card, kept with its versions, taken back (152-FZ, D1.1).

When one is taken back:

- a work that is still the author's is only not complete any more;
- the centre stops looking at one that it has, as if the author had taken it back;
- of a published one the consent about pupils ends at once, and the centre is told to take their things off the site.
"""

from django.db import transaction
from django.utils.translation import gettext as _
from wagtail.log_actions import log

from accounts.permissions import demand
from community.consents import ConsentRefused
from community.deed_consents import agree, take_back
from community.enums import ConsentKind
from library.consents_of_work import PUPILS, WORK_CONSENTS, needed_consents
from library.submission_enums import OPEN_SUBMISSIONS, WRITABLE, SubmissionState
from library.submission_errors import SubmissionRefused
from library.submission_moves import lock_submission
from library.submission_telling import tell_centre
from library.submitting import withdraw


@transaction.atomic
def keep_consents(*, submission, by, agreed, address=""):
    """Keep what the author has ticked: `agreed` is {kind: the ConsentText he read, None where he did not tick}.

    Kinds that are left out stay as they are; what the work does not need any more is taken back. Raises SubmissionRefused
    for a text that is not in force and when the work is no longer open to its author, ActionRefused for anybody else.
    """
    demand(by, "write", submission)
    work = lock_submission(submission)
    if work.state not in WRITABLE:
        raise SubmissionRefused(str(_("Работа сейчас не у вас: она в состоянии «%s».")) % work.get_state_display())
    needed = needed_consents(work)
    for kind in needed:
        if agreed.get(kind):
            try:
                agree(deed=work, text=agreed[kind], person=by, address=address)
            except ConsentRefused as refusal:
                raise SubmissionRefused(str(refusal)) from refusal
    unwanted = [kind for kind in WORK_CONSENTS if kind not in needed or (kind in agreed and agreed[kind] is None)]
    take_back(deed=work, kinds=unwanted)


def may_revoke(work, kind):
    """Tell whether the author may take the consent of `kind` back by himself: of a published work only that about pupils."""
    return kind in PUPILS or work.state != SubmissionState.PUBLISHED


@transaction.atomic
def revoke_consent_of_work(*, submission, by, kind):
    """Take a consent of a work back at its author's wish; return the work. What follows is said at the top of this module.

    Raises ActionRefused, and SubmissionRefused for a consent that is not held or not the author's alone to take back.
    """
    demand(by, "view", submission)
    work = lock_submission(submission)
    if kind not in WORK_CONSENTS or not may_revoke(work, kind):
        raise SubmissionRefused(str(_("Работа опубликована. Чтобы снять её с сайта, напишите центру.")))
    if not take_back(deed=work, kinds=[kind]):
        raise SubmissionRefused(str(_("Этого согласия у работы уже нет.")))
    name = ConsentKind(kind).label
    log(instance=work, action="library.submission.revoke_consent", user=by, data={"kind": kind})
    if work.state in OPEN_SUBMISSIONS - WRITABLE:
        work = withdraw(submission=work, by=by, reason=_("Автор отозвал согласие: %s.") % name)
    elif work.state == SubmissionState.PUBLISHED:
        tell_centre(
            submission=work,
            subject=_("Автор отозвал согласие: работа № %s") % work.label,
            words=[
                _("Автор опубликованной работы «%(title)s» отозвал согласие: %(kind)s.")
                % {"title": work.title, "kind": name},
                _(
                    "Снимите с сайта то, о чём это согласие, или всю работу: закон не даёт на это больше трёх рабочих дней."
                ),
            ],
        )
    return work
