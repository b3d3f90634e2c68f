"""From modelsearch's queries to FTS5 and SQL."""

from functools import cached_property

from django.db import connections
from django.db.models.expressions import RawSQL
from modelsearch.backends.base import BaseSearchQueryCompiler
from modelsearch.backends.database.sqlite.sqlite import IndexEntry, SQLiteFTSIndexEntry
from modelsearch.query import And, Boost, Fuzzy, MatchAll, Not, Or, Phrase, PlainText
from modelsearch.utils import get_descendants_content_types_pks

from search.admin_backend.matching import EVERYTHING, NOTHING, Match, all_of, any_of, quoted
from search.language.tokens import clean_query, words
from search.words import query_normaliser

ENTRIES = IndexEntry._meta.db_table
FTS = SQLiteFTSIndexEntry._meta.db_table


class AdminQueryCompiler(BaseSearchQueryCompiler):
    """Whole words in any form."""

    DEFAULT_OPERATOR = "and"
    HANDLES_ORDER_BY_EXPRESSIONS = True

    @property
    def columns(self):
        """Where to look: the index tells the title from all other fields, no finer."""
        return {"title" if field == "title" else "body" for field in self.fields or ["title", "body"]}

    @cached_property
    def match(self):
        """What FTS5 is asked for, in the columns of this query."""
        match = self._match(self.query)
        columns = " ".join(sorted(self.columns))
        return match._replace(expression=match.expression and f"{{{columns}}} : ({match.expression})")

    @property
    def has_scores(self):
        """Whether some hits are better than others: those of an exclusion alone and of «everything» are not."""
        return bool(self.match.expression) and not self.match.inverted

    def _match(self, query):
        match query:
            case MatchAll():
                return EVERYTHING
            case Not():
                return ~self._match(query.subquery)
            case And():
                return all_of(map(self._match, query.subqueries))
            case Or():
                return any_of(map(self._match, query.subqueries))
            case Boost():
                # FTS5 weighs columns, not parts of a query.
                return self._match(query.subquery)
            case Phrase() | PlainText() | Fuzzy():
                return self._match_words(query, words(clean_query(query.query_string)))
        raise NotImplementedError(f"{type(query).__name__} is not supported by the admin's search backend.")

    def _match_words(self, query, found):
        if not found:
            return NOTHING
        if isinstance(query, Phrase):
            return self._in_a_row(found)
        every = [self._in_a_row([word]) for word in found[:-1]] + [self._in_a_row(found[-1:], is_last=True)]
        return all_of(every) if query.operator == "and" else any_of(every)

    def _in_a_row(self, found, is_last=False):
        return any_of(map(Match, dict.fromkeys(self.phrases(found, is_last))))

    def phrases(self, found, is_last):
        """Return the FTS5 phrases that canonical words in a row may stand as; one word has all its meanings."""
        normals = query_normaliser().normals(found)
        others = query_normaliser().extra_normals(found[0]) if len(found) == 1 else ()
        return [quoted(normals[word] for word in found), *(quoted([normal]) for normal in others)]

    def hits_sql(self, selected):
        """Return (SQL, parameters) of the index's rows that ``match.expression`` finds for the queryset's model.

        ``selected`` is SQL with {key} for the object's primary key. The cross join makes SQLite ask FTS5 first and
        once; left to itself it may ask anew for every row of the index (search.md section 8).
        """
        key_type = self.queryset.model._meta.pk.db_type(connections[self.queryset.db])
        types = ", ".join(map(str, get_descendants_content_types_pks(self.queryset.model)))
        sql = (
            f"SELECT {selected.format(key=f'CAST({ENTRIES}.object_id AS {key_type})')} "
            f"FROM {FTS} CROSS JOIN {ENTRIES} ON {ENTRIES}.id = {FTS}.rowid "
            f"WHERE {FTS} MATCH %s AND {ENTRIES}.content_type_id IN ({types})"
        )
        return sql, [self.match.expression]

    def matching(self):
        """Return the queryset narrowed to what the query finds, in the queryset's own order."""
        if not self.match.expression:
            return self.queryset.all() if self.match.inverted else self.queryset.none()
        hits = RawSQL(*self.hits_sql("{key}"))
        return self.queryset.exclude(pk__in=hits) if self.match.inverted else self.queryset.filter(pk__in=hits)


class AdminAutocompleteCompiler(AdminQueryCompiler):
    """What is being typed: the beginning of a last word as it is written, or any form of a whole word.

    Looks in all autocomplete fields together, whatever ``fields`` says.
    """

    columns = {"autocomplete"}

    def phrases(self, found, is_last):
        """Return the same and the words as they are written; a last word may be unfinished."""
        return [quoted(found, prefix=is_last), *super().phrases(found, is_last)]
