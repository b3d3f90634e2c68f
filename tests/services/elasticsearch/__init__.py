"""A real Elasticsearch server made of what Maven Central has (docs/decisions/0010-elasticsearch-node.md)."""

from tests.services.elasticsearch.nodes import Cluster, Node

__all__ = ["Cluster", "Node"]
