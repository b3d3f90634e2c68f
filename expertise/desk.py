"""An expert's desk: one review, reached from the cabinet or by a personal link; the screens are the same."""

from dataclasses import dataclass
from functools import wraps

from django.contrib.auth.decorators import login_required
from django.core.cache import cache
from django.http import Http404
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.cache import patch_cache_control
from django.utils.translation import gettext as _

from accounts.permissions import can
from community.client_address import sender_key
from expertise.guest_keys import assignment_by_key
from expertise.models import ExpertAssignment
from expertise.round_rules import GUEST_SESSION, has_part

# Wrong links from one address within an hour: people mistype, machines guess.
MOST_WRONG_LINKS = 20
HOUR_SECONDS = 3600


@dataclass(frozen=True)
class Desk:
    """`assignment` with its round, `by` who proved to be its expert (a User, or the assignment itself), the key of a guest."""

    assignment: ExpertAssignment
    by: object
    key: str = ""

    def url(self, screen="review"):
        """Return the address of a screen: «review», «review_save», «review_preview», «review_pages», «review_changes»."""
        if self.key:
            return reverse(f"expertise:guest_{screen}", args=[self.key])
        return reverse(f"expertise:{screen}", args=[self.assignment.pk])

    @property
    def crumbs(self):
        """The trail above a screen; guests have none but the home page."""
        trail = [{"title": _("Главная"), "url": "/"}]
        if not self.key:
            trail.append({"title": _("Мои экспертизы"), "url": reverse("expertise:review_list")})
        return [*trail, {"title": self.assignment.round.title, "url": ""}]


def account_desk(view):
    """Give `view(request, desk)` the review `pk` of who is signed in; to others it does not exist."""

    @login_required
    @wraps(view)
    def from_cabinet(request, pk):
        rows = ExpertAssignment.objects.of_expert(request.user).select_related("round")
        assignment = get_object_or_404(rows, pk=pk)
        assignment.expert = request.user
        return _answer(request, Desk(assignment, request.user), view)

    return from_cabinet


def guest_desk(view):
    """Give `view(request, desk)` the review that the personal link `key` opens (D9)."""

    @wraps(view)
    def by_link(request, key):
        counter = f"review-link:{sender_key(request)}"
        if cache.get(counter, 0) >= MOST_WRONG_LINKS:
            return _private(render(request, "expertise/link_dead.html", {"too_many": True}, status=429))
        assignment = assignment_by_key(key)
        if assignment is None:
            cache.add(counter, 0, HOUR_SECONDS)
            cache.incr(counter)
            return _private(render(request, "expertise/link_dead.html", status=404))
        if request.user.is_authenticated and has_part(request.user, assignment.round.page):
            raise Http404
        if request.session.get(GUEST_SESSION) != assignment.key_hash:
            request.session[GUEST_SESSION] = assignment.key_hash
        return _answer(request, Desk(assignment, assignment, key), view)

    return by_link


def _answer(request, desk, view):
    if not can(desk.by, "read", desk.assignment):
        # No word of the work: the case is not theirs any more. What they have just typed is their own and is given back.
        typed = [text for name, text in request.POST.items() if name.endswith(("text", "note_to_centre")) and text]
        typed += [text for name, text in request.POST.items() if name.startswith("comment-") and text]
        context = {"state": desk.assignment.get_state_display(), "is_guest": bool(desk.key), "typed": typed}
        return _private(render(request, "expertise/review_closed.html", context, status=403))
    return _private(view(request, desk))


def _private(response):
    patch_cache_control(response, private=True, no_store=True)
    return response
