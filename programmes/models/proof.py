"""What was done, as a link that outlives its target: a snapshot of words, address and date (design §2)."""

from django.contrib.contenttypes.fields import GenericForeignKey
from django.contrib.contenttypes.models import ContentType
from django.db import models
from django.utils.translation import gettext_lazy as _


class Proof(models.Model):
    """A news, an event, a material, a report, a document or any address; the words stay when what they name is gone (B.5)."""

    content_type = models.ForeignKey(
        ContentType, null=True, blank=True, editable=False, on_delete=models.SET_NULL, related_name="+"
    )
    object_id = models.PositiveBigIntegerField(null=True, blank=True, editable=False)
    target = GenericForeignKey()
    text = models.CharField(_("что сделано"), max_length=300)
    address = models.CharField(
        _("адрес"), max_length=500, blank=True, help_text=_("Страница этого сайта («/library/…») или полный адрес.")
    )
    on = models.DateField(_("дата"), null=True, blank=True)

    class Meta:
        abstract = True
        ordering = [models.F("on").asc(nulls_first=True), "pk"]

    def __str__(self):
        return self.text

    def link(self):
        """Return (text, address); the address is empty where there is nothing to open."""
        return self.text, self.address
