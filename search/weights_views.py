"""The order of hits as the centre tunes it: the weights, and what becomes of a query by them."""

from itertools import zip_longest

from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import QueryDict
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods

from accounts.permissions import can
from search.actions import save_weights
from search.language.scoring import Weights
from search.models import MOST_WEIGHT, RankingWeights
from search.queries import search
from search.weights import NAMES, trying, weights_of

SHOWN = 10


class WeightsForm(forms.ModelForm):
    """The weights; `q` is a query to try them on."""

    q = forms.CharField(label=gettext_lazy("Запрос для пробы"), max_length=200, required=False)

    class Meta:
        model = RankingWeights
        fields = NAMES
        widgets = {name: forms.NumberInput(attrs={"step": "0.1", "min": 0, "max": MOST_WEIGHT}) for name in NAMES}

    @property
    def weights(self):
        """The typed Weights of a form that is valid."""
        return Weights(**{name: self.cleaned_data[name] for name in NAMES})

    def signs(self):
        """Return the fields of the weights."""
        return [self[name] for name in NAMES]


def may_change(user):
    """Tell whether `user` tunes the order of hits."""
    return bool(can(user, "change", RankingWeights))


@require_http_methods(["GET", "POST"])
def weights_page(request):
    """Show the weights; try what was typed on a query, save it, or go back to the usual ones."""
    if not may_change(request.user):
        raise PermissionDenied
    if "reset" in request.POST:
        return _saved(request, Weights(), _("Возвращены исходные веса."))
    saved = RankingWeights.objects.first()
    # Of what the page shows as saved the form must know nothing: it writes into its own object.
    form = WeightsForm(request.POST or None, instance=RankingWeights.objects.first())
    is_valid = form.is_bound and form.is_valid()
    if is_valid and "save" in request.POST:
        return _saved(request, form.weights, _("Порядок сохранён: он уже действует."))
    words = form.cleaned_data["q"] if is_valid else ""
    context = {
        "page_title": _("Порядок результатов поиска"),
        "header_icon": "order",
        "form": form,
        "words": words,
        "rows": _compared(words, weights_of(saved), form.weights) if words else [],
    }
    return render(request, "search/admin/weights.html", context)


def _saved(request, weights, said):
    if save_weights(weights=weights, by=request.user):
        messages.success(request, said)
    else:
        messages.info(request, _("Ничего не изменилось."))
    return redirect("search_weights")


def _compared(words, saved, typed):
    """Return rows of (place, the hit by `saved`, the hit by `typed`, the place of the latter before or None)."""
    before, after = _hits(words, saved), _hits(words, typed)
    places = {hit.page_id: place for place, hit in enumerate(before, 1)}
    pairs = zip_longest(before, after)
    return [(place, old, new, places.get(new.page_id) if new else None) for place, (old, new) in enumerate(pairs, 1)]


def _hits(words, weights):
    params = QueryDict(mutable=True)
    params["q"] = words
    with trying(weights):
        return search(params, reverse("search:search")).hits[:SHOWN]
