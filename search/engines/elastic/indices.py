"""Indices of this site in Elasticsearch: their names, their mapping, the alias that readers ask.

The alias carries the versions of the mapping and of the normaliser: an index of other words, or of another shape, is never
asked by mistake; to readers of the new version it is not there yet.
"""

from datetime import UTC, datetime

from django.conf import settings

from search.engines.elastic.client import asking
from search.language.normaliser import VERSION

MAPPING_VERSION = 1
_TEXT = {"type": "text", "analyzer": "whitespace", "norms": False}
_WORDS_ALONE = {**_TEXT, "index_options": "docs"}
# The words stand in the database; here it is enough to know where they are.
MAPPINGS = {
    "dynamic": False,
    "_source": {"enabled": False},
    "properties": {
        "page_id": {"type": "integer"},
        "digest": {"type": "keyword", "index": False},
        "title": _WORDS_ALONE,
        "near": _WORDS_ALONE,
        "words": {**_TEXT, "index_options": "positions"},
    },
}


def alias():
    """Return the name that readers ask."""
    return f"{settings.ELASTICSEARCH_INDEX}_v{MAPPING_VERSION}_{VERSION}"


def create():
    """Make an empty index and return its name; readers do not see it yet."""
    name = f"{alias()}_{datetime.now(UTC):%Y%m%dt%H%M%S%f}"
    # One copy more as soon as there is a second node, none where there is but one.
    index = {"number_of_shards": settings.ELASTICSEARCH_SHARDS, "auto_expand_replicas": "0-1"}
    with asking() as client:
        client.indices.create(index=name, mappings=MAPPINGS, settings={"index": index})
    return name


def live():
    """Return the name of the index that readers ask, "" where there is none."""
    with asking() as client:
        if not client.indices.exists_alias(name=alias()):
            return ""
        return next(iter(client.indices.get_alias(name=alias())))


def uuid_of(name):
    """Return what tells this index from another of the same name, "" where there is no such index."""
    with asking() as client:
        if not client.indices.exists(index=name):
            return ""
        return client.indices.get_settings(index=name)[name]["settings"]["index"]["uuid"]


def go_live(name):
    """Let readers ask the index `name` from now on, in one step; return the names of those that they asked before."""
    with asking() as client:
        old = [one for one in _with_alias(client) if one != name]
        actions = [{"add": {"index": name, "alias": alias()}}]
        actions += [{"remove": {"index": one, "alias": alias()}} for one in old]
        client.indices.update_aliases(actions=actions)
    return old


def ours():
    """Return the names of all indices of this site, of other versions too."""
    with asking() as client:
        return sorted(client.indices.get(index=f"{settings.ELASTICSEARCH_INDEX}_v*", features=["aliases"]))


def drop(names):
    """Delete indices; unknown ones are passed over."""
    with asking() as client:
        for name in names:
            client.indices.delete(index=name, ignore_unavailable=True)


def _with_alias(client):
    return list(client.indices.get_alias(name=alias())) if client.indices.exists_alias(name=alias()) else []
