"""What a collection and an issue of a journal share: contents, one PDF, one ZIP."""

from django.db import models
from django.http import Http404
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail.url_routing import RouteResult

from home.models import BasePage
from library.enums import EditionState

PARTS = (["pdf"], ["zip"])


class EditionPage(BasePage):
    """A page that puts works together. `entries()` of each kind says which; below it stand `pdf/` and `zip/`.

    Of each kind: `book_template` is the document that becomes the PDF, `preface_name` what its beginning, the body, is called.
    """

    book_template = preface_name = ""

    class Meta:
        abstract = True

    def entries(self):
        """Return the works of this edition that every visitor may see, as Entry, in their order."""
        raise NotImplementedError

    def route(self, request, path_components):
        """Know the addresses of the whole edition in one file."""
        if self.live and path_components in PARTS:
            return RouteResult(self, kwargs={"part": path_components[0]})
        return super().route(request, path_components)

    def serve(self, request, part="", **kwargs):
        """Serve the page, or the whole edition as one file."""
        if not part:
            return super().serve(request, **kwargs)
        from library.editions.serving import serve_part

        if self.expire_at and self.expire_at <= timezone.now():
            raise Http404
        return serve_part(self, part)

    def get_context(self, request, *args, **kwargs):
        """Add the works and what can be taken home."""
        from library.editions.status import edition_status

        context = super().get_context(request, *args, **kwargs)
        context["entries"] = self.entries()
        context["edition"] = edition_status(self, context["entries"])
        return context


class CompiledEdition(models.Model):
    """The PDF of an edition, made by the worker (library.editions.compiling) and never in a request.

    `stamp` names the contents of `file`; where the contents have changed since, the file is given to nobody.
    """

    page = models.OneToOneField(
        "wagtailcore.Page", on_delete=models.CASCADE, primary_key=True, related_name="compiled_edition"
    )
    state = models.CharField(
        _("состояние"), max_length=10, choices=EditionState.choices, default=EditionState.WAITING, db_index=True
    )
    stamp = models.CharField(max_length=64, blank=True)
    file = models.ForeignKey(
        "files.StoredFile", verbose_name=_("файл"), null=True, on_delete=models.SET_NULL, related_name="editions"
    )
    reason = models.CharField(_("причина"), max_length=300, blank=True)
    changed_at = models.DateTimeField(auto_now=True)

    class Meta:
        verbose_name = _("собранный PDF")
        verbose_name_plural = _("собранные PDF")

    def __str__(self):
        return f"{self.page_id}: {self.get_state_display()}"
