"""Elasticsearch: a copy of the index on machines of its own, fed from the database and never the only place of anything."""

from search.engines.elastic.engine import ElasticEngine

__all__ = ["ElasticEngine"]
