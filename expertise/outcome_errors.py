"""Why a verb of the conclusion refuses, in words for people."""

from django.utils.translation import gettext as _


class ConclusionRefused(Exception):
    """The verb does nothing; its text is a Russian sentence for the person."""


class AlreadyDecided(ConclusionRefused):
    """Somebody was faster, or it was clicked twice."""

    def __init__(self):
        super().__init__(
            _("Здесь уже всё решено: кто-то успел раньше. Обновите страницу и посмотрите, как стоит дело.")
        )


class DraftHasChanged(ConclusionRefused):
    """The draft is no longer the one that was read."""

    def __init__(self):
        super().__init__(_("Проект изменили, пока страница была открыта. Прочитайте его заново, прежде чем решать."))


class EditsHaveChanged(ConclusionRefused):
    """The author has sent another version than the one that was compared."""

    def __init__(self):
        super().__init__(_("Автор прислал уже другую версию. Посмотрите её, прежде чем подтверждать правки."))


class NotEnoughReviews(ConclusionRefused):
    """Fewer reviews are in than the centre wants, and nobody has said why that is enough."""

    def __init__(self, count, wanted):
        if count:
            words = _("Отзывов %(count)d из %(wanted)d. Напишите, почему их достаточно, или дождитесь остальных.")
        else:
            words = _("Ни одного отзыва ещё нет: заключение составлять не по чему.")
        super().__init__(words % {"count": count, "wanted": wanted})
