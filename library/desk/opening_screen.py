"""The admin's screens that have a published work judged: who may, the form, and on to the round's own screen."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.views.generic import TemplateView
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin

from accounts.permissions import ActionRefused
from expertise.errors import ReviewRefused
from library.desk.moves import MoveRefused
from library.models import MaterialPage
from library.schemes import scheme_for


class OpeningView(WagtailAdminTemplateMixin, TemplateView):
    """Each screen says by which form (`form_class`), who may (`may`), what stands in it first (`usual`) and what is done with
    it (`open`); `thanks` is said when the round is open.
    """

    form_class = None
    thanks = ""

    def may(self, user):
        """Return whether `user` may do it with this very work: a Verdict."""
        raise NotImplementedError

    def usual(self, scheme):
        """Return the first values of the form, as the ReviewScheme of the kind says."""
        raise NotImplementedError

    def open(self, data):
        """Do it with the cleaned `data`; return the key of the ReviewRound."""
        raise NotImplementedError

    def dispatch(self, request, pk):
        """Only who may do it with this very work comes in."""
        self.work = get_object_or_404(MaterialPage, pk=pk)
        verdict = self.may(request.user)
        if not verdict:
            raise PermissionDenied(str(verdict.reason))
        return super().dispatch(request, pk=pk)

    def get_breadcrumbs_items(self):
        """From the page's own screen to here."""
        edit = reverse("wagtailadmin_pages:edit", args=[self.work.pk])
        here = [{"url": edit, "label": self.work.title}, {"url": "", "label": self.page_title}]
        return [*super().get_breadcrumbs_items(), *here]

    def get_context_data(self, **kwargs):
        """Add the form."""
        form = kwargs.pop("form", None) or self.form_class(initial=self.usual(scheme_for(self.work.kind)))
        return super().get_context_data(form=form, work=self.work, **kwargs)

    def post(self, request, pk):
        """Open the round and go on to its own screen."""
        form = self.form_class(request.POST)
        if form.is_valid():
            try:
                round_id = self.open(form.cleaned_data)
            except (MoveRefused, ActionRefused, ReviewRefused) as refusal:
                form.add_error(None, str(refusal))
            else:
                messages.success(request, self.thanks)
                return redirect("review_admin:round", round_id)
        return self.render_to_response(self.get_context_data(form=form), status=422)
