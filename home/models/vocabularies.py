from django.utils.translation import gettext_lazy as _

from home.vocabularies import Vocabulary


class Subject(Vocabulary):
    class Meta(Vocabulary.Meta):
        verbose_name = _("предмет")
        verbose_name_plural = _("предметы")


class Level(Vocabulary):
    class Meta(Vocabulary.Meta):
        verbose_name = _("уровень образования")
        verbose_name_plural = _("уровни образования")


class Audience(Vocabulary):
    class Meta(Vocabulary.Meta):
        verbose_name = _("адресат")
        verbose_name_plural = _("адресаты")
