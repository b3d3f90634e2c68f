from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class MailState(TextChoices):
    WAITING = "waiting", _("ждёт отправки")
    SENT = "sent", _("отправлено")
    FAILED = "failed", _("не отправлено")


class MessageState(TextChoices):
    """How far the answer to a visitor's message is (F4-33)."""

    NEW = "new", _("новое")
    IN_PROGRESS = "in_progress", _("в работе")
    ANSWERED = "answered", _("дан ответ")
    CLOSED = "closed", _("закрыто без ответа")


class ProblemReason(TextChoices):
    """What is wrong with a work, as a visitor chooses it (152-FZ and rights: the centre answers for both)."""

    FILE = "file", _("не открывается файл")
    MISTAKE = "mistake", _("ошибка в работе или на странице")
    RIGHTS = "rights", _("нарушены авторские права")
    PERSONAL = "personal", _("видны персональные данные")
    OTHER = "other", _("другое")


ALLOWED_MOVES = {
    MessageState.NEW: {MessageState.IN_PROGRESS, MessageState.ANSWERED, MessageState.CLOSED},
    MessageState.IN_PROGRESS: {MessageState.ANSWERED, MessageState.CLOSED},
    MessageState.ANSWERED: {MessageState.IN_PROGRESS},
    MessageState.CLOSED: {MessageState.IN_PROGRESS},
}
OPEN_STATES = frozenset({MessageState.NEW, MessageState.IN_PROGRESS})


class ActivityKind(TextChoices):
    """What a person has done that counts (B.25, D3)."""

    MATERIAL_PUBLISHED = "material_published", _("опубликована работа")
    REVIEW_SUBMITTED = "review_submitted", _("написан экспертный отзыв")


class NoticeKind(TextChoices):
    """What a notice is about: people choose for each kind how they hear of it."""

    REVIEW = "review", _("Экспертиза: приглашения, сроки, заключения")
    SUBMISSION = "submission", _("Мои работы: что с ними происходит")
    PROGRAMME = "programme", _("Программы: планы, отчёты, встречи")
    MESSAGE = "message", _("Ответы на мои обращения")
    SYSTEM = "system", _("Учётная запись и согласия")


class Letters(TextChoices):
    """How a person hears of a kind of notices besides the cabinet."""

    AT_ONCE = "at_once", _("письмом сразу")
    DIGEST = "digest", _("одним письмом в день")
    NEVER = "never", _("только в кабинете")


class LetterState(TextChoices):
    """What became of the letter about a notice."""

    NONE = "none", _("без письма")
    WAITING = "waiting", _("ждёт сводки")
    SENT = "sent", _("письмо написано")


# What nobody can switch off: the safety of the account and the person's rights (152-FZ).
NEEDED_KINDS = frozenset({NoticeKind.SYSTEM})
DEFAULT_LETTERS = {
    NoticeKind.REVIEW: Letters.AT_ONCE,
    NoticeKind.SUBMISSION: Letters.AT_ONCE,
    NoticeKind.PROGRAMME: Letters.DIGEST,
    NoticeKind.MESSAGE: Letters.AT_ONCE,
    NoticeKind.SYSTEM: Letters.AT_ONCE,
}


class ConsentKind(TextChoices):
    """What a person may consent to, each apart from the others (152-FZ; H30)."""

    PROCESSING = "processing", _("обработка персональных данных")
    PUBLICATION = "publication", _("публикация имени и сведений о себе")
    NEWSLETTER = "newsletter", _("рассылка новостей центра")
    EXPERT = "expert", _("работа эксперта")
    PUPILS_WORKS = "pupils_works", _("работы обучающихся")
    PUPILS_PHOTOS = "pupils_photos", _("фотографии обучающихся")
    CO_AUTHORSHIP = "co_authorship", _("соавторство")
    AUTHORSHIP = "authorship", _("авторство и право публикации")


# Without these nobody can have an account; a new version of the text is asked for at the next sign-in.
NEEDED_CONSENTS = (ConsentKind.PROCESSING,)
# What is offered when somebody signs up and stands in their settings; the rest is asked for where it is needed.
OFFERED_CONSENTS = (ConsentKind.PUBLICATION, ConsentKind.NEWSLETTER)
# What follows when a consent is taken back, said before it is.
AFTER_REVOCATION = {
    ConsentKind.PROCESSING: _("Без этого согласия мы не можем вести учётную запись: её нужно удалить."),
    ConsentKind.PUBLICATION: _(
        "Ваша страница на сайте закроется, все отметки «показывать» снимутся, а вместо имени будет «участник сети» "
        "или ваш псевдоним. Опубликованные работы останутся."
    ),
    ConsentKind.NEWSLETTER: _("Новости центра приходить перестанут. Письма о ваших работах и обращениях останутся."),
    ConsentKind.EXPERT: _("Новых приглашений на экспертизу не будет. Уже подписанные заключения останутся."),
    ConsentKind.PUPILS_WORKS: _("Работы обучающихся, которые вы передали по этому согласию, мы снимем с публикации."),
    ConsentKind.PUPILS_PHOTOS: _("Фотографии обучающихся, переданные по этому согласию, мы снимем с публикации."),
    ConsentKind.CO_AUTHORSHIP: _(
        "Вас больше нельзя будет назвать соавтором; в опубликованных работах имя уберёт редактор."
    ),
    ConsentKind.AUTHORSHIP: _("Работу, которая ещё не опубликована, центр рассматривать перестанет."),
}


class NameForm(TextChoices):
    """How a person is called in public, as the person chooses."""

    FULL = "full", _("имя, отчество и фамилия целиком")
    INITIALS = "initials", _("фамилия с инициалами")
    PSEUDONYM = "pseudonym", _("псевдоним")
    OWN = "own", _("так, как я напишу")


WRITTEN_NAMES = frozenset({NameForm.PSEUDONYM, NameForm.OWN})
