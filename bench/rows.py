"""Pages written straight into their tables.

Only here: a bench needs ten thousand pages in a minute, and a page made by `add_child` costs 10–90 ms, because every one
updates Wagtail's own search index (docs/benchmarks.md says what is measured, not how pages are made). The rows are the
same as after publishing: places in the tree are computed, both tables of a page are filled. What is left out is what
nothing measured here reads: revisions, the log, the admin's search index, the reference index. The site itself makes
pages by its verbs only; the loss of a rule there would be silent.
"""

from django.contrib.contenttypes.models import ContentType
from django.db import connection
from wagtail.models import Locale, Page


def insert_pages(parent, model, pages):
    """Write `pages` (new instances of `model` with title, slug and first_published_at) as live children of `parent`.

    They stand after the children that are there. `parent` is refreshed.
    """
    free = (Page.objects.order_by("-pk").values_list("pk", flat=True).first() or 0) + 1
    content_type, locale = ContentType.objects.get_for_model(model), Locale.get_default()
    for offset, page in enumerate(pages):
        page.pk = page.id = free + offset
        page.depth, page.numchild = parent.depth + 1, 0
        page.path = Page._get_path(parent.path, page.depth, parent.numchild + offset + 1)
        page.url_path = f"{parent.url_path}{page.slug}/"
        page.content_type, page.locale, page.draft_title = content_type, locale, page.title
        page.last_published_at = page.latest_revision_created_at = page.first_published_at
    insert_rows(Page, pages)
    insert_rows(model, pages)
    Page.objects.filter(pk=parent.pk).update(numchild=parent.numchild + len(pages))
    parent.refresh_from_db()


def insert_rows(model, objects):
    """Write the fields that `objects` have in the table of `model` itself, not in its parents' tables."""
    fields = model._meta.local_concrete_fields
    quote = connection.ops.quote_name
    columns, marks = ", ".join(quote(field.column) for field in fields), ", ".join(["%s"] * len(fields))
    rows = [[field.get_db_prep_save(field.pre_save(obj, True), connection) for field in fields] for obj in objects]
    with connection.cursor() as cursor:
        cursor.executemany(f"INSERT INTO {quote(model._meta.db_table)} ({columns}) VALUES ({marks})", rows)
