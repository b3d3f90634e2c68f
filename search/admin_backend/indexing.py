"""What is written to Wagtail's index: normal forms instead of the words themselves."""

from modelsearch.index import AutocompleteField
from modelsearch.utils import get_content_type_pk
from wagtail.search.models import IndexEntry

from files.extraction.cleaning import clean
from search.language.tokens import words
from search.words import index_normaliser


class AdminIndexer:
    """Reads one object, every field once; stands before a stock ObjectIndexer."""

    def entry(self, content_type_id):
        """Return the object's IndexEntry, unsaved.

        The admin asks almost only for autocompletion, so that column has the words as they are written, for their
        beginnings, and after them the normal forms.
        """
        texts = {"title": [], "body": [], "autocomplete": []}
        for field in self.search_fields:
            for inner, *_weight, value in self.prepare_field(self.obj, field):
                column = "title" if inner.field_name == "title" else "body"
                texts["autocomplete" if isinstance(inner, AutocompleteField) else column].append(value)
        title, body, typed = (clean(" ".join(values)) for values in texts.values())
        normalise = index_normaliser().normalise
        columns = {
            "title": normalise(title),
            "body": normalise(body),
            "autocomplete": " ".join([*words(typed), normalise(typed)]),
        }
        columns = {column: self.as_column(column, text) for column, text in columns.items()}
        return IndexEntry(content_type_id=content_type_id, object_id=self.id, **columns)

    def as_column(self, column, text):
        """Return what the database keeps of a text of normal forms."""
        return text


class AdminIndex:
    """The stock tables, written in one statement and without a look at the rest of the index; stands before a stock index."""

    indexer = None

    def add_items(self, model, objs):
        """Write the entries of ``objs``, all of ``model``, over whatever the index has of them."""
        if model.get_search_fields():
            content_type_id = get_content_type_pk(model)
            self.entries.bulk_create(
                [self.indexer(obj, self.backend).entry(content_type_id) for obj in objs],
                update_conflicts=True,
                unique_fields=["content_type", "object_id"],
                update_fields=["title", "autocomplete", "body"],
            )

    def _refresh_title_norms(self, full=False):
        # The stock one averages the titles of the whole index at every save; here ranks are weighed by column.
        pass
