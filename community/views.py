"""The contact form and the cabinet."""

import re

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponseRedirect
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from community import actions
from community.cabinet import render_room
from community.client_address import sender_key
from community.forms import ContactForm, ProblemForm, public_page
from community.models import ContactMessage
from community.profile_form import ProfileForm
from home.client_address import client_address

CRUMBS = [{"title": "Главная", "url": "/"}]
PAGE_NUMBER = re.compile(r"[0-9]{1,10}")


@never_cache
def contact(request):
    """Show the form and take the message; `?page=ID` says what it is about."""
    return _talk(request, ContactForm, _("Написать нам"))


@never_cache
def problem(request):
    """Take a report of what is wrong with the page `?page=ID`; the moderators answer it like any message."""
    return _talk(request, ProblemForm, _("Сообщить о проблеме"))


@require_safe
def contact_sent(request):
    """Thank for the message; its number is in the session of who wrote it."""
    number = request.session.get("contact_message")
    if number is None:
        return redirect("community:contact")
    return render(
        request, "community/contact_sent.html", {"number": number, "crumbs": _crumbs(_("Сообщение отправлено"))}
    )


@login_required
@never_cache
def cabinet_profile(request):
    """The first room: who I am here."""
    form = ProfileForm(request.POST or None, user=request.user, address=client_address(request))
    if request.method == "POST" and form.is_valid():
        form.save()
        messages.success(request, _("Сохранено."))
        return redirect("community:cabinet_profile")
    profile = form.profile
    context = {
        "form": form,
        "roles": sorted(request.user.roles),
        "public_name": profile.public_name,
        "public_url": profile.get_absolute_url() if profile.public_facts() else "",
    }
    response = render_room(request, "community/cabinet_profile.html", "profile", context)
    if form.is_bound:
        response.status_code = 422
    return response


@login_required
@never_cache
def cabinet_messages(request):
    """What I wrote to the centre and what was answered."""
    own = ContactMessage.objects.sent_by(request.user)[:100]
    return render_room(request, "community/cabinet_messages.html", "messages", {"contact_messages": own})


def _talk(request, form_class, title):
    if request.method == "POST":
        form = form_class(request.POST)
        if form.is_valid():
            return _take(request, form, title)
    else:
        form = form_class(initial=_known(request))
    return _show(request, form, title)


def _take(request, form, title):
    if form.is_from_robot:
        # A robot learns nothing: it sees the same thanks as a person.
        request.session["contact_message"] = 0
        return HttpResponseRedirect(reverse("community:contact_sent"))
    data = form.cleaned_data
    try:
        message = actions.receive_message(
            name=data["name"],
            email=data["email"],
            text=data["message"],
            page=data["topic_page"],
            author=request.user if request.user.is_authenticated else None,
            sender_key=sender_key(request),
            reason=data.get("reason", ""),
        )
    except actions.TooManyMessages:
        form.add_error(None, _("Вы написали уже несколько раз за час. Мы получили ваши сообщения; попробуйте позже."))
        return _show(request, form, title, status=429)
    request.session["contact_message"] = message.pk
    return HttpResponseRedirect(reverse("community:contact_sent"))


def _show(request, form, title, status=200):
    wanted = str(form["topic_page"].value() or "")
    page = public_page(int(wanted)) if PAGE_NUMBER.fullmatch(wanted) else None
    context = {"form": form, "title": title, "section": page.title if page else "", "crumbs": _crumbs(title)}
    if form.is_bound and status == 200 and form.errors:
        status = 422
    return render(request, "community/contact.html", context, status=status)


def _known(request):
    known = {"topic_page": request.GET.get("page")}
    if request.user.is_authenticated:
        known.update(name=request.user.get_full_name(), email=request.user.email)
    return known


def _crumbs(title):
    return [*CRUMBS, {"title": title, "url": ""}]
