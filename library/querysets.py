from django.apps import apps
from django.db import models
from django.db.models import Count, OuterRef, Prefetch, Q, Subquery, Sum
from django.db.models.functions import Coalesce, JSONObject
from django.utils import timezone

from files.models import PreviewPage
from files.querysets import downloads_of
from home.querysets import NEWEST, BasePageQuerySet
from library.enums import WORKING, RowState


def _cover_of(page):
    """Return an expression: the first page of the first file of `page` that was drawn, small; None where none was."""
    first = PreviewPage.objects.filter(number=1, file__material_files__page=OuterRef(page))
    words = JSONObject(uuid="file__uuid", width="small_width", height="small_height")
    return Subquery(first.order_by("file__material_files__sort_order").values(cover=words)[:1])


class MaterialQuerySet(BasePageQuerySet):
    def newest(self):
        """The newest first; the key makes the order stable."""
        return self.order_by(*NEWEST)

    def authored_by(self, user):
        """Works that name this person among their authors, with `thanks_count`."""
        links = apps.get_model("library", "MaterialAuthor").objects.filter(user=user)
        return self.filter(pk__in=links.values("page")).annotate(thanks_count=Count("thanks"))

    def for_cards(self):
        """What a card shows, without the body; its subjects are in memory (library.facets)."""
        return (
            self.defer("body", "keywords", "search_description")
            .select_related("kind", "expert_status")
            .annotate(files_count=Count("files"), cover_page=_cover_of("pk"))
        )

    def with_downloads(self):
        """Add `downloads`: how often people have downloaded the files of the material."""
        entries = (
            apps.get_model("library", "MaterialFile").objects.filter(page=OuterRef("pk")).order_by().values("page")
        )
        total = entries.annotate(total=Sum("file__download_counts__people")).values("total")
        return self.annotate(downloads=Coalesce(Subquery(total), 0))

    def for_serving(self):
        """What one page view shows, in as few queries as can be; its facets' names are in memory (library.facets)."""
        files = Prefetch("files", apps.get_model("library", "MaterialFile").objects.with_files())
        return self.select_related("licence").prefetch_related("authors", "links", files)

    def in_journal(self, journal):
        """Works that stand in an issue of `journal` (a JournalPage) which every visitor may see."""
        issues = apps.get_model("library", "JournalIssuePage").objects.shown().child_of(journal)
        return self.filter(pk__in=issues.values("items__material"))

    def in_whole(self):
        """Everything that is said of a material, for its versions and for the books in which it stands."""
        related = self.select_related("kind", "licence", "programme", "subproject", "group", "expert_status")
        related = related.defer("programme__passport", "subproject__passport", "group__body")
        return related.for_serving().prefetch_related("subjects", "levels", "audiences")


class MaterialFileQuerySet(models.QuerySet):
    def with_files(self):
        """With the files, the state of their reading without the (large) texts, their drawn pages and their downloads."""
        return (
            self.select_related("file__filetext")
            .defer("file__filetext__text", "file__filetext__places")
            .prefetch_related("file__preview_pages")
            .annotate(downloads=downloads_of("file"))
        )


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


class IssueQuerySet(BasePageQuerySet):
    def newest(self):
        """The last issue first."""
        return self.order_by("-year", "-number", "-pk")

    def has_twin(self, journal, number, year, but=None):
        """Tell whether `journal` has another issue of this number in this year, drafts too; `but` is the issue itself."""
        return self.child_of(journal).filter(number=number, year=year).exclude(pk=but).exists()
