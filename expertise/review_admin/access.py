"""Who sees the screens of rounds."""

from functools import wraps

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.shortcuts import get_object_or_404, redirect

from accounts.permissions import can
from expertise.models import ReviewRound
from expertise.round_rules import may_manage


def keeps_rounds(user):
    """Tell whether `user` keeps rounds at all."""
    return bool(can(user, "manage", ReviewRound))


def keepers_only(view):
    """Answer «403» to everybody else."""

    @wraps(view)
    def guarded(request, *args, **kwargs):
        if not keeps_rounds(request.user):
            raise PermissionDenied
        return view(request, *args, **kwargs)

    return guarded


def round_keeper(view):
    """Give `view(request, round, …)` the round `pk` to who may manage this very one.

    Who keeps rounds but has a part in the work or judges it hears why not, superusers too.
    """

    @wraps(view)
    def guarded(request, pk, *args, **kwargs):
        rows = ReviewRound.objects.select_related("page", "opened_by", "previous", "rubric")
        found = get_object_or_404(rows, pk=pk)
        verdict = may_manage(request.user, found)
        if not verdict:
            if not keeps_rounds(request.user):
                raise PermissionDenied
            messages.error(request, verdict.reason)
            return redirect("review_admin:rounds")
        return view(request, found, *args, **kwargs)

    return guarded
