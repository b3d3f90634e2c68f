"""Addresses that only take a form: whoever comes there by other ways is led to the page where the form stands."""

from functools import wraps

from django.contrib.auth.views import redirect_to_login
from django.shortcuts import redirect
from django.urls import reverse


def posted_from(page, *kept):
    """Decorate a view that takes the form of the page named `page`, whose address has the arguments `kept` of the view's own.

    A session that ended while somebody wrote leads through the sign-in back to that page, as does the address itself when
    it is asked for again: an answer «405» would be all that is left of what was written.
    """

    def decorated(view):
        @wraps(view)
        def taking(request, *args, **kwargs):
            address = reverse(page, kwargs={name: kwargs[name] for name in kept})
            if not request.user.is_authenticated:
                return redirect_to_login(address)
            if request.method != "POST":
                return redirect(address)
            return view(request, *args, **kwargs)

        taking.posted_from = page
        return taking

    return decorated
