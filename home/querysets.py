from django.db.models import Q
from django.utils import timezone
from wagtail.models import PageManager
from wagtail.query import PageQuerySet


class BasePageQuerySet(PageQuerySet):
    def unexpired(self, now=None):
        """Pages whose time is not over, whether or not the clock has taken them off the site yet."""
        return self.filter(Q(expire_at=None) | Q(expire_at__gt=now or timezone.now()))

    def shown(self):
        """What every visitor may see: live, not expired, under no restriction."""
        return self.live().unexpired().public()


def page_manager(queryset=BasePageQuerySet):
    """Return a fresh manager of pages with the methods of `queryset`."""
    return PageManager.from_queryset(queryset)()
