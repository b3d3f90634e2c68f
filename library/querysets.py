from django.apps import apps
from django.db import models
from django.db.models import Count, Prefetch

from home.querysets import BasePageQuerySet


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

    def in_journal(self, journal):
        """Works that stand in an issue of `journal` (a JournalPage) which every visitor may see."""
        issues = apps.get_model("library", "JournalIssuePage").objects.shown().child_of(journal)
        return self.filter(pk__in=issues.values("items__material"))

    def for_indexing(self):
        """Everything search reads of a material."""
        return self.for_serving().prefetch_related("subjects", "levels", "audiences")


class MaterialFileQuerySet(models.QuerySet):
    def with_files(self):
        """With the files and the state of their reading, without the (large) texts."""
        return self.select_related("file__filetext").defer("file__filetext__text", "file__filetext__places")


class IssueQuerySet(BasePageQuerySet):
    def newest(self):
        """The last issue first."""
        return self.order_by("-year", "-number", "-pk")

    def has_twin(self, journal, number, year, but=None):
        """Tell whether `journal` has another issue of this number in this year, drafts too; `but` is the issue itself."""
        return self.child_of(journal).filter(number=number, year=year).exclude(pk=but).exists()
