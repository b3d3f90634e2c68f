"""The authors' room of a public expertise: the remarks when the window has closed, and what was mended."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from accounts.permissions import ActionRefused
from community.cabinet import render_room
from expertise.errors import PublicReviewRefused
from expertise.models import PublicReview
from expertise.outcome import remarks_of
from expertise.public_reviews import answer_public_review
from expertise.round_rules import has_part
from expertise.showing import place_of


@login_required
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def public_review(request, pk):
    """Show an author of the work where it is, and take the answer; to others it does not exist."""
    review = get_object_or_404(PublicReview.objects.select_related("round__page"), pk=pk)
    if not has_part(request.user, review.round.page):
        raise Http404
    refusal = ""
    if request.method == "POST":
        try:
            answer_public_review(review=review, by=request.user, text=request.POST.get("answer", ""))
        except (PublicReviewRefused, ActionRefused) as error:
            refusal = str(error)
        else:
            messages.success(request, _("Ответ опубликован на странице работы."))
            return redirect("expertise:public_review", review.pk)
    remarks = remarks_of(review.round) if review.is_over else []
    context = {
        "title": _("Общественная экспертиза"),
        "review": review,
        "remarks": [(remark, place_of(remark)) for remark in remarks],
        "typed": request.POST.get("answer", review.answer),
        "refusal": refusal,
    }
    response = render_room(request, "expertise/public_review.html", "reviews", context)
    response.status_code = 422 if refusal else 200
    return response
