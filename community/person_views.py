"""The admin's screens about one person: erasing their data, helping who has lost the telephone."""

from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.models import User
from accounts.permissions import can
from community.erasure import ErasureRefused, erase_person
from community.freeing import drop_second_step


class EraseForm(forms.Form):
    """Why, and what becomes of the name at works."""

    reason = forms.CharField(
        label=gettext_lazy("Основание"),
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=gettext_lazy(
            "Например: «письмо от 12.11.2026, вх. № 34». Останется в журнале; имени человека не пишите."
        ),
    )
    keep_authorship = forms.BooleanField(
        label=gettext_lazy("Оставить имя у опубликованных работ"),
        required=False,
        help_text=gettext_lazy("Если автор об этом просит. Без отметки вместо имени будет «участник сети»."),
    )


def erase(request, pk):
    """Show what will be erased and do it, for those who may."""
    person = get_object_or_404(User, pk=pk, is_active=True)
    if person == request.user or not can(request.user, "erase", person):
        raise PermissionDenied
    form = EraseForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            erase_person(person=person, by=request.user, **form.cleaned_data)
        except ErasureRefused as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, _("Данные стёрты. Войти с этой учётной записью больше нельзя."))
            return HttpResponseRedirect(reverse("wagtailusers_users:index"))
    context = {"form": form, "person": person, "page_title": _("Стереть данные человека"), "header_icon": "bin"}
    return render(request, "community/admin/erase.html", context)


def free_second_step(request, pk):
    """Ask once more, and take the second step away from who cannot pass it any longer."""
    person = get_object_or_404(User, pk=pk, is_active=True)
    if not can(request.user, "free", person):
        raise PermissionDenied
    if request.method == "POST":
        drop_second_step(person=person, by=request.user)
        messages.success(request, _("Второй шаг снят. Человеку послано письмо."))
        return HttpResponseRedirect(reverse("wagtailusers_users:index"))
    context = {"person": person, "page_title": _("Снять второй шаг входа"), "header_icon": "lock-open"}
    return render(request, "community/admin/free_second_step.html", context)
