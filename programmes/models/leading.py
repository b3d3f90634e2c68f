"""Who leads a programme, a subproject or a group: a group of people with Wagtail's own rights on that page (A.5)."""

from django.contrib.auth.models import Group
from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.models import Page, PagePermissionTester

from accounts.enums import Role


class Leading(models.Model):
    """The people who lead one page and all below it: the members of `group`, changed only by programmes.leading."""

    page = models.OneToOneField(Page, verbose_name=_("страница"), on_delete=models.CASCADE, related_name="leading")
    group = models.OneToOneField(Group, verbose_name=_("группа"), on_delete=models.CASCADE, related_name="leading")

    class Meta:
        verbose_name = _("назначение")
        verbose_name_plural = _("назначения")
        ordering = ["page__path"]

    def __str__(self):
        return self.page.title


class EntrustedPageTester(PagePermissionTester):
    """What was entrusted to a person is theirs to edit, not to delete or carry off: that takes a right from above."""

    def can_delete(self, ignore_bulk=False):
        """Return whether the page may be deleted: Wagtail's answer, for those whose right begins above the page."""
        return super().can_delete(ignore_bulk) and (self.user.is_superuser or self._right_from_above())

    def _right_from_above(self):
        rights = self.permission_policy.get_cached_permissions_for_user(self.user)
        return any(self.page.path.startswith(right.page.path) and right.page_id != self.page.pk for right in rights)


class EntrustedPage(models.Model):
    """A page that has leaders of its own."""

    class Meta:
        abstract = True

    def permissions_for_user(self, user):
        """Return what `user` may do with the page in the admin."""
        return EntrustedPageTester(user, self)


class SectionOfProgrammesTester(PagePermissionTester):
    """A programme's leader opens a new programme, which is then theirs; a right on the section would give all of them."""

    def can_add_subpage(self):
        """Return whether a programme may be made here."""
        return super().can_add_subpage() or (self.user.is_active and self.user.has_role(Role.PROGRAMME_LEADER))


class NewsTester(PagePermissionTester):
    """The section of news is one for all programmes: a leader keeps the news they wrote or that are about what they lead."""

    # Whoever is in one of these works on all news; leaders of programmes have their right by role, too.
    KEEPERS = frozenset({Role.EDITOR, Role.ADMINISTRATOR, Role.METHODIST, Role.COUNCIL})

    def __init__(self, user, page):
        super().__init__(user, page)
        if not getattr(self, "permissions", None) or page.owner_id == user.pk or user.has_role(*self.KEEPERS):
            return
        if page.pk not in self._about_what_is_led():
            self.permissions = set()

    def _about_what_is_led(self):
        # A list of news asks this of every row: the person's news are looked up once, as Wagtail does with rights.
        if not hasattr(self.user, "_news_about_led"):
            from programmes.leading import led_page_ids

            led, model = list(led_page_ids(self.user)), type(self.page)
            about = (model.programmes.through, "programmepage_id"), (model.subprojects.through, "subprojectpage_id")
            self.user._news_about_led = {
                pk
                for through, name in about
                for pk in through.objects.filter(**{f"{name}__in": led}).values_list("newspage_id", flat=True)
            }
        return self.user._news_about_led
