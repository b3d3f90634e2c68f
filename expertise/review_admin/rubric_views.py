"""A sheet as an expert will see it."""

from django.core.exceptions import PermissionDenied
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_GET

from accounts.permissions import can
from expertise.answers import SheetAnswers
from expertise.models import Rubric
from expertise.rounds import frozen_criterion
from expertise.sheet_form import SheetForm


@require_GET
def rubric_preview(request, pk):
    """Show the sheet with its levels; nothing can be sent from here."""
    rubric = get_object_or_404(Rubric.objects.prefetch_related("criteria"), pk=pk)
    if not can(request.user, "preview", rubric):
        raise PermissionDenied
    rows = enumerate(rubric.criteria.all())
    criteria = [frozen_criterion(criterion, order, pk=criterion.pk) for order, criterion in rows]
    context = {"rubric": rubric, "title": rubric.title, "form": SheetForm(criteria, SheetAnswers())}
    return render(request, "expertise/rubric_preview.html", context)
