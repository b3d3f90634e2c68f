"""The hits of one query."""

from django.core.exceptions import EmptyResultSet
from django.db import connections
from django.db.models import Count
from modelsearch.backends.base import BaseSearchResults, FilterFieldError

NO_LIMIT = 2**63 - 1


class AdminResults(BaseSearchResults):
    """Lazy and sliceable, as modelsearch promises."""

    supports_facet = True

    def get_queryset(self):
        """Return the hits as a queryset in its own order, the newest first where it has none."""
        found = self.query_compiler.matching()
        return (found if found.ordered else found.order_by("-pk"))[self.start : self.stop]

    def facet(self, field_name):
        """Return {value: number of hits}, the commonest first. Raises FilterFieldError for what is no FilterField."""
        if self.query_compiler._get_filterable_field(field_name) is None:
            message = f"{self.model.__name__}.search_fields has no FilterField for the facet «{field_name}»."
            raise FilterFieldError(message, field_name=field_name)
        values = self.query_compiler.matching().order_by().values_list(field_name)
        return dict(values.annotate(count=Count("pk")).order_by("-count"))

    def _do_count(self):
        total = self.query_compiler.matching().order_by().count()
        return max(0, (total if self.stop is None else min(total, self.stop)) - self.start)

    def _do_search(self):
        compiler, scores = self.query_compiler, {}
        if compiler.has_scores and compiler.order_by_relevance:
            limit = NO_LIMIT if self.stop is None else self.stop - self.start
            scores = self._scores(f"ORDER BY 2 DESC, 1 DESC LIMIT {limit} OFFSET {self.start}")
            objects = compiler.queryset.order_by().in_bulk(list(scores))
            found = [objects[pk] for pk in scores if pk in objects]
        else:
            found = list(self.get_queryset())
            if compiler.has_scores and self._score_field:
                scores = self._scores()
        if self._score_field:
            for obj in found:
                setattr(obj, self._score_field, scores.get(obj.pk, 0.0))
        return found

    def _scores(self, tail=""):
        """Return {primary key: score} of the hits that the queryset lets through, in the order that ``tail`` asks for.

        The queryset goes into the statement whole: its filters hold before the page is cut, whatever they are.
        """
        compiler, connection = self.query_compiler, connections[self.query_compiler.queryset.db]
        keys = compiler.queryset.order_by().values("pk").query
        try:
            allowed, allowed_params = keys.get_compiler(connection=connection).as_sql()
        except EmptyResultSet:
            return {}
        hits, params = compiler.hits_sql(f"{compiler.score} AS score")
        with connection.cursor() as cursor:
            cursor.execute(
                f"SELECT key, MAX(score) FROM ({hits} {compiler.ranking}) AS hits "
                f"WHERE key IN ({allowed}) GROUP BY 1 {tail}",
                [*params, *allowed_params],
            )
            to_python = self.model._meta.pk.to_python
            return {to_python(key): score for key, score in cursor.fetchall()}
