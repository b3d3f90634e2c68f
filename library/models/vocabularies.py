from django.db import models
from django.utils.translation import gettext_lazy as _

from home.vocabularies import Vocabulary


class MaterialKind(Vocabulary):
    class Meta(Vocabulary.Meta):
        verbose_name = _("вид материала")
        verbose_name_plural = _("виды материалов")


class Licence(Vocabulary):
    """Terms of use. A new wording is a new record with a new version, so old materials keep what was agreed."""

    version = models.CharField(_("редакция"), max_length=20, default="1")
    url = models.URLField(_("полный текст"), blank=True)
    text = models.TextField(_("что можно, в двух фразах"))

    class Meta(Vocabulary.Meta):
        verbose_name = _("лицензия")
        verbose_name_plural = _("лицензии")
