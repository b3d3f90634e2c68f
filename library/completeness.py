"""What a work must have before it is sent: the least that a methodist can work with."""

from dataclasses import dataclass

from django.utils.translation import gettext as _

from library.submission_enums import CoauthorState
from programmes.models import RegulationVersion
from programmes.norm_enums import Purpose


@dataclass(frozen=True)
class Missing:
    """Something that is not there yet: `field` of the form, `what` in a word or two, `how` to mend it."""

    field: str
    what: str
    how: str


def current_regulation():
    """Return the wording of the rules of publication that is in force, or None where the centre has none."""
    return RegulationVersion.objects.current_for(Purpose.PUBLICATION)


def missing_of(submission, *, has_files, coauthors, regulation, consents):
    """Return [Missing] of a work; [] when it may be sent. No query.

    `coauthors` are its SubmissionAuthor rows, `regulation` the wording in force, `consents` a list of
    (ConsentText, whether it is agreed to) that the work needs.
    """
    card = submission.card
    checks = [
        (has_files or card.get("body"), "upload", _("файл или текст"), _("Добавьте файл или впишите текст работы.")),
        (submission.title, "title", _("название"), _("Назовите работу.")),
        (card.get("annotation"), "annotation", _("аннотация"), _("Две-четыре фразы: что это и кому поможет.")),
        (card.get("kind"), "kind", _("вид работы"), _("Выберите вид: по нему подберут экспертов.")),
        (card.get("levels"), "levels", _("уровень образования"), _("Отметьте хотя бы один уровень.")),
        (card.get("author_name"), "author_name", _("ваше имя"), _("Имя, каким его увидят на обложке.")),
        (submission.licence_id, "licence", _("условия использования"), _("Выберите, что коллегам можно с работой.")),
        (submission.origin, "origin", _("чьи права"), _("Ответьте, сделана ли работа по заданию.")),
        (submission.pupils_works, "pupils_works", _("работы детей"), _("Ответьте, есть ли в работе работы детей.")),
        (submission.pupils_photos, "pupils_photos", _("фотографии детей"), _("Ответьте, есть ли фотографии детей.")),
        (
            regulation is None or submission.regulation_id == regulation.pk,
            "regulation",
            _("согласие с положением"),
            _("Прочитайте действующую редакцию положения и отметьте согласие."),
        ),
    ]
    found = [Missing(field, what, how) for there, field, what, how in checks if not there]
    found += [_not_agreed(text) for text, is_agreed in consents if not is_agreed]
    return found + [_declined(coauthor) for coauthor in coauthors if coauthor.state == CoauthorState.DECLINED]


def _not_agreed(text):
    return Missing(
        f"agree_{text.kind}",
        _("согласие: %s") % text.get_kind_display(),
        _("Прочитайте текст и отметьте, если это так."),
    )


def _declined(coauthor):
    return Missing(
        "coauthors",
        _("соавтор %s не согласен") % coauthor.name,
        _("Договоритесь и спросите ещё раз или уберите его из списка авторов."),
    )
