"""Builders for tests of search: the end of a transaction, the worker's turn, a question and its answer."""

import re
from pathlib import Path
from unittest.mock import patch

from django.db import connection
from django.urls import reverse
from django_tasks_db.models import DBTaskResult

from config.background import run_waiting
from files.actions import read_file
from search.indexing import catch_up
from tests.making import stored

TAG = re.compile(r"<[^>]*>")


def commit():
    """Do what waits for the end of the transaction: a test never commits its own."""
    while connection.run_on_commit:
        _savepoints, callback, _robust = connection.run_on_commit.pop(0)
        callback()


def work():
    """End the transaction and let the background worker do everything that follows from it."""
    commit()
    # The worker drops its connection between tasks, and with it would go the transaction of the test.
    with patch("django_tasks_db.management.commands.db_worker.close_old_connections"):
        while DBTaskResult.objects.ready().exists():
            run_waiting()
            commit()
    assert not [row.traceback for row in DBTaskResult.objects.failed()]


def ask(client, query="", **params):
    """Ask the JSON door and return its answer; parameters may be lists."""
    response = client.get(reverse("search:search_api"), {"q": query, **params})
    assert response.status_code == 200, response.content[:500]
    return response.json()


def find(client, query="", **params):
    """Titles of the hits of one page, in order, after the index has caught up with all changes."""
    catch_up()
    return titles(ask(client, query, **params))


def titles(answer):
    return [hit["title"] for hit in answer["hits"]]


def counts(answer, facet):
    """{value: count} of one facet of an answer."""
    return {value["value"]: value["count"] for value in answer["facets"].get(facet, [])}


def read(text, name="Файл.txt"):
    """A stored file whose text has been read; `text` is its words or the path of a made file."""
    content = text.read_bytes() if isinstance(text, Path) else text
    file = stored(name, content)
    read_file(file=file)
    return file


def plain(snippet):
    """A snippet without its marks."""
    return TAG.sub("", snippet)


def marked(snippet):
    """The words of a snippet that are marked."""
    return re.findall("<mark>(.*?)</mark>", snippet)
