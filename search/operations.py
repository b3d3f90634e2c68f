"""How the search is, for those who look after it: reads alone, each a few questions whatever the size of the archive."""

from datetime import timedelta

from django.db import connection
from django.db.models import Max, Min, Sum
from django.utils import timezone
from django_tasks_db.models import DBTaskResult
from wagtail.models import Page

from search.engines import database_engine, serving_engine
from search.language.normaliser import VERSION
from search.models import AskedQuery, IndexCheck, IndexedPage, IndexState, SearchDocument, SearchOutbox
from search.outbox import MOST_TRIES
from search.upkeep_tasks import check_task, is_asked, rebuild_task

TOP = 20
SHOWN_DAYS = 30
ENGINE_NAMES = {"sqlite": "SQLite", "postgres": "PostgreSQL", "elasticsearch": "Elasticsearch"}
INDEX_NAMES = {"words": "Слова страниц", "database": "Индекс базы данных", "elasticsearch": "Elasticsearch"}


def engines():
    """Return {answering, own, server, normaliser, pages, stale}: who answers readers, versions, how much is in the index.

    `stale` counts the pages whose words another version of the normaliser has made.
    """
    own, serving = database_engine(), serving_engine()
    return {
        "answering": _engine_name(serving or own),
        "own": _engine_name(own),
        "server": _database_version(),
        "normaliser": VERSION,
        "pages": IndexedPage.objects.present().count(),
        "stale": SearchDocument.objects.exclude(normaliser=VERSION).count(),
    }


def queue():
    """Return {waiting, oldest, failed}: rows that will be tried, since when the oldest waits, rows that have failed for good.

    Each of `failed` is (row, title), the title "" where the page is not on the site: what is not is not everybody's to read.
    """
    waiting = SearchOutbox.objects.filter(tries__lt=MOST_TRIES)
    failed = list(SearchOutbox.objects.filter(tries__gte=MOST_TRIES).order_by("created_at")[:TOP])
    titles = dict(Page.objects.live().filter(pk__in={row.page_id for row in failed}).values_list("pk", "title"))
    return {
        "waiting": waiting.count(),
        "oldest": waiting.aggregate(oldest=Min("created_at"))["oldest"],
        "failed": [(row, titles.get(row.page_id, "")) for row in failed],
    }


def checks():
    """Return {rows, asked}: the last comparison of every index as (name, IndexCheck), and whether another one is asked for."""
    known = IndexCheck.objects.in_bulk()
    wanted = [name for name in INDEX_NAMES if name != "elasticsearch" or serving_engine() is not None]
    return {"rows": [(INDEX_NAMES[name], known.get(name)) for name in wanted], "asked": is_asked(check_task)}


def rebuilding():
    """Return {state, unfinished, asked, failure, done, total}: the last rebuild; `done` of `total` pages of an unfinished one.

    `failure` is the last task of it where that has failed.
    """
    state = IndexState.objects.filter(name=IndexState.DATABASE).first()
    unfinished, present = bool(state and state.after is not None), IndexedPage.objects.present()
    last = DBTaskResult.objects.filter(task_path=rebuild_task.module_path).order_by("-enqueued_at").first()
    return {
        "state": state,
        "unfinished": unfinished,
        "asked": is_asked(rebuild_task),
        "failure": last if last and last.status == "FAILED" else None,
        "done": present.filter(pk__lte=state.after).count() if unfinished else 0,
        "total": present.count() if unfinished else 0,
    }


def asked_queries(today=None):
    """Return {days, times, nothing_times, reserve_times, slowest, heaviest, lacking} of the last SHOWN_DAYS days.

    The three lists hold TOP rows of {words, asked, lacked, slowest, total, mean}, the last three in milliseconds.
    """
    since = (today or timezone.localdate()) - timedelta(days=SHOWN_DAYS)
    days = AskedQuery.objects.filter(day__gt=since)
    sums = {"asked": Sum("times"), "lacked": Sum("nothing"), "slowest": Max("slowest_ms"), "total": Sum("milliseconds")}
    rows = days.exclude(words="").values("words").annotate(**sums)
    return {
        "days": SHOWN_DAYS,
        **days.aggregate(times=Sum("times"), nothing_times=Sum("nothing"), reserve_times=Sum("by_reserve")),
        "slowest": _top(rows.order_by("-slowest", "words")),
        "heaviest": _top(rows.order_by("-total", "words")),
        "lacking": _top(rows.filter(lacked__gt=0).order_by("-lacked", "words")),
    }


def _top(rows):
    # PostgreSQL adds large numbers up to decimals.
    return [{**row, "total": int(row["total"]), "mean": int(row["total"]) // row["asked"]} for row in rows[:TOP]]


def _engine_name(engine):
    return ENGINE_NAMES.get(engine.name, engine.name)


def _database_version():
    if connection.vendor == "sqlite":
        return f"SQLite {connection.Database.sqlite_version}"
    with connection.cursor() as cursor:
        cursor.execute("SHOW server_version")
        return f"PostgreSQL {cursor.fetchone()[0]}"
