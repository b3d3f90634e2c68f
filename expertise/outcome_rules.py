"""Rules about conclusions (A.5): the methodist draws them up, the chair signs, the author answers."""

from django.utils.translation import gettext_lazy as _

from accounts.enums import Role
from accounts.permissions import ALLOWED, DENIED, Verdict, rule
from expertise.deciding import OWN_WORK, author_of, chairs, has_part, is_chair
from expertise.models import Conclusion, ExpertCertificate, Remark

# Who sees the whole outcome of a round, drafts and marks too.
INSIDE = (Role.METHODIST, Role.EDITOR, Role.ADMINISTRATOR, Role.CHAIR)
NOT_CHAIR = Verdict(False, _("Это решает председатель экспертного совета."))
DRAFTER = Verdict(False, _("Проект составили вы: подписать его должен другой председатель."))
SIGNER = Verdict(False, _("Заключение подписали вы: апелляцию должен рассмотреть другой председатель."))
NOT_AUTHOR = Verdict(False, _("Ответить может только автор работы."))


def _unless_own(user, conclusion, is_allowed, refusal=DENIED):
    if not user.is_authenticated or not is_allowed:
        return refusal
    return Verdict(False, OWN_WORK) if has_part(user, conclusion.round.page) else ALLOWED


@rule(Conclusion, "read")
def read_outcome(user, conclusion):
    """The outcome of the round with its marks and drafts, experts under the round's names."""
    return _unless_own(user, conclusion, user.is_authenticated and user.has_role(*INSIDE))


@rule(Conclusion, "draft")
def draft(user, conclusion):
    """The methodist composes."""
    return _unless_own(user, conclusion, user.is_authenticated and user.has_role(Role.METHODIST))


@rule(Conclusion, "sign")
def sign(user, conclusion):
    """The chair; not the drafter, where there is another chair."""
    verdict = _unless_own(user, conclusion, is_chair(user), NOT_CHAIR)
    if verdict and conclusion.drafted_by_id == user.pk and _another(user, conclusion):
        return DRAFTER
    return verdict


@rule(Conclusion, "return")
def return_to_methodist(user, conclusion):
    """The chair sends a draft back, his own too."""
    return _unless_own(user, conclusion, is_chair(user), NOT_CHAIR)


@rule(Conclusion, "confirm")
def confirm(user, conclusion):
    """The chair compares the edits."""
    return _unless_own(user, conclusion, is_chair(user), NOT_CHAIR)


@rule(Conclusion, "decide_appeal")
def decide_appeal(user, conclusion):
    """The chair; not the signer, where there is another chair."""
    verdict = _unless_own(user, conclusion, is_chair(user), NOT_CHAIR)
    if verdict and conclusion.signed_by_id == user.pk and _another(user, conclusion):
        return SIGNER
    return verdict


@rule(Conclusion, "revoke")
def revoke(user, conclusion):
    """The chair: who signs takes back."""
    return _unless_own(user, conclusion, user.is_authenticated and is_chair(user), NOT_CHAIR)


@rule(Conclusion, "answer")
def answer(user, conclusion):
    """The author alone, not even a co-author: one voice."""
    author = author_of(conclusion.round.page)
    return ALLOWED if author is not None and user.is_authenticated and author.pk == user.pk else NOT_AUTHOR


@rule(Conclusion, "appeal")
def appeal(user, conclusion):
    """The author alone."""
    return answer(user, conclusion)


@rule(Conclusion, "open")
def open_signed(user, conclusion):
    """Read a signed conclusion and take its file: whose work it is, and those who see the outcome."""
    if conclusion.number is None or not user.is_authenticated:
        return DENIED
    return ALLOWED if has_part(user, conclusion.round.page) or user.has_role(*INSIDE) else DENIED


@rule(Conclusion, "list")
def list_register(user, _conclusion):
    """The register of the centre's conclusions."""
    return ALLOWED if user.is_authenticated and user.has_role(*INSIDE) else DENIED


@rule(Remark, "answer")
def answer_remark(user, remark):
    """The author answers remarks."""
    author = author_of(remark.assignment.round.page)
    return ALLOWED if author is not None and user.is_authenticated and author.pk == user.pk else NOT_AUTHOR


@rule(ExpertCertificate, "take")
def take_certificate(user, certificate):
    """Whom it was given to."""
    return ALLOWED if user.is_authenticated and certificate.expert_id == user.pk else DENIED


def _another(user, conclusion):
    return chairs(page=conclusion.round.page, but=[user.pk]).exists()
