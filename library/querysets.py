from django.db.models import Count, Prefetch

from files.models import StoredFile
from home.querysets import BasePageQuerySet


class MaterialQuerySet(BasePageQuerySet):
    def newest(self):
        """The newest first; the key makes the order stable."""
        return self.order_by("-first_published_at", "-pk")

    def for_cards(self):
        """What a card shows, without the body."""
        return (
            self.defer("body", "keywords", "search_description")
            .select_related("kind", "expert_status")
            .prefetch_related("subjects")
            .annotate(files_count=Count("files"))
        )

    def for_serving(self):
        """What one page view shows, in as few queries as can be."""
        files = Prefetch("files__file", StoredFile.objects.with_reading())
        return self.select_related("kind", "licence", "programme", "subproject", "expert_status").prefetch_related(
            "subjects", "levels", "audiences", "authors", "links", "files", files
        )
