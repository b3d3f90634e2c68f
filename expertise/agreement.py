"""The expert's own agreement: impartiality, confidentiality, personal data; once for each wording, before the first work.

It is the consent of the kind «работа эксперта» (community.consents). Who has an account gives it once for all works; a guest
gives it at the review that the personal link opens.
"""

from django.contrib.contenttypes.models import ContentType
from django.db import transaction
from django.utils.translation import gettext as _

from community.consents import ConsentRefused, current_texts, give_consent, missing_consents
from community.deed_consents import agree
from community.enums import ConsentKind
from community.models import Consent, ConsentText, DeedConsent
from expertise.enums import PENDING
from expertise.errors import AgreementMissing
from expertise.models import ExpertAssignment
from expertise.round_rules import demand_own

EXPERT = ConsentKind.EXPERT


def wanted_agreement(assignment):
    """Return the ConsentText that the expert of `assignment` has not agreed to yet, or None; two queries."""
    if assignment.expert is not None:
        return next(iter(missing_consents(assignment.expert, [EXPERT])), None)
    held = set(assignment.consents.held().values_list("text_id", flat=True))
    return next((text for text in current_texts([EXPERT]).values() if text.pk not in held), None)


def has_withdrawn(user):
    """Tell whether the person has taken back what an expert agrees to: nobody invites him until he gives it anew."""
    given = Consent.objects.filter(person=user, text__kind=EXPERT)
    return given.exists() and not given.held().exists()


def agreed_texts(assignments):
    """Return {key of an ExpertAssignment: the ConsentText its expert holds} for the methodist's eyes; two queries."""
    people = {row.expert_id for row in assignments} - {None}
    held = Consent.objects.held().filter(person__in=people, text__kind=EXPERT).select_related("text")
    by_person = {consent.person_id: consent.text for consent in held}
    kind = ContentType.objects.get_for_model(ExpertAssignment)
    keys = [row.pk for row in assignments]
    guests = DeedConsent.objects.held().filter(content_type=kind, object_id__in=keys).select_related("text")
    by_key = {consent.object_id: consent.text for consent in guests}
    return {row.pk: by_person.get(row.expert_id) or by_key.get(row.pk) for row in assignments}


def must_agree(assignment):
    """Tell whether the work stays closed until the expert has agreed: what was sent is read without."""
    return assignment.state in PENDING and wanted_agreement(assignment) is not None


def agreement_with(key):
    """Return the wording of the agreement with the posted `key`, or None."""
    return ConsentText.objects.filter(kind=EXPERT, pk=key if key.isdecimal() and len(key) < 12 else 0).first()


@transaction.atomic
def agree_to_judge(*, assignment, by, text, address=""):
    """Write down that the expert `by` (a User, or the guest's assignment itself) agrees to `text`, which he has read.

    Raises ActionRefused for somebody else, AgreementMissing for a text that is not in force.
    """
    demand_own(by, assignment, "review")
    if text is None:
        raise AgreementMissing(_("Прочитайте и примите обязательства эксперта: без них работу не открыть."))
    try:
        if assignment.expert is not None:
            give_consent(person=assignment.expert, text=text, address=address)
        else:
            agree(deed=assignment, text=text, address=address)
    except ConsentRefused as refusal:
        raise AgreementMissing(str(refusal)) from refusal
