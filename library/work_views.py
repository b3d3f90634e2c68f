"""What a visitor does with one work beside reading its page."""

import io

import segno
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.permissions import ActionRefused
from community.cabinet import render_room
from files.packing import zip_response
from files.pdf_writer import PdfFailed
from files.writers import attachment
from library import shelving
from library.access import material_for
from library.actions import set_thanks
from library.bundles import entries_of
from library.certificate_paper import certificate_response
from library.certifying import CertificateRefused, issue_publication_certificate
from library.forms import PutOnShelfForm
from library.models import MaterialPage, PublicationCertificate, Shelf, Thanks
from library.references import address_of_work, reference_of

QR_SECONDS = 24 * 3600
CRUMBS = [{"title": "Главная", "url": "/"}]


@require_safe
def work_files(request, pk):
    """Give all files of a work, that this visitor may have, as one ZIP. Source: F1-02."""
    page = material_for(request, pk)
    return zip_response(entries_of(page, request), f"{page.title}.zip")


@require_safe
def work_qr(request, pk):
    """Draw the address of a work as a QR code, for the printed sheet."""
    page = material_for(request, pk)
    picture = io.BytesIO()
    segno.make(address_of_work(page, request), error="m", micro=False).save(
        picture, kind="svg", scale=4, border=2, xmldecl=False, svgclass=None, lineclass=None, light="#fff"
    )
    response = HttpResponse(picture.getvalue(), content_type="image/svg+xml")
    response["Cache-Control"] = f"private, max-age={QR_SECONDS}"
    return response


@require_safe
def work_bibtex(request, pk):
    """Give the reference to a work for BibTeX."""
    page = material_for(request, pk)
    return attachment(reference_of(page, request).bibtex, f"{page.title}.bib", "application/x-bibtex; charset=utf-8")


@require_safe
def work_ris(request, pk):
    """Give the reference to a work for Zotero, Mendeley and EndNote."""
    page = material_for(request, pk)
    return attachment(
        reference_of(page, request).ris, f"{page.title}.ris", "application/x-research-info-systems; charset=utf-8"
    )


@login_required
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def work_thanks(request, pk):
    """«Пригодилось»: ask whoever comes from the sign-in, and take the answer."""
    page = material_for(request, pk)
    if request.method != "POST":
        has_thanked = Thanks.objects.filter(material=page, user=request.user).exists()
        return _form(request, page, "library/work_thanks.html", _("Пригодилось?"), {"has_thanked": has_thanked})
    is_useful = request.POST.get("useful") == "yes"
    try:
        set_thanks(material=page, user=request.user, is_useful=is_useful)
    except ActionRefused as refusal:
        messages.warning(request, str(refusal))
    else:
        messages.success(
            request, _("Спасибо! Автор увидит, что работа пригодилась.") if is_useful else _("Отметка снята.")
        )
    return redirect(page.get_url(request))


@login_required
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def work_shelve(request, pk):
    """Put a work on one of the person's shelves or on a new one."""
    page = material_for(request, pk)
    form = PutOnShelfForm(
        request.POST if request.method == "POST" else None, shelves=Shelf.objects.filter(owner=request.user)
    )
    if request.method == "POST" and form.is_valid():
        try:
            shelf = form.cleaned_data["shelf"] or shelving.make_shelf(
                owner=request.user, title=form.cleaned_data["title"]
            )
            shelving.put_on_shelf(shelf=shelf, by=request.user, material=page, note=form.cleaned_data["note"])
        except shelving.ShelfRefused as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, _("Работа на полке «%s».") % shelf.title)
            return redirect(page.get_url(request))
    return _form(request, page, "library/work_shelve.html", _("На полку"), {"form": form})


@login_required
@never_cache
def cabinet_works(request):
    """The person's own published works, each with how many colleagues it was useful to."""
    works = MaterialPage.objects.shown().authored_by(request.user).select_related("kind").newest().defer("body")
    own = PublicationCertificate.objects.filter(person=request.user).order_by("year", "number")
    given = {certificate.page_id: certificate for certificate in own}
    rows = [(work, given.get(work.pk)) for work in works]
    return render_room(request, "library/cabinet_works.html", "works", {"rows": rows})


@login_required
@never_cache
@require_POST
def work_certificate(request, pk):
    """Give the author's certificate of publication of a work as PDF; «not found» to whose work it is not."""
    page = get_object_or_404(MaterialPage.objects.shown().filter(authors__user=request.user).distinct(), pk=pk)
    try:
        certificate = issue_publication_certificate(page=page, by=request.user)
        return certificate_response(request, certificate)
    except CertificateRefused as refusal:
        messages.error(request, str(refusal))
    except PdfFailed as failure:
        messages.error(request, failure.reason)
    return redirect("library:cabinet_works")


def _form(request, page, template, title, context):
    crumbs = [*CRUMBS, {"title": page.title, "url": page.get_url(request)}, {"title": title, "url": ""}]
    form = context.get("form")
    status = 422 if form is not None and form.is_bound and form.errors else 200
    return render(request, template, {**context, "work": page, "title": title, "crumbs": crumbs}, status=status)
