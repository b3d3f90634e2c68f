"""The plan changes without its page: what visitors find of the programme changes with it."""

from django.db.models.signals import post_delete, post_save
from django.dispatch import receiver

from home.changes import note_changes
from home.signals import content_changed
from programmes.models import ExpectedResult, Indicator, PlanItem, ResultProof, Risk, Stage


@receiver([post_save, post_delete], sender=Stage)
def stage_changed(instance, **kwargs):
    """Stages and their items are words of the programme's page."""
    content_changed.send(sender=Stage, page_ids=[instance.programme_id])


@receiver([post_save, post_delete], sender=PlanItem)
def item_changed(instance, **kwargs):
    """The same for one item."""
    content_changed.send(sender=PlanItem, page_ids=[instance.stage.programme_id])


@receiver([post_save, post_delete], sender=Indicator)
@receiver([post_save, post_delete], sender=Risk)
@receiver([post_save, post_delete], sender=ExpectedResult)
def part_changed(instance, **kwargs):
    """The page of the programme shows it; values and states tell it themselves, by their verbs."""
    note_changes([instance.programme_id])


@receiver([post_save, post_delete], sender=ResultProof)
def proof_changed(instance, **kwargs):
    """The same for a proof."""
    note_changes([instance.result.programme_id])
