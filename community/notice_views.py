"""The rooms of notices and of settings."""

from django import forms
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters

from accounts.passwords import SignOutEverywhereForm
from accounts.posting import posted_from
from accounts.second_step import has_second_step, needs_second_step
from community.cabinet import render_room
from community.enums import NEEDED_KINDS, Letters, NoticeKind
from community.models import Notification
from community.notice_actions import choose_letters, read_notices
from community.notices import all_letters_of

ON_A_PAGE = 30


class LettersForm(forms.Form):
    """A choice for each kind that is not needed."""

    def __init__(self, *args, user, **kwargs):
        self.user = user
        super().__init__(*args, **kwargs)
        for kind, letters in all_letters_of(user).items():
            if kind not in NEEDED_KINDS:
                self.fields[kind.value] = forms.ChoiceField(label=kind.label, choices=Letters.choices, initial=letters)

    def save(self):
        """Keep the choices."""
        choose_letters(person=self.user, choices={NoticeKind(k): Letters(v) for k, v in self.cleaned_data.items()})


@login_required
@never_cache
def notices(request):
    """What I was told, the newest first."""
    page = Paginator(Notification.objects.of(request.user), ON_A_PAGE).get_page(request.GET.get("page"))
    has_unread = Notification.objects.of(request.user).unread().exists()
    return render_room(
        request, "community/cabinet_notices.html", "notices", {"page_obj": page, "has_unread": has_unread}
    )


@posted_from("community:cabinet_notices")
def notice_open(request, pk):
    """Go where a notice leads; it has been read then."""
    notice = get_object_or_404(Notification, pk=pk, person=request.user)
    read_notices(person=request.user, notice=notice)
    return redirect(notice.url)


@posted_from("community:cabinet_notices")
def notices_read(request):
    """All has been read."""
    read_notices(person=request.user)
    return redirect("community:cabinet_notices")


@login_required
@never_cache
def settings_room(request):
    """How I hear of things, and the ways to everything about my account."""
    form = LettersForm(request.POST or None, user=request.user)
    if request.method == "POST" and form.is_valid():
        form.save()
        messages.success(request, _("Сохранено."))
        return redirect("community:cabinet_settings")
    return _show_settings(request, form=form)


@sensitive_post_parameters("password")
@posted_from("community:cabinet_settings")
@never_cache
def sign_out_everywhere(request):
    """End my sessions on other computers and telephones."""
    leave = SignOutEverywhereForm(request.POST, user=request.user)
    if not leave.is_valid():
        return _show_settings(request, leave=leave)
    leave.save(request)
    messages.success(request, _("На других устройствах вы вышли. Здесь вы остались."))
    return redirect("community:cabinet_settings")


def _show_settings(request, form=None, leave=None):
    user = request.user
    context = {
        "form": form or LettersForm(user=user),
        "leave": leave or SignOutEverywhereForm(user=user),
        "has_second_step": has_second_step(user),
        "needs_second_step": needs_second_step(user),
        "needed_kinds": [kind.label for kind in NEEDED_KINDS],
    }
    response = render_room(request, "community/cabinet_settings.html", "settings", context)
    if any(bound.is_bound and bound.errors for bound in (context["form"], context["leave"])):
        response.status_code = 422
    return response
