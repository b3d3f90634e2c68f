"""What a person does with works: shelves of favourites and «пригодилось»."""

from django.conf import settings
from django.db import models
from django.urls import reverse
from django.utils.crypto import get_random_string
from django.utils.translation import gettext_lazy as _

CODE_LENGTH = 12


def new_code():
    """Return a code of a shelf that nobody guesses."""
    return get_random_string(CODE_LENGTH, "abcdefghijkmnpqrstuvwxyz23456789")


class ShelfQuerySet(models.QuerySet):
    def owned_by(self, user):
        """The shelves of one person with the number of works on each."""
        return self.filter(owner=user).annotate(works_count=models.Count("items"))

    def open_to(self, user):
        """Shared shelves and the person's own; `user` may be anonymous."""
        own = models.Q(owner=user) if user.is_authenticated else models.Q()
        return self.filter(models.Q(is_shared=True) | own)


class Shelf(models.Model):
    """A person's own choice of works under a name; others see it only by its address and while it is shared (F2-02)."""

    owner = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="shelves")
    title = models.CharField(_("название"), max_length=120)
    code = models.CharField(max_length=CODE_LENGTH, unique=True, default=new_code, editable=False)
    is_shared = models.BooleanField(_("открыта по ссылке"), default=False)
    created_at = models.DateTimeField(auto_now_add=True)

    objects = ShelfQuerySet.as_manager()

    class Meta:
        verbose_name = _("полка")
        verbose_name_plural = _("полки")
        ordering = ["title", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["owner", "title"], name="library_shelf_title_once_for_its_owner")
        ]

    def __str__(self):
        return self.title

    @property
    def url(self):
        """The address to give to colleagues."""
        return reverse("library:shelf_public", args=[self.code])


class ShelfItem(models.Model):
    """A work on a shelf, in its order, with the owner's note."""

    shelf = models.ForeignKey(Shelf, on_delete=models.CASCADE, related_name="items")
    material = models.ForeignKey("library.MaterialPage", on_delete=models.CASCADE, related_name="+")
    note = models.CharField(_("заметка"), max_length=300, blank=True)
    sort_order = models.PositiveIntegerField(default=0)

    class Meta:
        verbose_name = _("работа на полке")
        verbose_name_plural = _("работы на полке")
        ordering = ["sort_order", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["shelf", "material"], name="library_shelf_holds_a_material_once")
        ]

    def __str__(self):
        return f"{self.shelf_id}: {self.material_id}"


class Thanks(models.Model):
    """«Пригодилось»: one person's thanks for a work, once."""

    material = models.ForeignKey("library.MaterialPage", on_delete=models.CASCADE, related_name="thanks")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        verbose_name = _("отметка «пригодилось»")
        verbose_name_plural = _("отметки «пригодилось»")
        constraints = [models.UniqueConstraint(fields=["material", "user"], name="library_thanks_once_a_person")]

    def __str__(self):
        return f"{self.user_id} → {self.material_id}"
