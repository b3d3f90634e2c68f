from django.apps import apps
from django.db import models
from django.db.models import Count, F, Max, Prefetch, Q, Window
from django.db.models.functions import ExtractYear, Rank

from home.querysets import BasePageQuerySet
from programmes.enums import CARRIED_OUT, NOT_COUNTED, SETTLED, NewsKind
from programmes.norm_enums import RegulationStatus, VersionState


class PlanItemQuerySet(models.QuerySet):
    def for_plan(self):
        """With terms and proofs, in the order of the plan: what `programmes.schedule` and the plan's page read."""
        return self.prefetch_related("dates", "proofs")

    def unsettled(self):
        """What is still to be done."""
        return self.exclude(status__in=SETTLED)

    def progress_by_programme(self):
        """Return {programme id: (done, all)}; cancelled items do not count."""
        rows = (
            self.filter(stage__group=None)
            .exclude(status__in=NOT_COUNTED)
            .values_list("stage__programme")
            .order_by()
            .annotate(done=Count("pk", filter=Q(status__in=CARRIED_OUT)), total=Count("pk"))
        )
        return {programme: (done, total) for programme, done, total in rows}


class PartQuerySet(models.QuerySet):
    """What belongs to a programme or to a subproject of it."""

    def of(self, programme, subproject=None):
        """What is the whole programme's own or, with `subproject`, that subproject's own; in their order."""
        return self.filter(programme=programme, subproject=subproject).order_by("sort_order", "pk")

    def led_by(self, user):
        """What `user` may change."""
        # Imported here: the rules are about the models, and this is a part of them.
        from programmes.permissions import led_by

        return led_by(user, self, "programme", "subproject")

    def by_programme(self):
        """Return [{"programme", "programme__title", "total", "last_on"}] of indicators, by the programme's title."""
        rows = self.order_by("programme__title").values("programme", "programme__title")
        return list(rows.annotate(total=Count("pk", distinct=True), last_on=Max("measurements__on")))


class MeasurementQuerySet(models.QuerySet):
    def until(self, day):
        """Measurements of `day` and before, the oldest first; None: all."""
        return (self.filter(on__lte=day) if day else self).order_by("on")

    def last_of_years(self):
        """The measurements of every indicator's last day in every year: what growth is seen by, whatever the number of all.

        One a year, or one for each organisation that was measured on that day.
        """
        rank = Window(Rank(), partition_by=[F("indicator"), ExtractYear("on")], order_by=F("on").desc())
        return self.annotate(rank=rank).filter(rank=1)


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


class ReportQuerySet(BasePageQuerySet):
    def newest(self):
        """By the end of the period, the newest first; the key makes the order stable."""
        return self.order_by("-ends_on", "-starts_on", "-pk")

    def for_rows(self):
        """What a row of a list shows, without what is read only on the report's own page."""
        return self.defer("body", "search_description", "conclusions", "corrections", "written")

    def below(self, page):
        """Reports on a page and on its parts."""
        return self.descendant_of(page)


class PrintedReportQuerySet(models.QuerySet):
    def printed_as(self, file):
        """Whose PDF or DOCX `file` is."""
        return self.filter(Q(pdf=file) | Q(docx=file))


def _shown(name, model):
    """What everybody may see of a relation: a draft's title is nobody's news."""
    return Prefetch(name, apps.get_model("programmes", model).objects.shown().defer("body", "passport"))


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
