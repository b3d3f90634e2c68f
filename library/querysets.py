from django.apps import apps
from django.db import models
from django.db.models import Count, Prefetch, Q
from django.utils import timezone

from home.querysets import BasePageQuerySet
from library.enums import WORKING, RowState


class MaterialQuerySet(BasePageQuerySet):
    def newest(self):
        """The newest first; the key makes the order stable."""
        return self.order_by("-first_published_at", "-pk")

    def for_cards(self):
        """What a card shows, without the body; its subjects are in memory (library.facets)."""
        return (
            self.defer("body", "keywords", "search_description")
            .select_related("kind", "expert_status")
            .annotate(files_count=Count("files"))
        )

    def for_serving(self):
        """What one page view shows, in as few queries as can be; words of flat lists are in memory (library.facets)."""
        files = Prefetch("files", apps.get_model("library", "MaterialFile").objects.with_files())
        return self.select_related("kind", "licence", "programme", "subproject", "expert_status").prefetch_related(
            "authors", "links", files
        )

    def for_indexing(self):
        """Everything search reads of a material."""
        return self.for_serving().prefetch_related("subjects", "levels", "audiences")


class MaterialFileQuerySet(models.QuerySet):
    def with_files(self):
        """With the files and the state of their reading, without the (large) texts."""
        return self.select_related("file__filetext").defer("file__filetext__text", "file__filetext__places")


class ImportBatchQuerySet(models.QuerySet):
    def abandoned(self, now=None):
        """Batches with work to do that nobody holds: just begun, or their worker died."""
        free = Q(held_until=None) | Q(held_until__lt=now or timezone.now())
        return self.filter(free, state__in=WORKING)


class ImportRowQuerySet(models.QuerySet):
    def counts(self):
        """Return {state: number of rows}, every state named."""
        found = dict(self.order_by().values_list("state").annotate(Count("pk")))
        return {state: found.get(state.value, 0) for state in RowState}

    def to_check(self):
        """Rows whose guessed cards nobody has looked at, the oldest first."""
        return self.filter(needs_check=True, state=RowState.IMPORTED, material__isnull=False).order_by(
            "batch", "number"
        )
