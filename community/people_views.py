"""The public page of a person: what they have switched on, and nothing else."""

from django.http import Http404
from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext_lazy as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from community.models import TeacherProfile

LABELS = {
    "school": _("Место работы"),
    "position": _("Должность"),
    "subjects": _("Предметы"),
    "levels": _("Уровни образования"),
    "town": _("Населённый пункт"),
}


@require_safe
@never_cache
def person(request, code):
    """Show a person's page, if they have switched anything on; never kept by a cache: it closes the moment they say so."""
    profiles = TeacherProfile.objects.select_related("user").filter(user__is_active=True)
    profile = get_object_or_404(profiles, code=code)
    facts = profile.public_facts()
    if not facts:
        raise Http404
    rows = [(LABELS[name], value) for name, value in facts.items() if name in LABELS]
    context = {
        "title": profile.public_name,
        "rows": [(label, ", ".join(value) if isinstance(value, list) else value) for label, value in rows],
        "about": facts.get("about", ""),
        "may_be_found": profile.may_be_found,
        "is_own": request.user == profile.user,
        "crumbs": [{"title": "Главная", "url": "/"}, {"title": profile.public_name, "url": ""}],
    }
    response = render(request, "community/person.html", context)
    if not profile.may_be_found:
        response["X-Robots-Tag"] = "noindex"
    return response
