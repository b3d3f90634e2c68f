"""How Elasticsearch is at this moment, for the operations page."""

from dataclasses import dataclass

from django.conf import settings

from search.answering import breaker
from search.engines import EngineFailed, serving_engine
from search.engines.elastic import indices
from search.engines.elastic.client import asking, within
from search.models import IndexedPage, IndexState

# An administrator may wait longer than a reader.
PATIENCE = 3


@dataclass(frozen=True)
class IndexFacts:
    """One index: `number` is the last change that it has, `lag` how many pages have changed in the database since.

    `documents` is None where the server could not be asked, `number` where the index is fed by nobody.
    """

    name: str
    is_live: bool
    documents: int | None
    number: int | None
    lag: int | None
    error: str


@dataclass(frozen=True)
class ElasticState:
    """The server: `fault` says what is wrong, "" when it answers; `fuse_open`: this process does not ask it for a while."""

    fault: str
    version: str
    status: str
    indices: tuple[IndexFacts, ...]
    fuse_open: bool

    @property
    def answers(self):
        """Whether readers of this process are answered by the server at this moment."""
        live = any(facts.is_live for facts in self.indices)
        return live and self.status != "red" and not self.fault and not self.fuse_open

    @property
    def last_error(self):
        """What the last feeding that failed has said."""
        return next((facts.error for facts in self.indices if facts.error), "")


def elastic_state():
    """Return the ElasticState, None where the site is not served by Elasticsearch."""
    if serving_engine() is None:
        return None
    places = {state.name: state for state in IndexState.objects.exclude(pk=IndexState.DATABASE)}
    fault, version, status, live, held = "", "", "", "", {}
    try:
        with within(PATIENCE):
            version, status, held = _server()
            live = indices.live()
    except EngineFailed as error:
        fault = str(error)
    names = sorted({*places, *held}, key=lambda name: (name != live, name))
    facts = tuple(_facts(name, name == live, held.get(name), places.get(name)) for name in names)
    return ElasticState(fault, version, status, facts, breaker.is_open)


def _server():
    """Return (version, status, {index: documents})."""
    ours = f"{settings.ELASTICSEARCH_INDEX}_v*"
    with asking() as client:
        version = client.info()["version"]["number"]
        status = client.cluster.health(index=ours)["status"]
        held = client.indices.stats(index=ours, metric="docs")["indices"]
    return version, status, {name: one["primaries"]["docs"]["count"] for name, one in held.items()}


def _facts(name, is_live, documents, place):
    if place is None:
        return IndexFacts(name, is_live, documents, None, None, "")
    lag = IndexedPage.objects.filter(number__gt=place.number).count()
    return IndexFacts(name, is_live, documents, place.number, lag, place.error)
