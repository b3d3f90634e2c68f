"""From modelsearch's queries to what the index is asked for, and SQL; how it is asked stands in the module of its database."""

from functools import cached_property

from django.db import connections
from django.db.models.expressions import RawSQL
from modelsearch.backends.base import BaseSearchQueryCompiler
from modelsearch.query import And, Boost, Fuzzy, MatchAll, Not, Or, Phrase, PlainText
from modelsearch.utils import get_descendants_content_types_pks
from wagtail.search.models import IndexEntry

from search.admin_backend.matching import EVERYTHING, NOTHING, Match, all_of, any_of
from search.language.tokens import clean_query, words
from search.words import query_normaliser

ENTRIES = IndexEntry._meta.db_table


class AdminQueryCompiler(BaseSearchQueryCompiler):
    """Whole words in any form.

    The module of a database says ``signs`` (matching.Signs), ``quoted``, ``asked`` and, for the order, ``score`` (SQL) and
    ``ranking``, a condition that goes with it.
    """

    DEFAULT_OPERATOR = "and"
    HANDLES_ORDER_BY_EXPRESSIONS = True

    @property
    def columns(self):
        """Where to look: the index tells the title from all other fields, no finer."""
        return {"title" if field == "title" else "body" for field in self.fields or ["title", "body"]}

    @cached_property
    def match(self):
        """What the index is asked for."""
        return self._match(self.query)

    def quoted(self, words, prefix=False):
        """Return canonical words in a row as the index asks for them; with ``prefix`` the last may be unfinished.

        The only place where words meet the index. A canonical word is letters or digits, so it holds no quote.
        """
        raise NotImplementedError

    def asked(self):
        """Return (SQL, parameters) of tables and a condition: the rows of the index that ``match.expression`` finds."""
        raise NotImplementedError

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
                return all_of(map(self._match, query.subqueries), self.signs)
            case Or():
                return any_of(map(self._match, query.subqueries), self.signs)
            case Boost():
                # What is weighed is columns, not parts of a query.
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
        return (all_of if query.operator == "and" else any_of)(every, self.signs)

    def _in_a_row(self, found, is_last=False):
        return any_of(map(Match, dict.fromkeys(self.phrases(found, is_last))), self.signs)

    def phrases(self, found, is_last):
        """Return the phrases that canonical words in a row may stand as; one word has all its meanings."""
        normals = query_normaliser().normals(found)
        others = query_normaliser().extra_normals(found[0]) if len(found) == 1 else ()
        return [self.quoted(normals[word] for word in found), *(self.quoted([normal]) for normal in others)]

    def hits_sql(self, *columns):
        """Return (SQL, parameters) of the index's rows that ``match.expression`` finds for the queryset's model.

        It selects the object's primary key as ``key``, and ``columns``.
        """
        key_type = self.queryset.model._meta.pk.db_type(connections[self.queryset.db])
        types = ", ".join(map(str, get_descendants_content_types_pks(self.queryset.model)))
        asked, params = self.asked()
        selected = ", ".join([f"CAST({ENTRIES}.object_id AS {key_type}) AS key", *columns])
        return f"SELECT {selected} FROM {asked} AND {ENTRIES}.content_type_id IN ({types})", params

    def matching(self):
        """Return the queryset narrowed to what the query finds, in the queryset's own order."""
        if not self.match.expression:
            return self.queryset.all() if self.match.inverted else self.queryset.none()
        hits = RawSQL(*self.hits_sql())
        return self.queryset.exclude(pk__in=hits) if self.match.inverted else self.queryset.filter(pk__in=hits)


class Autocompletion:
    """What is being typed: the beginning of a last word as it is written, or any form of a whole word.

    Looks in all autocomplete fields together, whatever ``fields`` says.
    """

    columns = {"autocomplete"}

    def phrases(self, found, is_last):
        """Return the same and the words as they are written; a last word may be unfinished."""
        return [self.quoted(found, prefix=is_last), *super().phrases(found, is_last)]
