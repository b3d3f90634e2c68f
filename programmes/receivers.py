"""The plan changes without its page: what visitors find of the programme changes with it."""

from django.db.models.signals import m2m_changed, post_delete, post_save
from django.dispatch import receiver

from home.signals import content_changed
from programmes.models import PlanItem, Regulation, RegulationIndexPage, RegulationVersion, Stage


@receiver([post_save, post_delete], sender=Stage)
def stage_changed(instance, **kwargs):
    """Stages and their items are words of the programme's page."""
    content_changed.send(sender=Stage, page_ids=[instance.programme_id])


@receiver([post_save, post_delete], sender=PlanItem)
def item_changed(instance, **kwargs):
    """The same for one item."""
    content_changed.send(sender=PlanItem, page_ids=[instance.stage.programme_id])


@receiver([post_save, post_delete], sender=Regulation)
@receiver([post_save, post_delete], sender=RegulationVersion)
@receiver(m2m_changed, sender=Regulation.programmes.through)
def regulation_changed(**kwargs):
    """Documents are words of the section's page; the programmes they concern show them too."""
    content_changed.send(sender=Regulation, page_ids=list(RegulationIndexPage.objects.values_list("pk", flat=True)))
