from django.db import models
from django.db.models import OuterRef, Subquery, Sum
from django.db.models.functions import Coalesce

from files.enums import TextState


def downloads_of(reference):
    """Return an expression: how often people downloaded the file that `reference` (a path of names) points at."""
    from files.models import DownloadCount

    counts = DownloadCount.objects.filter(file=OuterRef(reference)).order_by().values("file")
    return Coalesce(Subquery(counts.annotate(total=Sum("people")).values("total")), 0)


class StoredFileQuerySet(models.QuerySet):
    def for_staff(self):
        """Files that lists of the admin show: none that an author has brought for a work of their own."""
        return self.filter(is_personal=False)

    def waiting_for_text(self):
        """Files nobody has read yet."""
        return self.filter(filetext__state=TextState.WAITING)

    def with_reading(self):
        """Add the state of the reading without its (large) text."""
        return self.select_related("filetext").defer("filetext__text", "filetext__places")

    def with_downloads(self):
        """Add `downloads`: how often people have downloaded the file."""
        return self.annotate(downloads=downloads_of("pk"))

    def without_preview(self):
        """Files of which nobody has tried to draw pages."""
        return self.filter(preview=None)


class DownloadCountQuerySet(models.QuerySet):
    def of_files(self, files):
        """The days of these files (a queryset or a list of StoredFile)."""
        return self.filter(file__in=files)

    def people_total(self):
        """How often people have downloaded, robots left out."""
        return self.aggregate(total=Sum("people"))["total"] or 0

    def people_by_file(self):
        """Return {file id: how often people have downloaded it}; files nobody wanted are not in it."""
        return dict(self.order_by().values_list("file").annotate(total=Sum("people")).filter(total__gt=0))
