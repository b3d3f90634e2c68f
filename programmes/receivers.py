"""What happens beside a page: its plan changes what visitors find, its birth and death bring and take its leaders."""

from django.contrib.auth.models import Group
from django.db.models.signals import m2m_changed, post_delete, post_save
from django.dispatch import receiver
from wagtail.signals import page_published

from home.changes import note_changes
from home.signals import content_changed
from programmes.leading import begin_leading, keep_group
from programmes.models import (
    ExpectedResult,
    GroupPage,
    Indicator,
    ItemDate,
    ItemProof,
    Leading,
    PlanItem,
    ProgrammePage,
    ProgrammeReportPage,
    Regulation,
    RegulationIndexPage,
    RegulationVersion,
    ResultProof,
    Risk,
    Stage,
    SubprojectPage,
)
from programmes.report_files import ask_for_files


@receiver([post_save, post_delete], sender=Stage)
def stage_changed(instance, **kwargs):
    """Stages and their items are words of the page of the programme, or of the part of it whose they are."""
    content_changed.send(sender=Stage, page_ids=_pages_of(instance))


@receiver([post_save, post_delete], sender=PlanItem)
def item_changed(instance, **kwargs):
    """The same for one item."""
    content_changed.send(sender=PlanItem, page_ids=_pages_of(instance.stage))


@receiver([post_save, post_delete], sender=ItemDate)
@receiver([post_save, post_delete], sender=ItemProof)
def part_of_item_changed(instance, **kwargs):
    """Terms and proofs stand on the page too, but are no words that search knows."""
    note_changes([instance.item.stage.programme_id])


@receiver(page_published, sender=ProgrammeReportPage)
def report_published(instance, **kwargs):
    """A published report is taken home as PDF and DOCX."""
    ask_for_files(instance.pk)


@receiver(post_save, sender=GroupPage)
@receiver(post_save, sender=ProgrammePage)
@receiver(post_save, sender=SubprojectPage)
def entrusted_page_saved(instance, created, **kwargs):
    """A new page is in the hands of whom it names; later only the group's name follows the page's title."""
    if created:
        begin_leading(instance)
    elif Leading.objects.filter(page=instance.pk).exists():
        keep_group(instance)


@receiver(post_delete, sender=Leading)
def leading_ended(instance, **kwargs):
    """Without its page a group of leaders leads nothing."""
    Group.objects.filter(pk=instance.group_id).delete()


@receiver([post_save, post_delete], sender=Indicator)
@receiver([post_save, post_delete], sender=Risk)
@receiver([post_save, post_delete], sender=ExpectedResult)
def part_changed(instance, **kwargs):
    """Its text is a word of the page; values and states tell it themselves, by their verbs."""
    content_changed.send(sender=type(instance), page_ids=_pages_of(instance))


@receiver([post_save, post_delete], sender=ResultProof)
def proof_changed(instance, **kwargs):
    """The same for a proof."""
    note_changes([instance.result.programme_id])


@receiver([post_save, post_delete], sender=Regulation)
@receiver([post_save, post_delete], sender=RegulationVersion)
@receiver(m2m_changed, sender=Regulation.programmes.through)
def regulation_changed(**kwargs):
    """Documents are words of the section's page; the programmes they concern show them too."""
    content_changed.send(sender=Regulation, page_ids=list(RegulationIndexPage.objects.values_list("pk", flat=True)))


def _pages_of(part):
    ids = [part.programme_id, part.subproject_id, getattr(part, "group_id", None)]
    return [pk for pk in ids if pk]
