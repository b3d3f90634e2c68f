"""Indices of this site in Elasticsearch: their names, their mapping, the alias that readers ask.

The alias carries the versions of the mapping and of the normaliser: an index of other words, or of another shape, is never
asked by mistake; to readers of the new version it is not there yet.
"""

import re
from datetime import UTC, datetime

from django.conf import settings

from search.engines.elastic.client import asking
from search.language.normaliser import VERSION

MAPPING_VERSION = 2
_TEXT = {"type": "text", "analyzer": "whitespace", "norms": False}
_WORDS_ALONE = {**_TEXT, "index_options": "docs"}
# By this we know an index that we made from one that something else made under its name.
MARK = {"made_by": "metodset"}
# The words stand in the database; here it is enough to know where they are.
MAPPINGS = {
    "dynamic": False,
    "_meta": MARK,
    "_source": {"enabled": False},
    "properties": {
        "page_id": {"type": "integer"},
        "number": {"type": "long", "index": False},
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
    """Return the name of the index that readers ask, "" where there is none or more than one."""
    with asking() as client:
        names = _with_alias(client)
    return names[0] if len(names) == 1 else ""


def uuid_of(name):
    """Return what tells this index from another of its name, "" where there is none, it is closed, or not of our making."""
    with asking() as client:
        found = client.indices.get(index=name, ignore_unavailable=True).get(name)
    if not found or found["mappings"].get("_meta") != MARK or "verified_before_close" in found["settings"]["index"]:
        return ""
    return found["settings"]["index"]["uuid"]


def door(name):
    """Return a second name of the index `name` to write by: one that is missing never becomes an index of whatever shape.

    Raises EngineFailed where the index is no more.
    """
    with asking() as client:
        client.indices.put_alias(index=name, name=f"{name}_door")
    return f"{name}_door"


def go_live(name):
    """Let readers ask the index `name` from now on, in one step; return the names of those that they asked before."""
    with asking() as client:
        old = [one for one in _with_alias(client) if one != name]
        actions = [{"remove": {"index": one, "alias": alias()}} for one in old]
        if not old and alias() in client.indices.get(index=alias(), ignore_unavailable=True, features=["aliases"]):
            # An index that something else has made under the name of the alias: nothing of ours can be in it.
            actions.append({"remove_index": {"index": alias()}})
        client.indices.update_aliases(actions=[*actions, {"add": {"index": name, "alias": alias()}}])
    return old


def take_down():
    """Let readers ask no index: the database answers them."""
    with asking() as client:
        if names := _with_alias(client):
            client.indices.update_aliases(actions=[{"remove": {"index": name, "alias": alias()}} for name in names])


def ours():
    """Return the names of all indices of this site, of other versions too."""
    # Not by the pattern alone: the name of another site on the same server may begin as ours.
    form = re.compile(rf"{re.escape(settings.ELASTICSEARCH_INDEX)}_v\d+_\d+_\d{{8}}t\d+")
    with asking() as client:
        names = client.indices.get(index=f"{settings.ELASTICSEARCH_INDEX}_v*", features=["aliases"])
    return sorted(name for name in names if form.fullmatch(name))


def drop(names):
    """Delete indices; unknown ones are passed over."""
    with asking() as client:
        for name in names:
            client.indices.delete(index=name, ignore_unavailable=True)


def _with_alias(client):
    return sorted(client.indices.get_alias(name=alias())) if client.indices.exists_alias(name=alias()) else []
