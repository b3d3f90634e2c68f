"""A sheet as an expert will see it."""

from django.core.exceptions import PermissionDenied
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_GET

from accounts.permissions import can
from expertise.answers import SheetAnswers
from expertise.levels import parse_levels
from expertise.models import RoundCriterion, Rubric
from expertise.sheet_form import SheetForm


@require_GET
def rubric_preview(request, pk):
    """Show the sheet with its levels; nothing can be sent from here."""
    rubric = get_object_or_404(Rubric.objects.prefetch_related("criteria"), pk=pk)
    if not can(request.user, "preview", rubric):
        raise PermissionDenied
    criteria = [
        RoundCriterion(
            pk=criterion.pk,
            sort_order=order,
            group=criterion.group,
            title=criterion.title,
            help=criterion.help,
            weight=criterion.weight,
            levels=parse_levels(criterion.levels),
            may_be_na=criterion.may_be_na,
            comment_up_to=criterion.comment_up_to,
        )
        for order, criterion in enumerate(rubric.criteria.all())
    ]
    context = {"rubric": rubric, "title": rubric.title, "form": SheetForm(criteria, SheetAnswers())}
    return render(request, "expertise/rubric_preview.html", context)
