from django.apps import apps
from django.db import models
from django.db.models import Count, F, Prefetch, Q

from home.querysets import BasePageQuerySet
from programmes.enums import CARRIED_OUT, NOT_COUNTED, NewsKind
from programmes.norm_enums import RegulationStatus, VersionState


class PlanItemQuerySet(models.QuerySet):
    def progress_by_programme(self):
        """Return {programme id: (done, all)}; cancelled items do not count."""
        rows = (
            self.exclude(status__in=NOT_COUNTED)
            .values_list("stage__programme")
            .order_by()
            .annotate(done=Count("pk", filter=Q(status__in=CARRIED_OUT)), total=Count("pk"))
        )
        return {programme: (done, total) for programme, done, total in rows}


class NewsQuerySet(BasePageQuerySet):
    def newest(self):
        """By date, the newest first; the key makes the order stable."""
        return self.order_by("-date", "-pk")

    def for_serving(self):
        """With the programmes and subprojects the page names."""
        return self.prefetch_related(_shown("programmes", "ProgrammePage"), _shown("subprojects", "SubprojectPage"))

    def notices(self):
        """Notices only."""
        return self.filter(kind=NewsKind.NOTICE)

    def for_rows(self):
        """What a row of a list shows, without the body."""
        return self.for_brief_rows().prefetch_related(_shown("programmes", "ProgrammePage"))

    def for_brief_rows(self):
        """Title, date and kind: for lists beside something else."""
        return self.defer("body", "search_description")


def _shown(name, model):
    """What everybody may see of a relation: a draft's title is nobody's news."""
    return Prefetch(name, apps.get_model("programmes", model).objects.shown())


class RegulationQuerySet(models.QuerySet):
    def shown(self):
        """What every visitor may see the card of."""
        return self.filter(is_public=True)

    def newest(self):
        """By date, the newest first, the undated last; the key makes the order stable."""
        return self.order_by(F("date").desc(nulls_last=True), "title", "pk")

    def for_rows(self):
        """With the programmes that everybody may see, for a list."""
        return self.prefetch_related(_shown("programmes", "ProgrammePage"))


class RegulationVersionQuerySet(models.QuerySet):
    def in_force_once(self):
        """Wordings that are or were in force: everybody may read them where the document is public."""
        return self.exclude(state=VersionState.DRAFT)

    def shown(self):
        """What every visitor may read."""
        return self.in_force_once().filter(regulation__is_public=True)

    def current_for(self, purpose):
        """Return the wording in force of the document that the site asks for (a Purpose), or None.

        A document that has lost its force binds nobody, whatever its last wording.
        """
        return (
            self.filter(
                regulation__purpose=purpose,
                regulation__status=RegulationStatus.IN_FORCE,
                state=VersionState.CURRENT,
            )
            .select_related("regulation", "file")
            .first()
        )
