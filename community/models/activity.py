from django.conf import settings
from django.contrib.contenttypes.fields import GenericForeignKey
from django.contrib.contenttypes.models import ContentType
from django.db import models
from django.utils.translation import gettext_lazy as _

from community.enums import ActivityKind


class ActivityRecordQuerySet(models.QuerySet):
    def of_person(self, user):
        """What a person has done, the newest first."""
        return self.filter(person=user)

    def within(self, start, end):
        """Facts from `start` to `end`, both days included."""
        return self.filter(on__range=(start, end))


class ActivityRecord(models.Model):
    """One dated fact about a person (B.25, D3): what cards, certificates and indicators are counted from.

    It keeps a snapshot of what was done, for the work or the event may be gone (design §2).
    """

    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, verbose_name=_("кто"), on_delete=models.CASCADE, related_name="activity_records"
    )
    kind = models.CharField(_("что"), max_length=20, choices=ActivityKind.choices)
    on = models.DateField(_("когда"))
    text = models.CharField(_("словами"), max_length=300)
    address = models.CharField(_("где посмотреть"), max_length=500, blank=True)
    content_type = models.ForeignKey(ContentType, null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    object_id = models.PositiveBigIntegerField(null=True, blank=True)
    target = GenericForeignKey()
    created_at = models.DateTimeField(auto_now_add=True)

    objects = ActivityRecordQuerySet.as_manager()

    class Meta:
        verbose_name = _("запись об активности")
        verbose_name_plural = _("записи об активности")
        ordering = ["-on", "-pk"]
        constraints = [
            # The same deed is written down once, however often it is told.
            models.UniqueConstraint(
                fields=["person", "kind", "content_type", "object_id"], name="community_one_record_a_deed"
            )
        ]

    def __str__(self):
        return f"№ {self.pk}"
