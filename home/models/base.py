"""What every page of the site has in common."""

from django.conf import settings
from django.db import models, transaction
from django.http import Http404
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, PublishingPanel
from wagtail.models import COMMENTS_RELATION_NAME, Page, PageViewRestriction

from home.crumbs import crumbs_of
from home.forms import BasePageForm
from home.middleware import current_request
from home.querysets import page_manager
from home.signals import content_changed
from home.slugs import is_reserved, refuse_reserved, slug_from

# A draft's save touches only these: nothing that a visitor can find has changed.
DRAFT_FIELDS = frozenset(
    {
        "latest_revision",
        "latest_revision_created_at",
        "draft_title",
        "has_unpublished_changes",
        COMMENTS_RELATION_NAME,
    }
)


def concerns_visitors(update_fields):
    """Tell whether a save of these fields (None: of all) changes anything that a visitor can find."""
    return update_fields is None or not DRAFT_FIELDS.issuperset(update_fields)


class BasePage(Page):
    """A page with a Latin address, a responsible person and changes that are whole or not at all."""

    responsible = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("ответственный"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
        help_text=_("Кому приходят сообщения посетителей об этой странице и обо всём, что под ней."),
    )

    # True for an object that stands for the page as visitors see it, not for a draft or a preview.
    is_as_published = False

    base_form_class = BasePageForm
    settings_panels = [PublishingPanel(), FieldPanel("responsible")]

    objects = page_manager()

    class Meta:
        abstract = True

    def full_clean(self, *args, **kwargs):
        """Give the page a Latin slug where the browser has not, then validate as Wagtail does."""
        self._fill_slug()
        super().full_clean(*args, **kwargs)

    def minimal_clean(self):
        """The same for drafts, which Wagtail validates by this method alone."""
        self._fill_slug()
        super().minimal_clean()

    def clean(self):
        """Refuse an address that belongs to a view of the site."""
        super().clean()
        refuse_reserved(self.slug, self.depth)

    def save(self, *args, **kwargs):
        """Save and tell the apps above, unless only the draft's own bookkeeping is written."""
        with transaction.atomic():
            result = super().save(*args, **kwargs)
            if concerns_visitors(kwargs.get("update_fields")):
                content_changed.send(sender=type(self), page_ids=[self.pk])
        return result

    def publish(self, *args, **kwargs):
        """Publish a revision, whole or not at all."""
        with transaction.atomic():
            return super().publish(*args, **kwargs)

    def unpublish(self, *args, **kwargs):
        """Take the page off the site, whole or not at all."""
        with transaction.atomic():
            return super().unpublish(*args, **kwargs)

    def can_move_to(self, parent):
        """Refuse a place where the page's address would belong to a view of the site."""
        return super().can_move_to(parent) and not is_reserved(self.slug, parent.depth + 1)

    def move(self, *args, **kwargs):
        """Move the subtree, whole or not at all."""
        with transaction.atomic():
            return super().move(*args, **kwargs)

    def delete(self, *args, **kwargs):
        """Delete the subtree, whole or not at all."""
        with transaction.atomic():
            return super().delete(*args, **kwargs)

    def get_view_restrictions(self):
        """The restrictions of the page and all above it; those that the route has read save the questions."""
        from home.frame import frame_of_request

        frame, known = frame_of_request(), getattr(self, "route_ancestors", None)
        if frame and not frame.restricted:
            return PageViewRestriction.objects.none()
        if known is None or any(page.alias_of_id for page in [*known, self]):
            return super().get_view_restrictions()
        # By ids and not by paths: what is being moved at this moment may have another path already.
        if frame and frame.restricted.isdisjoint(page.pk for page in [*known, self]):
            return PageViewRestriction.objects.none()
        paths = [self.path[:end] for end in range(self.steplen, len(self.path) + 1, self.steplen)]
        return PageViewRestriction.objects.filter(page__path__in=paths)

    def get_url(self, request=None, current_site=None):
        """The page's address; within a visitor's request it is its path without the root's, known without asking."""
        from home.addresses import address_of
        from home.frame import frame_of_request

        frame = frame_of_request()
        if frame and frame.site and self.url_path:
            return address_of(self.url_path) or None
        return super().get_url(request or current_request.get(), current_site)

    url = property(get_url)

    def serve(self, request, *args, **kwargs):
        """Serve the page; one whose time is over is gone even before the clock has taken it off the site."""
        if self.expire_at and self.expire_at <= timezone.now() and not getattr(request, "is_preview", False):
            raise Http404
        return super().serve(request, *args, **kwargs)

    def serve_password_required_response(self, request, form, action_url):
        """Ask for the password in the site's look; the page itself is not in the context, for nothing of it may be shown."""
        from home.frame import give_site

        give_site(request)
        return render(request, "home/password_required.html", {"form": form, "action_url": action_url})

    def get_sitemap_urls(self, request=None):
        """Nothing of a page whose time is over, else what Wagtail says."""
        is_over = self.expire_at and self.expire_at <= timezone.now()
        return [] if is_over else super().get_sitemap_urls(request)

    def get_context(self, request, *args, **kwargs):
        """Add the breadcrumbs."""
        context = super().get_context(request, *args, **kwargs)
        context["crumbs"] = crumbs_of(self, request)
        return context

    def _fill_slug(self):
        # Without a path Wagtail cannot compare with the neighbours yet; it calls again after the page has its place.
        if not self.slug and self.path:
            self.slug = self._get_autogenerated_slug(slug_from(self.title))
