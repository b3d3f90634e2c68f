"""The person who signs in: no name for the sign-in but the e-mail, no foreign key to anything."""

from django.contrib.auth.base_user import BaseUserManager
from django.contrib.auth.models import AbstractUser
from django.db import models
from django.db.models.functions import Lower
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _


class UserManager(BaseUserManager):
    """Makes people by e-mail; the letter's case never makes two people of one."""

    use_in_migrations = True

    def create_user(self, email, password=None, **fields):
        """Return a stored person. `email` is kept in lower case; without `password` none can be used to sign in."""
        user = self.model(email=email.strip().lower(), **fields)
        user.set_password(password)
        user.save(using=self._db)
        return user

    def create_superuser(self, email, password=None, **fields):
        """Return a person who may do everything (`createsuperuser`); who has the command line need not confirm an address."""
        from accounts.actions import confirm_address

        user = self.create_user(email, password, **{"is_staff": True, "is_superuser": True, **fields})
        confirm_address(user)
        return user

    def get_by_natural_key(self, email):
        """Return the person with this address in any case of letters."""
        return self.get(email__iexact=email)


class User(AbstractUser):
    username = None
    email = models.EmailField(_("электронная почта"), unique=True)
    patronymic = models.CharField(_("отчество"), max_length=150, blank=True)

    USERNAME_FIELD = "email"
    REQUIRED_FIELDS = []

    objects = UserManager()

    class Meta:
        verbose_name = _("пользователь")
        verbose_name_plural = _("пользователи")
        constraints = [models.UniqueConstraint(Lower("email"), name="accounts_user_email_ignores_case")]

    def __str__(self):
        return self.get_full_name() or self.email

    def get_full_name(self):
        """Return «Имя Отчество Фамилия» of what is known."""
        return " ".join(part for part in (self.first_name, self.patronymic, self.last_name) if part)

    @cached_property
    def roles(self):
        """Names of the person's groups, one query for the life of the object."""
        return frozenset(self.groups.values_list("name", flat=True))

    def has_role(self, *roles):
        """Tell whether the person is in one of `roles` (members of accounts.enums.Role) or a superuser."""
        return self.is_superuser or not self.roles.isdisjoint(roles)
