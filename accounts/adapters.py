"""How allauth behaves here."""

from allauth.account.adapter import DefaultAccountAdapter


class AccountAdapter(DefaultAccountAdapter):
    """Accounts are given by the centre until sign-up with its consents exists (152-FZ): nobody signs up alone."""

    def is_open_for_signup(self, request):
        """Return False: the page says whom to ask."""
        return False
