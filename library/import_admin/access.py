"""Who sees the screens of the import."""

from functools import wraps

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.shortcuts import redirect

from accounts.permissions import can
from library.importing.errors import MoveRefused, TableRefused
from library.models import ImportBatch


def may_import(user):
    """Tell whether `user` may bring old archives into the library."""
    return bool(can(user, "import", ImportBatch))


def importers_only(view):
    """Answer «403» to everybody else."""

    @wraps(view)
    def guarded(request, *args, **kwargs):
        if not may_import(request.user):
            raise PermissionDenied
        return view(request, *args, **kwargs)

    return guarded


def tell_and_return(request, act, batch):
    """Call `act()`, tell the person when it was refused, and return to the batch's page."""
    try:
        act()
    except (MoveRefused, TableRefused) as refusal:
        messages.error(request, str(refusal))
    return redirect("library_import:batch_show", batch.pk)
