"""The register of certificates of publication in the admin: who has one, and taking one back."""

from urllib.parse import urlencode

from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.db.models import Q
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.generic import TemplateView
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin

from accounts.permissions import ActionRefused, can
from library.certifying import CertificateRefused, revoke_publication_certificate
from library.models import PublicationCertificate

PER_SCREEN = 50


class RevokeForm(forms.Form):
    """Why a certificate is taken back."""

    reason = forms.CharField(
        label=gettext_lazy("Почему отзываете"),
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=gettext_lazy("Прочитают автор и те, кто проверит свидетельство."),
    )


def find(words):
    """Return the certificates that `words` name: a number («12/2026» or «12»), a code, a name or words of a title."""
    rows = PublicationCertificate.objects.select_related("person", "page")
    words = words.strip()[:100]
    if not words:
        return rows
    number, _slash, year = words.removeprefix("№").strip().partition("/")
    if number.isascii() and number.isdecimal() and len(number) < 9:
        rows = rows.filter(number=int(number))
        return rows.filter(year=int(year)) if year.isascii() and year.isdecimal() and len(year) == 4 else rows
    # SQLite compares Cyrillic letters by case: the words as they are, in small letters and with a capital.
    found = Q(code=words.upper())
    for spelling in {words, words.lower(), words.capitalize()}:
        found |= Q(facts__title__icontains=spelling) | Q(person_name__icontains=spelling)
    return rows.filter(found)


class CertificatesView(WagtailAdminTemplateMixin, TemplateView):
    """The list, the newest first."""

    template_name = "library/admin/certificates.html"
    page_title = gettext_lazy("Свидетельства о публикации")
    header_icon = "doc-full"

    def dispatch(self, request):
        """Only those who see the centre's registers."""
        if not can(request.user, "list", PublicationCertificate):
            raise PermissionDenied
        return super().dispatch(request)

    def get_breadcrumbs_items(self):
        """The admin's front and this list."""
        return [*super().get_breadcrumbs_items(), {"url": "", "label": self.page_title}]

    def get_context_data(self, **kwargs):
        """Add what was found and, at each row, whether it may be taken back."""
        words = self.request.GET.get("q", "")
        page = Paginator(find(words), PER_SCREEN).get_page(self.request.GET.get("p"))
        rows = [(row, not row.revoked_at and bool(can(self.request.user, "revoke", row))) for row in page]
        return super().get_context_data(
            words=words,
            query=urlencode({"q": words}),
            page_obj=page,
            rows=rows,
            form=kwargs.pop("form", None) or RevokeForm(),
            **kwargs,
        )

    def post(self, request):
        """Take one back."""
        key = request.POST.get("certificate", "")
        certificate = get_object_or_404(PublicationCertificate, pk=key if key.isdecimal() and len(key) < 12 else 0)
        form = RevokeForm(request.POST)
        if not form.is_valid():
            return self.render_to_response(self.get_context_data(form=form, asked=certificate.pk), status=422)
        try:
            revoke_publication_certificate(certificate=certificate, by=request.user, reason=form.cleaned_data["reason"])
        except (CertificateRefused, ActionRefused) as refusal:
            messages.error(request, str(refusal))
        else:
            messages.success(request, _("Свидетельство № %s отозвано.") % certificate.label)
        return redirect("library_certificates")
