"""My data: taking it away with me, and having it forgotten."""

from allauth.account.decorators import reauthentication_required
from django import forms
from django.contrib import messages
from django.contrib.auth import logout
from django.contrib.auth.decorators import login_required
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from accounts.permissions import ActionRefused
from accounts.posting import posted_from
from community.cabinet import render_room
from community.erasure import ErasureRefused, erase_person, request_erasure, tokens
from community.privacy import export_response


class ErasureForm(forms.Form):
    """The last question before the account goes."""

    keep_authorship = forms.BooleanField(
        label=gettext_lazy("Оставить моё имя у опубликованных работ"), required=False, initial=True
    )


@login_required
@never_cache
def data_room(request):
    """What can be done with everything the site knows of me."""
    return render_room(request, "community/cabinet_data.html", "settings", {"title": _("Мои данные")})


@require_safe
@never_cache
@reauthentication_required
def export(request):
    """Everything the site knows of me, as a ZIP; the password is asked for again."""
    return export_response(request.user)


@posted_from("community:cabinet_data")
def erasure_request(request):
    """Send me the letter that confirms the wish."""
    try:
        request_erasure(person=request.user)
    except (ActionRefused, ErasureRefused) as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, _("Мы послали письмо на вашу почту. Откройте ссылку из него, чтобы подтвердить."))
    return redirect("community:cabinet_data")


@login_required
@never_cache
def erasure_confirm(request, token):
    """The page of the letter's link: the last question, and the deed."""
    if not tokens.check_token(request.user, token):
        messages.error(request, _("Ссылка устарела или она не для этой учётной записи. Запросите удаление ещё раз."))
        return redirect("community:cabinet_data")
    form = ErasureForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        try:
            erase_person(person=request.user, by=request.user, keep_authorship=form.cleaned_data["keep_authorship"])
        except (ActionRefused, ErasureRefused) as refusal:
            messages.error(request, str(refusal))
            return redirect("community:cabinet_data")
        logout(request)
        return redirect("community:erased")
    context = {"title": _("Удалить учётную запись?"), "form": form}
    return render_room(request, "community/cabinet_erase.html", "settings", context)


@require_safe
def erased(request):
    """Goodbye."""
    title = _("Учётная запись удалена")
    crumbs = [{"title": _("Главная"), "url": "/"}, {"title": title, "url": ""}]
    return render(request, "community/erased.html", {"title": title, "crumbs": crumbs})
